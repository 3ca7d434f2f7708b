"""The road of every push: ledger, pump, accounting."""
