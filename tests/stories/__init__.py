"""What residents and staff live through, over the wire: real HTTP, real databases, the city's own entries."""
