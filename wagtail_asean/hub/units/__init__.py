"""The units of the hub: what happens to them, and how they come from a spreadsheet."""
