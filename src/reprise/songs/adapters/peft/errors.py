"""What can be wrong with a directory of a learned adapter."""

from __future__ import annotations


class PeftDirectoryError(Exception):
    """One sentence about what is wrong, with the name of the file."""
