"""A job with all its samples as one ZIP, written while it is read."""

from __future__ import annotations

import json
import zipfile
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reprise.core.db import iso
from reprise.core.storage import Storage
from reprise.songs.audio.models import AudioSample
from reprise.songs.audio.schemas import LABELS
from reprise.songs.downloads.names import sample_name
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt
from reprise.songs.prompts.service import describe_attributes


@dataclass(frozen=True, slots=True)
class JobFiles:
    job: GenerationJob
    prompt: Prompt
    samples: Sequence[AudioSample]


class _Sink:
    """Takes what `zipfile` writes, to be given on at once; not seekable, so nothing is rewritten."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here for longer than until `take`."""

    def close(self) -> None:
        """Nothing is held open."""

    def take(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def archive_size(files: JobFiles) -> int:
    """Bytes of the ZIP that `write_archive` writes: empty files with their names, and their content."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_manifest_entry(files), _manifest_text(files))
        for sample in files.samples:
            archive.writestr(_sample_entry(files, sample), b"")
    return len(sink.take()) + sum(sample.bytes for sample in files.samples)


async def write_archive(storage: Storage, files: JobFiles) -> AsyncGenerator[bytes, None]:
    """The bytes of the ZIP, stored and not deflated: FLAC is compressed already.

    Raises FileMissingError or StorageUnavailableError when a file cannot be read; the first one is read
    before anything is given out.
    """
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_manifest_entry(files), _manifest_text(files))
        for sample in files.samples:
            entry = _sample_entry(files, sample)
            entry.file_size = sample.bytes
            with archive.open(entry, "w") as file:
                async with aclosing(storage.stream(sample.storage_key, 0, sample.bytes)) as chunks:
                    async for chunk in chunks:
                        file.write(chunk)
                        yield sink.take()
    yield sink.take()


def manifest(files: JobFiles) -> dict[str, Any]:
    """What the samples are and what it takes to make them again; checksums are SHA-256 of the files."""
    job = files.job
    return {
        "job_id": str(job.id),
        "prompt": files.prompt.text,
        "attributes": describe_attributes(files.prompt).model_dump(mode="json"),
        "composed_prompt": job.composed_prompt,
        "not_understood": job.not_understood,
        "engine": job.engine,
        "seed": job.seed,
        "duration": job.duration,
        "parameters": job.parameters,
        "created_at": iso(job.created_at),
        "completed_at": iso(job.completed_at),
        "samples": [_described(files, sample) for sample in files.samples],
    }


def _described(files: JobFiles, sample: AudioSample) -> dict[str, Any]:
    return {
        "file": _name(files, sample),
        "label": LABELS[sample.index],
        "seed": sample.seed,
        "engine_version": sample.engine_version,
        "duration": sample.duration,
        "sample_rate": sample.sample_rate,
        "channels": sample.channels,
        "loudness": sample.loudness,
        "true_peak": sample.true_peak,
        "technical_checks": sample.technical_checks,
        "bytes": sample.bytes,
        "sha256": sample.sha256,
    }


def _name(files: JobFiles, sample: AudioSample) -> str:
    return sample_name(files.prompt.text, sample.index, ".flac")


def _manifest_entry(files: JobFiles) -> zipfile.ZipInfo:
    return _entry("manifest.json", files.job.created_at)


def _manifest_text(files: JobFiles) -> str:
    return json.dumps(manifest(files), indent=2, ensure_ascii=False)


def _sample_entry(files: JobFiles, sample: AudioSample) -> zipfile.ZipInfo:
    return _entry(_name(files, sample), sample.created_at)


def _entry(name: str, created_at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, created_at.timetuple()[:6])
    entry.external_attr = 0o644 << 16
    return entry
