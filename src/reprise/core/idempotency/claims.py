"""A request that carries a key, what was answered to it, and what a repeated one gets."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from reprise.core.errors import AppError
from reprise.core.idempotency.errors import AnswerNotKeptError, KeyInUseError, KeyReusedError

KEPT: Final = timedelta(hours=24)
MOST_KEPT_BYTES: Final = 256 * 1024
"""Longer answers are not kept."""
_LENGTH: Final = "content-length"


@dataclass(frozen=True, slots=True)
class Claim:
    """One person's key, and what was asked with it."""

    owner_id: UUID
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is None where it is not kept: see `kept_of`."""

    status: int
    body: bytes | None
    headers: Mapping[str, str] = field(default_factory=dict)
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a key; no answer yet while its request is worked on."""

    fingerprint: str
    answer: Answer | None


def fingerprint(secret: bytes, *parts: bytes) -> str:
    """A keyed digest (RFC 7693); each part's length goes in before it, so that none runs into the next."""
    told = b"".join(piece for part in parts for piece in (len(part).to_bytes(8, "big"), part))
    return hashlib.blake2b(told, key=secret, digest_size=32).hexdigest()


def kept_of(answer: Answer, *, private: bool) -> Answer:
    """What is stored of an answer; of one whose body is `private`, or is too long, only where to look.

    The length that such a header says tells a long one from a private one.
    """
    body = answer.body or b""
    if not private and len(body) <= MOST_KEPT_BYTES:
        return answer
    headers = {name: value for name, value in answer.headers.items() if name == "location"}
    return Answer(answer.status, None, headers if private else headers | {_LENGTH: str(len(body))})


def repeated(claim: Claim, known: Known) -> Answer | AppError:
    """What a request gets whose key is known already."""
    if known.fingerprint != claim.fingerprint:
        return KeyReusedError(
            "This Idempotency-Key came with another request before: take a new key for a new request.",
            field="Idempotency-Key",
        )
    if known.answer is None:
        return KeyInUseError(
            "The request with this Idempotency-Key is still being worked on, or was cut off: see what became "
            "of it before you ask with a new key.",
            field="Idempotency-Key",
        )
    if known.answer.body is None:
        return _not_kept(known.answer.headers)
    return replace(known.answer, replayed=True)


def _not_kept(headers: Mapping[str, str]) -> AnswerNotKeptError:
    why = "was too long to be kept" if _LENGTH in headers else "held what is private and was not kept"
    where = headers.get("location")
    return AnswerNotKeptError(
        f"This was done already. Its answer {why}: see {where or 'what became of it'} before you ask with a "
        "new key.",
        field="Idempotency-Key",
        headers={"Location": where} if where else None,
    )
