"""The least that does the same, to measure against; each is a program of its own."""
