"""Thumbs of visitors on what the chat answered."""
