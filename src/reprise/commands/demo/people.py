"""Experts, visitors who ask for them, and what those think of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Final
from uuid import UUID

from fastapi import FastAPI

from reprise.commands.demo.visits import Caller, Json, Tell, caller
from reprise.core.context import Core
from reprise.experts.directory.importing import import_file
from reprise.experts.learning.counting import count_votes

_FILE: Final = "experts.csv"


@dataclass(frozen=True, slots=True)
class Search:
    """What one visitor asks; the thumbs they give, one after the other, and the email they leave."""

    query: str
    thumbs: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    comment: str | None = None
    email: str | None = None


SEARCHES: Final = (
    Search("Our PostgreSQL database has become slow", ("up",), email="jo@example.org"),
    Search("our postgresql database has become slow", ("up",)),
    Search("Someone to audit the security of our web application", ("up",), email="kim@example.org"),
    Search("I need help with taxes for a small bakery", ("down", "up")),
    Search("Brand design for a new coffee shop", ("down",), ("Unavailable or too expensive",)),
    Search("Machine learning for demand forecasting", ("up",)),
    Search("Migrate our servers to Kubernetes", ("down",), ("Not relevant to my problem",)),
    Search("Coaching for first-time engineering managers"),
    Search("Contract law for freelancers", ("up",), email="sam@example.org"),
    Search("Somebody who can teach penguins to dance"),
    Search("Underwater basket weaving"),
    Search("underwater basket weaving", (), ()),
)


async def make(app: FastAPI, core: Core, owner: Caller, owner_id: UUID, tell: Tell) -> Json:
    """What is there already stays."""
    tell("Experts: importing")
    with as_file(files(__package__) / _FILE) as path:
        report = await import_file(core.database, path, owner_id)
    asked = 0
    for place, search in enumerate(SEARCHES, start=1):
        tell(f"Visitor {place} of {len(SEARCHES)}: {search.query}")
        if await _was_asked(owner, search.query):
            continue
        await _visit(app, search)
        asked += 1
    await count_votes(core.database)
    return {
        "experts": report.created + report.unchanged + report.updated,
        "searches": len(SEARCHES),
        "new": asked,
    }


async def _was_asked(owner: Caller, query: str) -> bool:
    found = await owner.get("/experts/searches", q=query, limit=100)
    return any(row["query"] == query for row in found["items"])


async def _visit(app: FastAPI, search: Search) -> None:
    visitor = caller(app, None)
    async with visitor.client:
        answer = await visitor.chat(search.query)
        shown = [card["id"] for card in answer["experts"]]
        for thumb in search.thumbs if shown else ():
            down = thumb == "down"
            vote: Json = {"conversation_id": answer["conversation_id"], "vote": thumb, "expert_ids": shown}
            vote |= {"reasons": list(search.reasons), "comment": search.comment} if down else {}
            await visitor.post("/experts/feedback", vote)
        if search.email is not None:
            await visitor.post("/experts/email-capture", {"email": search.email, "query": search.query})
