"""Independent random streams that depend on a seed and a name alone."""

from __future__ import annotations

from hashlib import sha256

from numpy.random import PCG64, Generator, SeedSequence


def stream(seed: int, name: str) -> Generator:
    """The stream of this name; drawing from one never moves another."""
    named = int.from_bytes(sha256(name.encode()).digest()[:8], "big")
    return Generator(PCG64(SeedSequence([seed % 2**64, named])))


def chance(rng: Generator, share: float) -> bool:
    """True with this probability."""
    return bool(rng.random() < share)
