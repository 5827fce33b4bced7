"""How a work is made, renewed and taken back: its form, and what an editor is told of it."""
