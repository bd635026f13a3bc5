"""One seed for a job, one for each of its samples."""

from __future__ import annotations

import hashlib
import secrets

# Short enough to read aloud and to type; longer ones are accepted too.
_DRAWN_BELOW = 2**32


def draw() -> int:
    return secrets.randbelow(_DRAWN_BELOW)


def derive(job_seed: int, index: int) -> int:
    """Sample A has the job's own seed, so that it can be made again from the command line."""
    if index == 0:
        return job_seed
    digest = hashlib.sha256(f"{job_seed}:{index}".encode()).digest()
    return int.from_bytes(digest[:4], "big")
