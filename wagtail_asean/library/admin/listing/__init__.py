"""How works are found, and how they stand: the lists and the reports, and their filters."""
