"""Every kind of stored file that rows name, for backups.

What lies below `cache/` is made again when it is asked for.
"""

from __future__ import annotations

from typing import Final

from reprise.core.backups.sources import FileSource
from reprise.songs.adapters import repository as adapters
from reprise.songs.audio import repository as audio

STORED_FILES: Final = (
    FileSource(
        "audio_samples",
        ("storage_key", "bytes", "sha256"),
        audio.named_files,
        audio.still_named,
        forget=audio.forget_files,
    ),
    FileSource("adapter_versions", ("weights", "weights_sha256"), adapters.named_files, adapters.still_named),
)
