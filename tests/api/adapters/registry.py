"""Short ways to say what tests of adapters say often."""

from __future__ import annotations

from typing import Any

import httpx
from tests.api.library.studio import Studio

Json = dict[str, Any]


class Registry:
    def __init__(self, studio: Studio, client: httpx.AsyncClient) -> None:
        self.studio = studio
        self.client = client

    async def make(self, name: str = "warm", engine: str = "paced", **fields: Any) -> Json:
        """With an active version 1 that changes nothing, unless it is asked for otherwise."""
        asked = {"name": name, "engine": engine, "parameters": {}, **fields}
        return await self.post("/adapters", asked, status=201)

    async def version(self, adapter: Json, parameters: Json | None = None) -> Json:
        return await self.post(
            f"/adapters/{adapter['id']}/versions", {"parameters": parameters or {}}, status=201
        )

    async def activate(self, adapter: Json, version: object, reason: str | None = None) -> Json:
        return await self.post(
            f"/adapters/{adapter['id']}/versions/{version}/activate", {"reason": reason}, status=200
        )

    async def delete(self, adapter: Json) -> None:
        assert (await self.client.delete(f"/adapters/{adapter['id']}")).status_code == 204

    async def post(self, path: str, body: Json | None, *, status: int) -> Json:
        answer = await self.client.post(path, json=body)
        assert answer.status_code == status, answer.text
        made: Json = answer.json()
        return made

    async def get(self, path: str, **params: Any) -> Json:
        return await self.studio.get(path, **params)

    async def names(self, **params: Any) -> list[str]:
        return [one["name"] for one in (await self.get("/adapters", **params))["items"]]

    async def kinds(self, adapter: Json) -> list[str]:
        """The timeline, oldest first."""
        entries = (await self.get(f"/adapters/{adapter['id']}/timeline"))["items"]
        return [entry["kind"] for entry in reversed(entries)]


def refusal(answer: httpx.Response) -> tuple[int, str, str | None]:
    """Status, code and field."""
    detail = answer.json()["detail"]
    return answer.status_code, detail["code"], detail.get("field")
