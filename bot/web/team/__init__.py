"""The staff console: server-rendered pages behind a one-time link. Start reading at `routes.py`."""
