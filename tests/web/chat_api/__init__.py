"""The chat over plain HTTP: what its addresses take and give."""
