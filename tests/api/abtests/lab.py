"""Short ways to say what tests of blind tests say often."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import httpx
import soundfile
from tests.api.abtests.sound import noise
from tests.api.adapters.registry import Registry
from tests.api.conftest import ConnectAs
from tests.api.library.studio import Studio, rendered

from reprise.songs.generation import publishing
from reprise.songs.generation.models import GenerationJob

Json = dict[str, Any]
LONG_ENOUGH = {"left": 5_000, "right": 5_000}


class Lab:
    """`client` is the owner's; raters have clients of their own."""

    def __init__(
        self, studio: Studio, registry: Registry, client: httpx.AsyncClient, connect: ConnectAs
    ) -> None:
        self.studio = studio
        self.core = studio.core
        self.registry = registry
        self.client = client
        self._connect = connect

    async def draft(self, *, prompts: int = 1, adapter: Json | None = None, **fields: Any) -> Json:
        """An adapter as B against the engine alone, unless it is asked for otherwise."""
        if "adapter_a" not in fields and "adapter_b" not in fields:
            adapter = adapter or await self.registry.make(f"warm {uuid4().hex[:8]}")
            fields["adapter_b"] = adapter["id"]
        if "prompt_ids" not in fields:
            fields["prompt_ids"] = [await self.studio.prompt(f"tune {place}") for place in range(prompts)]
        return await self.post("/ab-tests", {"name": "Warm or not?", **fields}, status=201)

    async def generating(self, **fields: Any) -> Json:
        test = await self.draft(**fields)
        return await self.post(f"/ab-tests/{test['id']}/generate", status=202)

    async def ready(self, **fields: Any) -> Json:
        """With a sample of its own on each side of each pair."""
        test = await self.generating(**fields)
        for pair in await self.pairs(test):
            await self.complete(pair)
        found = await self.test(test)
        assert found["status"] == "ready", found["progress"]
        return found

    async def complete(self, pair: Json, sides: str = "ab", **audio: Any) -> None:
        for side in sides:
            await self.finish(pair[side]["job_id"], **audio)

    async def finish(self, job_id: str, *, content: bytes | None = None, **facts: Any) -> None:
        """What a worker does; `facts` are those of the rendered file."""
        claimed = await self.studio.claim(job_id)
        assert claimed is not None
        data = noise(job_id) if content is None else content
        await self.core.storage.put(claimed.storage_key(0), data)
        made, found = rendered(data), soundfile.info(io.BytesIO(data))
        file = replace(made.file, duration=found.duration, channels=found.channels, **facts)
        await publishing.publish(self.core, claimed, 0, replace(made, file=file))
        await publishing.finish_completed(self.core, claimed)

    async def fail(self, job_id: str) -> None:
        claimed = await self.studio.claim(job_id)
        assert claimed is not None
        await publishing.finish_failed(self.core, claimed, "ENGINE_FAILED", "It broke.")

    async def test(self, test: Json) -> Json:
        return await self.studio.get(f"/ab-tests/{test['id']}")

    async def results(self, test: Json) -> Json:
        return await self.studio.get(f"/ab-tests/{test['id']}/results")

    async def pairs(self, test: Json) -> list[Json]:
        found: list[Json] = []
        while True:
            path = f"/ab-tests/{test['id']}/pairs"
            page = await self.studio.get(path, limit=100, offset=len(found))
            found += page["items"]
            if len(found) == page["total"]:
                return found

    async def job(self, job_id: str) -> GenerationJob:
        async with self.core.database.snapshot() as session:
            return await session.get_one(GenerationJob, UUID(job_id))

    async def invite(self, test: Json, **fields: Any) -> Json:
        return await self.post(f"/ab-tests/{test['id']}/invites", fields, status=201)

    async def raters(self, test: Json, count: int) -> list[Rater]:
        """People with a link and without an account."""
        token = (await self.invite(test, uses=count))["token"]
        return [await self.join(test, token) for _ in range(count)]

    async def join(self, test: Json, token: str) -> Rater:
        client = self._connect()
        answer = await client.post(f"/ab-tests/{test['id']}/raters", json={"token": token})
        assert answer.status_code == 201, answer.text
        return Rater(client, test["id"], answer.json()["rater_id"], answer.json()["token"])

    def stranger(self, **headers: str) -> httpx.AsyncClient:
        return self._connect(**headers)

    def owner(self, test: Json) -> Rater:
        return Rater(self.client, test["id"])

    async def post(self, path: str, body: Json | None = None, *, status: int = 200) -> Json:
        answer = await self.client.post(path, json=body)
        assert answer.status_code == status, answer.text
        made: Json = answer.json()
        return made


class Rater:
    """Somebody who votes on one test."""

    def __init__(
        self, client: httpx.AsyncClient, test_id: str, rater_id: str = "", token: str | None = None
    ) -> None:
        self.client = client
        self.path = f"/ab-tests/{test_id}"
        self.id = rater_id
        self.token = token

    async def next(self) -> Json | None:
        answer = await self.client.get(f"{self.path}/next")
        assert answer.status_code in {200, 204}, answer.text
        return answer.json() if answer.status_code == 200 else None

    async def asked(self) -> Json:
        found = await self.next()
        assert found is not None
        return found

    async def vote(self, pair: Json, choice: str, **fields: Any) -> Json:
        answer = await self.try_vote(pair, choice, **fields)
        assert answer.status_code == 201, answer.text
        voted: Json = answer.json()
        return voted

    async def try_vote(self, pair: Json, choice: str, **fields: Any) -> httpx.Response:
        asked = {"pair_id": pair["pair_id"], "choice": choice, "listened_ms": LONG_ENOUGH, **fields}
        return await self.client.post(f"{self.path}/votes", json=asked)

    async def hear(self, side: Json, **headers: str) -> httpx.Response:
        """The address is the whole one, whatever the client begins at."""
        url = str(self.client.base_url.copy_with(path=side["url"]))
        return await self.client.get(url, headers=headers)

    async def vote_all(self, choices: Sequence[str]) -> list[Json]:
        """One vote a choice, each on the next pair."""
        return [await self.vote(await self.asked(), choice) for choice in choices]
