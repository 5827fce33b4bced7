"""How a work looks to a reader: in a slot, on a page, in rich text, and in a preview."""
