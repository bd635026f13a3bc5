"""People who ask for music, say what they think of it, and practise for interviews, all at once."""

from __future__ import annotations

import asyncio
import itertools
import random
import threading
from collections.abc import Awaitable, Callable
from typing import Final

from soak.client import Client, Json, RefusedError
from soak.ledger import Ledger
from soak.listeners import follow_job, listen_to_all

FINISHED: Final = frozenset({"completed", "failed", "cancelled"})
_LOOK_EVERY = 0.4
_CRITICS, _CANDIDATES, _LISTENERS = 2, 1, 2
_FOLLOWED = 0.3
"""The share of jobs whose own events somebody follows."""
_CANCELLED = 0.12


class Load(threading.Thread):
    """Runs from `start` to `finish`; what was sent by then is still sent until it is answered."""

    def __init__(self, url: str, token: str, ledger: Ledger, seed: int, musicians: int) -> None:
        super().__init__(name="load", daemon=True)
        self._address = (url, token)
        self._ledger = ledger
        self._chance = random.Random(seed)
        self._musicians = musicians
        self._loop = asyncio.new_event_loop()
        self._enough = asyncio.Event()
        self._settled = threading.Event()
        self._quit = asyncio.Event()
        self._client: Client | None = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            self._loop.run_until_complete(self._run())
        except BaseException as error:
            self.failure = error
            self._settled.set()

    def stop_asking(self, within_s: float) -> bool:
        """Begin nothing new; True when all that was sent is answered and all that was followed has ended."""
        self._loop.call_soon_threadsafe(self._enough.set)
        return self._settled.wait(within_s)

    def finish(self) -> None:
        """Listeners go, and whatever still waits for an answer gives up."""
        client = self._client
        if client is not None:
            self._loop.call_soon_threadsafe(client.given_up.set)
        self._loop.call_soon_threadsafe(self._quit.set)
        self.join(30)
        if self.failure is not None:
            raise self.failure

    async def _run(self) -> None:
        client = self._client = Client(*self._address, self._ledger)
        listeners = [asyncio.create_task(listen_to_all(client)) for _ in range(_LISTENERS)]
        people = [asyncio.create_task(self._again_and_again(who, client)) for who in self._people()]
        working = asyncio.gather(*people, return_exceptions=True)
        working.add_done_callback(lambda _: self._settled.set())
        await self._quit.wait()
        outcomes = await working
        for listener in listeners:
            listener.cancel()
        outcomes += await asyncio.gather(*listeners, return_exceptions=True)
        await client.close()
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome

    def _people(self) -> list[Callable[[Client], Awaitable[None]]]:
        kinds = [
            (self._musicians, self._make_music),
            (_CRITICS, self._say_something),
            (_CANDIDATES, self._practise),
        ]
        return list(itertools.chain.from_iterable([who] * count for count, who in kinds))

    async def _again_and_again(self, person: Callable[[Client], Awaitable[None]], client: Client) -> None:
        while not self._enough.is_set():
            await person(client)

    async def _make_music(self, client: Client) -> None:
        prompt = self._ledger.begin("prompt")
        styles = ("slow sad piano in D minor", "fast jazz trio", "calm strings", "loud rock in E")
        text = f"{self._chance.choice(styles)} {prompt.mark}"
        prompt_id = (await client.write(prompt, "/prompts", {"text": text}))["id"]
        job = self._ledger.begin("job")
        asked = {
            "prompt_id": prompt_id,
            "num_samples": self._chance.randint(1, 2),
            "duration": self._chance.choice([1, 1.5, 2]),
            # What tells its row from all others.
            "seed": int(job.mark.rpartition("-")[2]),
        }
        job_id = str((await client.write(job, "/generate", asked))["id"])
        following = None
        if self._chance.random() < _FOLLOWED:
            following = asyncio.create_task(follow_job(client, job_id))
        if self._chance.random() < _CANCELLED:
            await asyncio.sleep(self._chance.uniform(0, 1.5))
            await self._cancel(client, job_id)
        await self._watch(client, job_id)
        if following is not None:
            await following

    async def _cancel(self, client: Client, job_id: str) -> None:
        cancel = self._ledger.begin("cancel", job_id)
        try:
            await client.write(cancel, f"/generate/{job_id}", method="DELETE", refusals={"JOB_FINISHED"})
        except RefusedError:
            return

    async def _watch(self, client: Client, job_id: str) -> None:
        """Until it is finished; every finished sample is noted as soon as it is seen."""
        while True:
            job = await client.read(f"/generate/{job_id}")
            for audio_id in job["audio_ids"]:
                if audio_id not in self._ledger.samples:
                    facts = await client.read(f"/audio/{audio_id}")
                    self._ledger.see_sample(audio_id, job_id, facts["index"])
            if job["status"] in FINISHED:
                return
            await asyncio.sleep(_LOOK_EVERY)

    async def _say_something(self, client: Client) -> None:
        await asyncio.sleep(self._chance.uniform(0.1, 0.5))
        samples = list(self._ledger.samples)
        if not samples:
            return
        feedback = self._ledger.begin("feedback", self._chance.choice(samples))
        said = {"audio_id": feedback.subject, "rating": self._chance.randint(1, 5), "notes": feedback.mark}
        await client.write(feedback, "/feedback", said)

    async def _practise(self, client: Client) -> None:
        posting = self._ledger.begin("posting")
        described = {"title": f"Engineer {posting.mark}", "description": "APIs with Python and PostgreSQL."}
        posting_id = (await client.write(posting, "/job-postings", described))["id"]
        session = self._ledger.begin("session", posting_id)
        session_id = str((await client.write(session, "/sessions", {"job_posting_id": posting_id}))["id"])
        path = f"/sessions/{session_id}"
        question = self._ledger.begin("question", session_id)
        if not await self._operate(client, await client.write(question, f"{path}/generate-question")):
            return
        answer = self._ledger.begin("answer", session_id)
        text = (
            f"I measured the slow query, added the index it lacked, and measured again: 120 ms. {answer.mark}"
        )
        await client.write(answer, f"{path}/answers", {"answer_text": text})
        await client.write(self._ledger.begin("completion", session_id), f"{path}/complete")
        analysis = self._ledger.begin("analysis", session_id)
        await self._operate(client, await client.write(analysis, f"{path}/generate-feedback"))

    async def _operate(self, client: Client, operation: Json) -> bool:
        while operation["status"] not in FINISHED:
            await asyncio.sleep(_LOOK_EVERY)
            operation = await client.read(f"/operations/{operation['id']}")
        return bool(operation["status"] == "completed")
