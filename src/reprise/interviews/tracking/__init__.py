"""Following operations: look, retry, live events."""
