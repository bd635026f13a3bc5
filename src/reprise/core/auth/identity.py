"""Who somebody is, and the keys that prove it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final
from uuid import UUID

from reprise.core.auth.models import OWNER_ID, Role
from reprise.core.settings import Settings

COOKIE_SECONDS: Final = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class CurrentUser:
    id: UUID
    role: Role
    email: str | None = None

    @property
    def name(self) -> str | None:
        """What others are shown; None for the installation's own row."""
        return None if self.email is None else self.email.partition("@")[0]


OWNER: Final = CurrentUser(OWNER_ID, "admin")


class Keys:
    """The owner's token and the key that signs cookies; files of mode 0600 in the data directory."""

    def __init__(self, settings: Settings, data_dir: Path) -> None:
        self.token = _read_or_make(data_dir / "token")
        # Where people have accounts, a token that is nobody's must open nothing.
        self._token_opens = settings.auth != "accounts"
        given = settings.secret_key.get_secret_value()
        self._secret = (given or _read_or_make(data_dir / "secret_key")).encode()

    @cached_property
    def cookie(self) -> str:
        """What the page's cookie holds: proof of the token, not the token; a new token voids it."""
        return hmac.new(self._secret, b"session:" + self.token.encode(), hashlib.sha256).hexdigest()

    @cached_property
    def access_tokens(self) -> bytes:
        """The 32 bytes that sign access tokens; a key of their own: one use never vouches for another."""
        return hmac.new(self._secret, b"access-tokens", hashlib.sha256).digest()

    @cached_property
    def fingerprints(self) -> bytes:
        """Keys the digests of requests: a body may hold a password, which its bare digest would let guess."""
        return hmac.new(self._secret, b"fingerprints", hashlib.sha256).digest()

    @cached_property
    def visitors(self) -> bytes:
        """Signs the sessions of people who have no account and need none."""
        return hmac.new(self._secret, b"visitors", hashlib.sha256).digest()

    def opens(self, token: str) -> bool:
        same = secrets.compare_digest(token.encode("utf-8", "replace"), self.token.encode())
        return same and self._token_opens

    def knows_cookie(self, value: str) -> bool:
        same = secrets.compare_digest(value.encode("utf-8", "replace"), self.cookie.encode())
        return same and self._token_opens


def cookie_name(port: int) -> str:
    """Cookies do not tell ports apart: two servers on one host would sign each other out."""
    return f"reprise_session_{port}"


def _read_or_make(path: Path) -> str:
    """Two processes that start at once agree: the first to link its file into place wins."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    path.chmod(0o600)
    return path.read_text().strip()
