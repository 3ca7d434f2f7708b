"""What people may choose about themselves."""
