"""Who decides on a work: how its approval stands, who may give it, what waits for it."""
