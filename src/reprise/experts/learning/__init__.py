"""Thumbs, put down for the experts whom they are about."""
