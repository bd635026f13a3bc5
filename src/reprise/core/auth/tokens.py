"""Secrets that are handed out: random ones that are kept as digests, and signed ones that are not kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import jwt

ACCESS_TOKEN_LIFETIME: Final = timedelta(hours=12)
API_KEY_PREFIX: Final = "rk-"
HINT_LENGTH: Final = 8
_ALGORITHM: Final = "HS256"
_ISSUER: Final = "reprise"


def random_secret() -> str:
    """256 random bits as 43 characters that may stand in an address."""
    return secrets.token_urlsafe(32)


def random_api_key() -> str:
    return API_KEY_PREFIX + random_secret()


def digest(secret: str) -> str:
    """What is stored of a random secret. It cannot be guessed, so that a fast hash without salt is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class AccessClaim:
    """What a valid access token says: void once its version is no longer the person's."""

    user_id: UUID
    version: int


def issue_access_token(key: bytes, claim: AccessClaim) -> str:
    """A JSON Web Token (RFC 7519) signed with HMAC-SHA256."""
    now = datetime.now(UTC)
    claims = {
        "iss": _ISSUER,
        "sub": str(claim.user_id),
        "ver": claim.version,
        "iat": now,
        "exp": now + ACCESS_TOKEN_LIFETIME,
    }
    return jwt.encode(claims, key, algorithm=_ALGORITHM)


def read_access_token(key: bytes, token: str) -> AccessClaim | None:
    """None for whatever is not a token of ours that is still good."""
    options: jwt.types.Options = {"require": ["iss", "sub", "ver", "exp"]}
    try:
        claims = jwt.decode(token, key, algorithms=[_ALGORITHM], issuer=_ISSUER, options=options)
        return AccessClaim(UUID(claims["sub"]), int(claims["ver"]))
    except (jwt.InvalidTokenError, ValueError, TypeError):
        return None
