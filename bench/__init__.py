"""Measurements of Reprise against controls in the same run: `python -m bench`."""
