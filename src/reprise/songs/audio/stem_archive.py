"""Stems as one ZIP of FLAC files with a manifest, the same bytes for the same piece."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile
from numpy.typing import NDArray

from reprise.songs.engines.protocol import Stem

HEADROOMS_DB: Final = (-12.0, -24.0, -48.0)
"""Common gains of all stems, the first that clips none: the sum before mastering may exceed full scale."""
_BLOCK: Final = 65_536
_FULL_SCALE: Final = 2**23 - 1
_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can say; a true one would make every archive different."""
_NOTE: Final = (
    "All stems have the same length and the same gain_db. Added up, and raised by its opposite, they are the "
    "mix before mastering; parameter and style levels (mix_level_db) are in them already."
)


class _ClippedError(Exception):
    """A stem exceeds full scale at this gain."""


def write_stem_archive(path: Path, stems: Callable[[], Iterator[Stem]], facts: Mapping[str, Any]) -> None:
    """Writes what `stems` yields as 24-bit FLAC, block by block.

    `facts` say what piece it is and go into the manifest. The stems are asked for again, from the beginning,
    in the rare case that one is too loud for the gain that fits nearly all pieces.
    """
    for gain_db in HEADROOMS_DB:
        try:
            _write(path, stems(), facts, gain_db)
            return
        except _ClippedError:
            continue
    raise ValueError("the stems are louder than any mix can be")


def _write(path: Path, stems: Iterator[Stem], facts: Mapping[str, Any], gain_db: float) -> None:
    described = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number, stem in enumerate(stems, start=1):
            name = f"{number:02}-{_slug(stem.name)}.flac"
            part = path.with_name(f"{path.name}.part")
            try:
                _write_flac(part, stem, gain_db)
                described.append(_described(name, stem, part))
                _add(archive, name, part)
            finally:
                part.unlink(missing_ok=True)
        manifest = {**facts, "gain_db": gain_db, "note": _NOTE, "stems": described}
        text = json.dumps(manifest, indent=2, ensure_ascii=False)
        archive.writestr(_entry("manifest.json"), text)


def _write_flac(path: Path, stem: Stem, gain_db: float) -> None:
    gain = np.float32(10 ** (gain_db / 20) * _FULL_SCALE)
    options = {"format": "FLAC", "subtype": "PCM_24", "samplerate": stem.sample_rate}
    with soundfile.SoundFile(path, "w", channels=stem.channels, **options) as file:
        for block in stem.blocks:
            file.write(_to_pcm24(block * gain))


def _to_pcm24(scaled: NDArray[np.float32]) -> NDArray[np.int32]:
    """Rounded steps of 24 bits in the upper bits of 32, where the library expects them.

    Raises:
        _ClippedError: a sample lies beyond full scale.
    """
    steps = np.rint(scaled)
    if len(steps) and float(np.abs(steps).max()) > _FULL_SCALE:
        raise _ClippedError
    return np.left_shift(steps.astype(np.int32), 8)


def _described(name: str, stem: Stem, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "file": name,
        "name": stem.name,
        "role": stem.role,
        "instrument": stem.instrument,
        "mix_level_db": stem.gain_db,
        "bytes": path.stat().st_size,
        "sha256": digest,
    }


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    entry = _entry(name)
    entry.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target, _BLOCK)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.external_attr = 0o644 << 16
    # Otherwise it tells the system that it was made on.
    entry.create_system = 3
    return entry


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "stem"
