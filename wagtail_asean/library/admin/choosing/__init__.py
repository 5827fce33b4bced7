"""How a work is chosen for a page or a text: a list to search, and a look before it is taken."""
