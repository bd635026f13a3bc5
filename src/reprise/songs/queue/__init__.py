"""The queue as a whole: look at it, pause it, go on, clear it."""
