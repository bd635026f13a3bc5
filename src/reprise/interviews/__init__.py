"""Interviews: practice, then feedback that quotes what was said."""
