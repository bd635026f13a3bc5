"""What distinguishes jobs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reprise.songs.generation.schemas import JobOut

_SETTINGS: Final = (
    "prompt_text",
    "engine",
    "adapter_id",
    "adapter_version_id",
    "num_samples",
    "seed",
    "duration",
)


def differing(jobs: Sequence[JobOut]) -> list[str]:
    """Names of the settings with more than one value; a parameter that was not given is a value too.

    Two prompts of one text are the same words. Whether their attributes differ shows in what the engine saw,
    once it has seen it.
    """
    parameters = sorted({name for job in jobs for name in job.parameters})
    fields = [name for name in _SETTINGS if _differs(getattr(job, name) for job in jobs)]
    if "prompt_text" not in fields and _differs(seen for job in jobs if (seen := job.composed_prompt)):
        fields.insert(0, "composed_prompt")
    return fields + [
        f"parameters.{name}" for name in parameters if _differs(job.parameters.get(name) for job in jobs)
    ]


def _differs(values: Any) -> bool:
    return len(set(values)) > 1
