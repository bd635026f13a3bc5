"""Jobs as they stand in a list."""
