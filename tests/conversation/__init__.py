"""How a message becomes replies: one transaction a turn, once for each update, one after the other for each person."""
