"""From a question to its answer, event by event; no database session is held while anything is waited for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from reprise.core.context import Core
from reprise.core.db import ordered_id
from reprise.experts.access.visitors import Visitor
from reprise.experts.chat import clarifying, extractive, model_writer, repository, service
from reprise.experts.chat.cards import Reason, Snapshot, snapshot
from reprise.experts.chat.model_writer import Writing
from reprise.experts.chat.models import ResponseType
from reprise.experts.chat.repository import Admitted
from reprise.experts.chat.schemas import MAX_QUERY, ChatRequest, DeltaEvent, ResultEvent, StatusEvent
from reprise.experts.chat.streaming import Event, Tell
from reprise.experts.directory.entries import Entry
from reprise.experts.retrieval.configuration import RetrievalSettings
from reprise.experts.retrieval.index import ExpertIndex
from reprise.experts.retrieval.lexical import Filters
from reprise.experts.retrieval.searching import Found, Question

REMEMBERED: Final = 10
_EARLIER_QUESTIONS: Final = 2


@dataclass(slots=True)
class Answer:
    """What a writer made of the experts that were found; filled while it writes."""

    written_by: str
    narrative: str = ""
    reasons: list[tuple[Entry, Reason]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and what it is answered by."""

    core: Core
    index: ExpertIndex
    visitor: Visitor
    admitted: Admitted
    request: ChatRequest
    settings: RetrievalSettings
    boosts: Mapping[UUID, float] = field(default_factory=dict)

    @property
    def filters(self) -> Filters:
        return Filters(self.request.category, self.request.max_rate)

    async def search(self) -> Found:
        """By the question alone; where that fits nobody, together with what was asked before it."""
        found = await self._search(self.request.query)
        # No longer than a question may be, whatever a history claims to have been one.
        earlier = [said.content[:MAX_QUERY] for said in self.request.history if said.role == "user"]
        if found.fitting or not earlier:
            return found
        together = await self._search(" ".join([*earlier[-_EARLIER_QUESTIONS:], self.request.query]))
        return together if together.fitting else found

    async def _search(self, text: str) -> Found:
        question = Question(text, self.filters, boosts=self.boosts)
        admitted = self.admitted
        return await self.index.search(
            question, self.settings, revision=admitted.revision, removals=admitted.removals
        )


async def answer(asked: Asked, tell: Tell) -> Sequence[Event]:
    """Tells what there is to tell before the answer is whole, and returns the rest, kept by then."""
    await tell(StatusEvent(status="Looking through the profiles …"))
    found = await asked.search()
    experts = await _experts(asked, [candidate.id for candidate in found.fitting])
    made = Answer(extractive.NAME)
    if experts:
        if asked.core.settings.llm_model:
            await _write_by_model(asked, found, experts, made, tell)
        sentences = _quote(asked, found, experts, made)
    else:
        sentences = [clarifying.question(found, asked.filters, asked.index.categories)]
    made.narrative += "".join(sentences)
    result = await _stored(asked, found, made)
    return [*(DeltaEvent(text=sentence) for sentence in sentences), result]


async def _experts(asked: Asked, ids: Sequence[UUID]) -> list[Entry]:
    """As they are now, in the order of the search: who left since, or costs more, is not shown.

    As many as are needed, and no more are read than it takes.
    """
    offered = model_writer.MOST_OFFERED if asked.core.settings.llm_model else 0
    needed = max(asked.settings.shown, offered)
    experts: list[Entry] = []
    for begin in range(0, len(ids), needed):
        part = ids[begin : begin + needed]
        known = await asked.index.entries.of(part)
        now = [known[expert_id] for expert_id in part if expert_id in known]
        experts += [entry for entry in now if asked.filters.admit(entry.category, entry.hourly_rate)]
        if len(experts) >= needed:
            break
    return experts[:needed]


def _quote(asked: Asked, found: Found, experts: Sequence[Entry], made: Answer) -> Sequence[str]:
    """Where no model has chosen, or said anything: sentences and reasons from the profiles."""
    if not made.reasons:
        # Whom the model spoke of before it broke off comes first.
        named = sorted(experts, key=lambda expert: f"{expert.first_name} " not in made.narrative)
        shown = named[: asked.settings.shown]
        made.reasons = [(expert, extractive.reason(expert, found.terms)) for expert in shown]
    return [] if made.narrative else extractive.narrative([expert for expert, _ in made.reasons])


async def _write_by_model(
    asked: Asked, found: Found, experts: Sequence[Entry], made: Answer, tell: Tell
) -> None:
    settings, shown = asked.core.settings, asked.settings.shown
    offered = experts[: model_writer.MOST_OFFERED]
    history = [said.model_dump() for said in asked.request.history[-REMEMBERED:]]
    task = model_writer.task_of(asked.request.query, history, offered, found.terms, shown)
    await tell(StatusEvent(status="Reading the profiles that fit …"))
    writing = Writing()
    pieces = model_writer.write(settings, task, writing)
    async with aclosing(pieces):
        async for piece in pieces:
            made.narrative += piece
            await tell(DeltaEvent(text=piece))
    made.reasons = writing.reasons
    if writing.failed:
        await tell(StatusEvent(status="The language model does not answer: quoting the profiles …"))
    else:
        made.written_by = settings.llm_model


async def _stored(asked: Asked, found: Found, made: Answer) -> ResultEvent:
    """The answer, once it is kept: only then can it be voted on."""
    conversation_id, instant = ordered_id()
    kind: ResponseType = "match" if made.reasons else "clarification"
    cards: list[Snapshot] = [snapshot(expert, reason) for expert, reason in made.reasons]
    request, visitor = asked.request, asked.visitor
    row: dict[str, Any] = {
        "id": conversation_id,
        "session_id": visitor.session_id,
        "email": asked.admitted.email or request.email,
        "query": request.query,
        "query_key": service.query_key(request.query),
        "history": [said.model_dump() for said in request.history[-REMEMBERED:]],
        "response_type": kind,
        "narrative": made.narrative,
        "experts": cards,
        "top_match_score": found.score,
        "retrieval_settings": asked.settings.as_document(),
        "answered_by": made.written_by,
        "created_at": instant,
    }
    await asked.core.groups.submit(repository.STORE_TOGETHER, row)
    gate = service.gate_of(asked.core, visitor, asked.admitted.email)
    return ResultEvent(
        type=kind,
        narrative=made.narrative,
        experts=[gate.card(conversation_id, card) for card in cards],
        conversation_id=conversation_id,
        visitor_token=visitor.token,
    )
