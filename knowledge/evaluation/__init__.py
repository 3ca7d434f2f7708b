"""How good is the search? Labelled questions, a score with its uncertainty, and plain searches beside it."""
