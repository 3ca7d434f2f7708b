"""The Telegram face: what it reads, how it draws, how it sends, and what it makes of Telegram's faults."""
