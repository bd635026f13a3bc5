"""What a sample can be downloaded as."""

from __future__ import annotations

from typing import Final, Literal

DownloadFormat = Literal["flac", "wav", "mp3", "midi", "stems"]

CONTENT_TYPES: Final[dict[DownloadFormat, str]] = {
    "flac": "audio/flac",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "midi": "audio/midi",
    "stems": "application/zip",
}


def file_suffix(format_: DownloadFormat) -> str:
    """What the name of a downloaded file ends with, after the label."""
    return {"midi": ".mid", "stems": "-stems.zip"}.get(format_, f".{format_}")
