"""When pushes leave, what they carry, and that they leave together when they should."""
