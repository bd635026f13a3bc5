"""How the chat does, as numbers."""
