"""What we remember, as typed tables by noun and functions that ask and change them. No Telegram, no subject."""
