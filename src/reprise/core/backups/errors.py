"""What stops a backup or its way back."""

from __future__ import annotations


class BackupError(Exception):
    """One sentence about what cannot be done."""
