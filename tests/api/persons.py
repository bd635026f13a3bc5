"""People with accounts, as tests need them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import httpx
from tests.api.conftest import ConnectAs
from tests.api.studio import API

from reprise.core.accounts.hashing import hash_password
from reprise.core.accounts.registration import repository
from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import Role, User
from reprise.core.context import Core

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Person:
    """`client` is signed in with an access token."""

    id: UUID
    email: str
    role: Role
    client: httpx.AsyncClient

    @property
    def user(self) -> CurrentUser:
        return CurrentUser(self.id, self.role)


class People:
    """Makes people on a core in mode `accounts`."""

    def __init__(self, core: Core, connect: ConnectAs) -> None:
        self.core = core
        self.connect = connect
        self._hash = ""

    async def add(self, email: str, role: Role = "member") -> Person:
        self._hash = self._hash or await hash_password(PASSWORD)
        async with self.core.database.transaction() as session:
            user = await repository.add(session, email, self._hash, role)
            assert user is not None
        token = await self.login(email)
        return Person(user.id, email, role, self.connect(authorization=f"Bearer {token}"))

    async def first_admin(self, email: str = "admin@example.org") -> Person:
        """Whoever takes over what was there without accounts."""
        self._hash = self._hash or await hash_password(PASSWORD)
        async with self.core.database.transaction() as session:
            user: User | None = await repository.take_over_installation(session, email, self._hash)
            assert user is not None
        token = await self.login(email)
        return Person(user.id, email, "admin", self.connect(authorization=f"Bearer {token}"))

    async def login(self, email: str, password: str = PASSWORD) -> str:
        answer = await self.try_login(email, password)
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["access_token"]
        return token

    async def try_login(self, email: str, password: str) -> httpx.Response:
        return await self.connect().post(f"{API}/auth/login", json={"email": email, "password": password})

    async def browser(self, email: str, password: str = PASSWORD) -> httpx.AsyncClient:
        """A client that is signed in with the page's cookie."""
        client = self.connect()
        answer = await client.post(f"{API}/auth/session", json={"email": email, "password": password})
        assert answer.status_code == 204, answer.text
        return client


def code(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["detail"]["code"]
