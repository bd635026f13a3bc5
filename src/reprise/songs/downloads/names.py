"""Names of downloaded files, readable and safe on every system."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from reprise.songs.audio.schemas import LABELS

_LONGEST: Final = 60


def slug(text: str) -> str:
    """ASCII letters and digits of `text` with dashes between, cut at a word; never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    joined = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(joined) > _LONGEST:
        cut = joined[: _LONGEST + 1].rpartition("-")[0]
        joined = cut or joined[:_LONGEST]
    return joined or "reprise"


def sample_name(prompt_text: str, index: int, suffix: str) -> str:
    """The name of a sample's file; the suffix begins with what stands between it and the label."""
    return f"{slug(prompt_text)}-{LABELS[index]}{suffix}"
