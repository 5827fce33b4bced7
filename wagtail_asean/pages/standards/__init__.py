"""What a page says of itself to machines: search engines, networks and feed readers."""
