"""All that an installation holds, read from its database and its storage without its own queries."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Select, create_engine, select

from reprise.core.db import configure_sqlite
from reprise.core.db.urls import is_sqlite, sync_url
from reprise.core.events.models import Event
from reprise.core.events.repository import Position
from reprise.core.storage import Storage
from reprise.interviews.feedback.models import InterviewFeedback
from reprise.interviews.operations.models import Operation
from reprise.interviews.postings.models import JobPosting
from reprise.interviews.sessions.models import InterviewSession, SessionMessage
from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.models import Feedback
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt
from soak.ledger import Kind
from soak.place import Place

Files = dict[str, str]
"""SHA-256 in hexadecimal of every stored file, by its key."""


@dataclass(frozen=True, slots=True)
class Happened:
    place: Position
    subject: str
    kind: str
    payload: dict[str, Any]


@dataclass(slots=True)
class State:
    """`rows` are the ids of what carries a mark, by kind and mark; a mark of "" is none of the soak's."""

    rows: dict[Kind, dict[str, list[str]]] = field(default_factory=dict)
    jobs: dict[str, Row[Any]] = field(default_factory=dict)
    samples: dict[str, Row[Any]] = field(default_factory=dict)
    operations: dict[str, Row[Any]] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    """Status by id."""
    questions: dict[str, list[str]] = field(default_factory=dict)
    """Ids of the questions, by session."""
    analyses: dict[str, list[str]] = field(default_factory=dict)
    """Ids of the feedback, by session."""
    events: list[Happened] = field(default_factory=list)
    """Of the topic of jobs, in their order."""
    files: Files = field(default_factory=dict)


def read(place: Place) -> State:
    """Nothing may be writing any more."""
    engine = create_engine(sync_url(place.database_url))
    if is_sqlite(place.database_url):
        configure_sqlite(engine)
    try:
        with engine.connect() as connection:
            state = _rows(connection)
    finally:
        engine.dispose()
    state.files = asyncio.run(files(place.storage()))
    return state


async def files(storage: Storage) -> Files:
    found: Files = {}
    async for page in storage.list("audio/"):
        for file in page:
            found[file.key] = hashlib.sha256(await storage.read(file.key)).hexdigest()
    return found


def _rows(connection: Connection) -> State:
    def by_mark(query: Select[*tuple[Any, ...]]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for id_, text in connection.execute(query):
            found[_mark(text)].append(str(id_))
        return dict(found)

    said = SessionMessage.type == "answer"
    rows: dict[Kind, dict[str, list[str]]] = {
        "prompt": by_mark(select(Prompt.id, Prompt.text)),
        "job": by_mark(select(GenerationJob.id, GenerationJob.seed)),
        "feedback": by_mark(select(Feedback.id, Feedback.notes)),
        "posting": by_mark(select(JobPosting.id, JobPosting.title)),
        "answer": by_mark(select(SessionMessage.id, SessionMessage.content).where(said)),
    }
    job = GenerationJob
    sample = AudioSample
    operation = Operation
    session = InterviewSession
    events = connection.execute(
        select(Event.xid, Event.id, Event.subject_id, Event.kind, Event.payload)
        .where(Event.topic == "jobs")
        .order_by(Event.xid, Event.id)
    )
    return State(
        rows=rows,
        jobs=_by_id(connection, select(job.id, job.status, job.num_samples, job.error_code)),
        samples=_by_id(
            connection,
            select(sample.id, sample.job_id, sample.index.label("number"), sample.storage_key, sample.sha256),
        ),
        operations=_by_id(
            connection,
            select(
                operation.id,
                operation.session_id,
                operation.operation_type,
                operation.status,
                operation.error_code,
                operation.result,
            ),
        ),
        sessions={
            id_: row.status for id_, row in _by_id(connection, select(session.id, session.status)).items()
        },
        questions=_by_session(connection, select(SessionMessage.session_id, SessionMessage.id).where(~said)),
        analyses=_by_session(connection, select(InterviewFeedback.session_id, InterviewFeedback.id)),
        events=[Happened(Position(row.xid, row.id), str(row.subject_id), *row[3:]) for row in events],
    )


def _by_id(connection: Connection, query: Select[*tuple[Any, ...]]) -> dict[str, Row[Any]]:
    return {str(row.id): row for row in connection.execute(query)}


def _by_session(connection: Connection, query: Select[*tuple[Any, ...]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for session_id, id_ in connection.execute(query):
        found[str(session_id)].append(str(id_))
    return dict(found)


def _mark(text: str | int | None) -> str:
    """Of a text its last word, of a seed what it was made of."""
    if isinstance(text, int):
        return f"soak-{text:07d}"
    word = (text or "").rpartition(" ")[2]
    return word if word.startswith("soak-") else ""
