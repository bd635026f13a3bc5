"""`reprise demo`: something to look at in every app, made by the real code."""
