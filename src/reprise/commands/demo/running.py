"""Makes everything, with a worker of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from reprise.app import create_app
from reprise.commands.demo import blind_test, interview, people, songs
from reprise.commands.demo.visits import Caller, DemoError, Json, Tell, caller
from reprise.commands.supervisor import Supervisor, worker_environment
from reprise.core.accounts.people import repository as accounts
from reprise.core.auth.models import OWNER_ID
from reprise.core.auth.tokens import AccessClaim, issue_access_token
from reprise.core.context import Core, open_core
from reprise.core.operations.schema import upgrade
from reprise.core.settings import PREFIX, Settings
from reprise.core.telemetry import logs
from reprise.songs.engines.registry import load_engines


def run(settings: Settings, tell: Tell) -> Json:
    """Fill the data directory; a document of what is there now, by part.

    Raises:
        DemoError: something cannot be made; what was made stays, and the next run goes on there.
    """
    # Offline, and quiet: progress is told in sentences.
    settings = settings.model_copy(update={"llm_model": "", "log_level": "error", "chat_rate": 100_000})
    logs.configure(settings, process="demo")
    settings.make_data_dir()
    upgrade(settings.resolved_database_url)
    return asyncio.run(_make(settings, tell))


async def _make(settings: Settings, tell: Tell) -> Json:
    core = open_core(settings)
    app = create_app(core, load_engines(settings.engine_names))
    environment = worker_environment(settings) | {f"{PREFIX}LLM_MODEL": "", f"{PREFIX}LOG_LEVEL": "error"}
    supervisor = Supervisor(core.database, 1, environment)
    owner_id, token = await _operator(core)
    owner = caller(app, token)
    supervisor.start()
    try:
        return await _parts(app, core, owner, owner_id, tell)
    finally:
        await owner.client.aclose()
        await supervisor.stop()
        await app.state.expert_index.close()
        await core.close()


async def _parts(app: FastAPI, core: Core, owner: Caller, owner_id: UUID, tell: Tell) -> Json:
    """Each part leaves alone what it finds, so that a run that was cut off is finished by the next."""
    made: dict[str, Any] = {}
    made["experts"] = await people.make(app, core, owner, owner_id, tell)
    made["interview"] = await interview.make(owner, tell)
    made["songs"] = await songs.make(owner, tell)
    made["blind_test"] = await blind_test.make(app, owner, tell)
    new = made["songs"]["new_jobs"] or any(part.get("new") for part in made.values())
    return {"new": bool(new), **made}


async def _operator(core: Core) -> tuple[UUID, str]:
    """Whom the demo's rows belong to: the owner, or the first admin.

    Raises:
        DemoError: there is no admin yet.
    """
    if core.settings.auth != "accounts":
        return OWNER_ID, core.keys.token
    async with core.database.snapshot() as session:
        admins = [one for one in await accounts.everybody(session) if one.role == "admin" and one.email]
    if not admins:
        raise DemoError("There is no admin yet: make one with `reprise user add --role admin EMAIL`.")
    claim = AccessClaim(admins[0].id, admins[0].token_version)
    return admins[0].id, issue_access_token(core.keys.access_tokens, claim)


class Progress:
    """One line for each thing that is made, rewritten on a terminal."""

    def __init__(self) -> None:
        self._last = ""
        self._terminal = sys.stderr.isatty()

    def __call__(self, sentence: str) -> None:
        if sentence == self._last:
            return
        same_thing = self._last.rpartition(":")[0] == sentence.rpartition(":")[0]
        self._last = sentence
        if self._terminal:
            columns = os.get_terminal_size(sys.stderr.fileno()).columns - 1
            print(f"\r\033[K{sentence[:columns]}", end="", file=sys.stderr, flush=True)
        elif not same_thing:
            print(sentence, file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._terminal and self._last:
            print(file=sys.stderr)


def sentence(told: Json) -> str:
    begin = "Made" if told["new"] else "It is all there already:"
    return (
        f"{begin} {told['songs']['jobs']} songs with ratings, an adapter with {told['blind_test']['votes']} "
        f"blind votes drawn by lot, {told['experts']['experts']} experts with "
        f"{told['experts']['searches']} searches, and an interview scored {told['interview']['score']}. "
        "Look at it with `reprise serve`."
    )
