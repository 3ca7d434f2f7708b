"""Rules of the house that a machine keeps: who imports whom, who may look at the clock, where every button leads."""
