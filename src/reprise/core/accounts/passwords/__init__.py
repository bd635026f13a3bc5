"""Keeping, changing and resetting passwords."""
