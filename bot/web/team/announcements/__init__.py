"""Announcements in the staff console: the same deeds as in the chat, on pages. Start reading at `routes.py`."""
