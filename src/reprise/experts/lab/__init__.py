"""One query, answered in several ways side by side; nothing of it is kept."""
