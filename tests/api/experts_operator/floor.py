"""A directory with a few people in it, visitors who ask for them, and the operator who watches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx
from tests.api.studio import API

from reprise.core.context import Core
from reprise.experts.learning.counting import count_votes

PEOPLE = (
    (
        "ada",
        "Ada",
        "Lovelace",
        "Database consultant",
        "PostgreSQL databases tuning indexes slow queries",
        120,
    ),
    (
        "grace",
        "Grace",
        "Hopper",
        "Compiler engineer",
        "compilers parsers PostgreSQL extensions languages",
        150,
    ),
    ("alan", "Alan", "Turing", "Cryptographer", "encryption ciphers security audits PostgreSQL", 200),
    ("mary", "Mary", "Jackson", "Aerodynamics engineer", "wind tunnels aerodynamics supersonic flight", 90),
)


@dataclass
class Visitor:
    """One person at the chat, with a session of their own."""

    client: httpx.AsyncClient

    async def ask(self, query: str, **more: Any) -> dict[str, Any]:
        """The `result` of the answer's stream."""
        answer = await self.client.post(f"{API}/experts/chat", json={"query": query, **more})
        assert answer.status_code == 200, answer.text
        frames = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: ")]
        assert frames[-1] == {"event": "done"}, frames
        (result,) = [frame for frame in frames if frame["event"] == "result"]
        return dict(result)

    async def vote(self, conversation_id: str, vote: str, *, status: int = 200, **more: Any) -> None:
        body = {"conversation_id": conversation_id, "vote": vote, **more}
        answer = await self.client.post(f"{API}/experts/feedback", json=body)
        assert answer.status_code == status, answer.text

    async def leave(self, email: str, query: str | None = None) -> None:
        answer = await self.client.post(f"{API}/experts/email-capture", json={"email": email, "query": query})
        assert answer.status_code == 200, answer.text

    async def click(self, conversation_id: str, place: int = 0) -> None:
        answer = await self.client.get(f"{API}/experts/chat/{conversation_id}")
        url = answer.json()["experts"][place]["visit_url"]
        assert (await self.client.get(url)).status_code in {302, 303, 307}


@dataclass
class Floor:
    """The operator's view."""

    core: Core
    operator: httpx.AsyncClient
    ids: dict[str, str]

    async def get(self, path: str, *, status: int = 200, **params: Any) -> Any:
        answer = await self.operator.get(f"{API}{path}", params=params)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def text(self, path: str, **params: Any) -> str:
        answer = await self.operator.get(f"{API}{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def send(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        answer = await self.operator.request(method, f"{API}{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def set(self, **values: Any) -> dict[str, Any]:
        """By name, what is in force afterwards."""
        changed = await self.send("PATCH", "/experts/settings", values)
        return {one["name"]: one for one in changed["items"]}

    async def count(self) -> int:
        """What a worker does now and then."""
        return await count_votes(self.core.database)


async def hire(operator: httpx.AsyncClient) -> dict[str, str]:
    """Ids by username."""
    ids = {}
    for username, first, last, title, bio, rate in PEOPLE:
        body = {
            "username": username,
            "first_name": first,
            "last_name": last,
            "job_title": title,
            "bio": bio,
            "hourly_rate": rate,
            "currency": "EUR",
            "profile_url": f"https://example.org/{username}",
        }
        answer = await operator.post(f"{API}/experts", json=body)
        assert answer.status_code == 201, answer.text
        ids[username] = answer.json()["id"]
    return ids
