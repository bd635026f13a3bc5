"""Searches, leads and gaps as files."""
