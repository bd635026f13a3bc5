"""Deleting what visitors left behind: on request, and when it grows old."""
