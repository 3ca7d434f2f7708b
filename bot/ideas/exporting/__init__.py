"""Public ideas as files: open data for everybody, and passports into other systems for the staff. No personal data."""
