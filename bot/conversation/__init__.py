"""How a message becomes replies. Knows no subject: the rooms bring their flows, `bot/app.py` puts them together."""
