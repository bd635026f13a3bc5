"""The text in which lists of experts look for words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def fold(texts: Iterable[str | None]) -> str:
    """One text in which case and ways of writing a letter do not count, the same on both databases."""
    joined = "\n".join(text for text in texts if text)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", joined).casefold())
