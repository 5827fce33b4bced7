"""A column: what it lists, how that is found, and what stands around it."""
