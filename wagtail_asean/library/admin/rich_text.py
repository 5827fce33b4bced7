"""A work of the library inside rich text."""
