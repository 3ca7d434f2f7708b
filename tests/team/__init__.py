"""The staff: what may become of roles, and who may not."""
