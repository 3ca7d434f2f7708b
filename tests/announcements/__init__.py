"""Announcements: their life as rules, their parts, what a ledger and a fake Telegram make of them."""
