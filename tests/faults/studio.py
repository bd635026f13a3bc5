"""What a person does with a server, and what can be checked of it from outside and from its data."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing, suppress
from typing import Any
from uuid import uuid4

import httpx
import psutil
from sqlalchemy import make_url
from tests.support import tied
from tests.support.processes import ServerProcess

from reprise.core.context import Core, open_core
from reprise.core.db.urls import is_sqlite
from reprise.core.settings import Settings
from reprise.songs.generation import storage_keys, upkeep

FINISHED = {"completed", "failed", "cancelled"}
BUSY_TRIES = 4
Json = dict[str, Any]


class Studio:
    """A running server with short ways to say what tests say often."""

    def __init__(self, server: ServerProcess, database_url: str) -> None:
        self.server = server
        self.database_url = database_url
        self.client = server.client()

    def submit(self, text: str, *, num_samples: int = 1, **fields: Any) -> str:
        prompt = self._asked(201, "/api/v1/prompts", {"text": text})["id"]
        asked = {"prompt_id": prompt, "num_samples": num_samples, **fields}
        job_id: str = self._asked(202, "/api/v1/generate", asked)["id"]
        return job_id

    def _asked(self, expected: int, path: str, body: Json) -> Json:
        """Asked again when the database was busy, as any client is told to: a slow disk is no fault."""
        key = {"Idempotency-Key": str(uuid4())}
        for _ in range(BUSY_TRIES):
            answer = self.client.post(path, json=body, headers=key)
            if answer.status_code != 503 or answer.json()["detail"]["code"] != "DATABASE_BUSY":
                break
            time.sleep(float(answer.headers["Retry-After"]))
        assert answer.status_code == expected, answer.text
        document: Json = answer.json()
        return document

    def job(self, job_id: str) -> Json:
        answer = self.client.get(f"/api/v1/generate/{job_id}")
        assert answer.status_code == 200, answer.text
        job: Json = answer.json()
        return job

    def wait(self, job_id: str, *statuses: str, within_s: float = 60) -> Json:
        wanted = set(statuses) or FINISHED
        tied.until(
            lambda: self._status(job_id) in wanted,
            within_s,
            lambda: f"{self._status(job_id)}, wanted {wanted}:\n{self.server.log[-6000:]}",
            every=tied.ASKING_S,
        )
        return self.job(job_id)

    def wait_samples(self, job_id: str, count: int, within_s: float = 60) -> list[str]:
        tied.until(
            lambda: len(self.job(job_id)["audio_ids"]) >= count,
            within_s,
            lambda: f"{self.job(job_id)}\n{self.server.log[-6000:]}",
            every=tied.ASKING_S,
        )
        ids: list[str] = self.job(job_id)["audio_ids"]
        return ids

    def _status(self, job_id: str) -> str | None:
        try:
            status: str = self.job(job_id)["status"]
        except (httpx.TransportError, AssertionError):
            return None
        return status

    def audio(self, audio_id: str) -> bytes:
        answer = self.client.get(f"/api/v1/audio/{audio_id}/stream")
        assert answer.status_code == 200, answer.text
        return answer.content

    def facts(self, audio_id: str) -> Json:
        facts: Json = self.client.get(f"/api/v1/audio/{audio_id}").json()
        return facts

    def workers(self) -> list[psutil.Process]:
        return [p for p in self.server.processes("reprise.commands.worker") if p.is_running()]

    def freeze(self, worker: psutil.Process) -> None:
        """Stop it where it is, though not in the moment in which it holds the only lock of a SQLite file.

        There nobody would write until its supervisor ends it.
        """
        for _ in range(200):
            worker.suspend()
            if not is_sqlite(self.database_url) or self._takes_writes():
                return
            worker.resume()
            time.sleep(0.02)
        raise AssertionError("the worker always holds the lock")

    def thaw(self, worker: psutil.Process) -> None:
        """Let it go on, unless its supervisor ended it meanwhile: on a slow machine it may stand for long."""
        with suppress(psutil.NoSuchProcess):
            worker.resume()

    def _takes_writes(self) -> bool:
        database = make_url(self.database_url).database
        assert database is not None
        with closing(sqlite3.connect(database, timeout=0.2, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return False
            connection.execute("ROLLBACK")
        return True

    def engines(self) -> list[psutil.Process]:
        return self.server.processes("reprise.songs.generation.engine_process")

    def wait_engine(self) -> psutil.Process:
        tied.until(
            lambda: bool(self.engines()),
            30,
            lambda: f"no engine:\n{self.server.log[-4000:]}",
            every=tied.ASKING_S,
        )
        return self.engines()[0]

    def sweep(self) -> int:
        """One sweep of orphan files, as workers do it; how many there were."""
        return asyncio.run(self._with_core(upkeep.sweep_files))

    def stored_keys(self) -> set[str]:
        return asyncio.run(self._with_core(_stored_keys))

    async def _with_core(self, work: Any) -> Any:
        core = open_core(Settings(data_dir=self.server.data_dir, database_url=self.database_url))
        try:
            return await work(core)
        finally:
            await core.close()


async def _stored_keys(core: Core) -> set[str]:
    return {file.key async for page in core.storage.list(storage_keys.ROOT) for file in page}
