"""Argon2id (RFC 9106), a few at a time and never on the event loop."""

from __future__ import annotations

import asyncio
import functools
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from reprise.core.errors import UnavailableError

T = TypeVar("T")

# OWASP's first recommendation for Argon2id: 46 MiB, one pass, one lane.
_HASHER: Final = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)
# Each takes a core and 46 MiB while it lasts.
_AT_ONCE: Final = 2
_MAY_WAIT: Final = 64
_THREADS: Final = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="argon2")


class _Line:
    """How many wait for a thread; a flood is turned away instead of being piled up."""

    length = 0


async def hash_password(password: str) -> str:
    """The hash with its salt and parameters in the PHC string format."""
    return await _in_thread(lambda: _HASHER.hash(_normal(password)))


async def verify_password(stored: str | None, password: str) -> bool:
    """Whether it is the password. Without a stored hash it takes as long, and is never right."""
    return await _in_thread(lambda: _verify(stored, password))


def needs_new_hash(stored: str) -> bool:
    """Whether it was made with other parameters than those of this version."""
    return _HASHER.check_needs_rehash(stored)


def _verify(stored: str | None, password: str) -> bool:
    try:
        matches = _HASHER.verify(stored or _decoy(), _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return matches and stored is not None


@functools.cache
def _decoy() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))


def _normal(password: str) -> str:
    """Keyboards write the same letter in several ways: NFKC, as NIST SP 800-63B asks."""
    return unicodedata.normalize("NFKC", password)


async def _in_thread(work: Callable[[], T]) -> T:
    if _Line.length >= _MAY_WAIT:
        raise UnavailableError(
            "Too many people are signing in at this moment. Try again.", headers={"Retry-After": "2"}
        )
    _Line.length += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_THREADS, work)
    finally:
        _Line.length -= 1
