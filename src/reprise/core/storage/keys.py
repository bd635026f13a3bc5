"""Which keys this room writes: relative, `/`-separated, plain ASCII names."""

from __future__ import annotations

import re

MAX_KEY_LENGTH = 800
"""Characters; S3 allows 1,024 bytes for the prefix of the installation and the key together."""

_SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._=-]{0,199}")


def is_key(text: str) -> bool:
    """False for absolute paths, empty segments, `..`, and every segment that starts with a dot."""
    return len(text) <= MAX_KEY_LENGTH and all(_SEGMENT.fullmatch(part) for part in text.split("/"))


def checked_key(key: str) -> str:
    """`key` itself. Raises ValueError: keys come from code, so a bad one is a mistake in the caller."""
    if not is_key(key):
        raise ValueError(f"{key!r} cannot be a storage key.")
    return key


def checked_prefix(prefix: str) -> str | None:
    """A folder to list, with or without its closing slash; None means everything."""
    folder = prefix.removesuffix("/")
    return checked_key(folder) if folder else None
