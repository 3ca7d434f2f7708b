"""The staff: roles and invitations, their menu, the console's doors, what waits for whom."""
