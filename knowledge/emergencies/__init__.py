"""Is somebody in danger? Signs, what speaks against them, and likeness to example sentences, weighed together."""
