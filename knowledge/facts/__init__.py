"""Facts in texts that can be compared across languages: numbers, dates, times and addresses."""
