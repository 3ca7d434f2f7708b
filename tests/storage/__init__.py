"""What we remember: the same on SQLite and PostgreSQL, all or nothing, and no longer than promised."""
