"""Ideas in the console: the list, one idea with all its deeds, merging, rulings, templates."""
