"""Single searches: lists of them, and one with all that came of it."""
