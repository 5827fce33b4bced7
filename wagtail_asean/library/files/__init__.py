"""What a picture or a document of a work may be: its formats, and what is looked for in it."""
