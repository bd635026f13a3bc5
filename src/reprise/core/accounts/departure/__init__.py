"""Taking one's data away, and leaving."""
