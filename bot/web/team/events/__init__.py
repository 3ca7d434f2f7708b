"""Events in the console: what is coming, one form for all fields, results, imports, rehearsals."""
