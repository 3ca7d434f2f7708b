"""From a resident's sentence to the one entry that answers, to a few candidates, or to an honest "not known"."""
