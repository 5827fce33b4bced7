"""What the library holds: found by its words, whether it is shown, used where, lacking what."""
