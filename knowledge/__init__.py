"""What the city says: curated entries, and the search that finds the one that answers. No Telegram, no database."""
