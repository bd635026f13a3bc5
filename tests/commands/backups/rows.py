"""What is written into an installation, and what a backup of it is changed to."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update
from tests.support.installations import Installation

from reprise.core.auth.models import OWNER_ID, ApiKey, UserSession
from reprise.core.backups.manifest import CHECKSUM, MANIFEST
from reprise.core.db import Database, utcnow
from reprise.core.events import repository as events
from reprise.core.operations import repository as leases
from reprise.core.operations.models import WorkerLease
from reprise.core.operations.queue import Submission, WorkQueue
from reprise.interviews.operations.models import Operation
from reprise.interviews.sessions.models import InterviewSession
from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.models import Feedback
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt

NOT_AS_IT_WAS = ("events", "event_horizon", "worker_leases", "maintenance_turns", "user_sessions", "users")
"""Tables that a restore changes; what it does to the workflow engine's is looked at by itself."""


async def in_progress(url: str) -> None:
    """A worker that holds a lease of the far future, a turn, and a workflow; and an event."""
    database, queue = Database(url), WorkQueue(url)
    try:
        async with database.transaction() as session:
            await leases.register(session, "worker-there", {})
            await session.execute(update(WorkerLease).values(beat_at=WorkerLease.beat_at + 10**9))
            assert await leases.take_turn(session, "reconcile", "worker-there", every=10**9)
            await queue.enqueue(session, Submission("work", "line", "workflow-1", "argument"))
            await events.append(session, "jobs", OWNER_ID, "status", {})
        async with database.transaction() as session:
            assert await queue.take_over(session, "worker-there", "workflow-1")
    finally:
        queue.close()
        await database.close()


def sign_in(connection: Connection) -> None:
    owned = {"owner_id": OWNER_ID, "created_at": utcnow()}
    expires = utcnow() + timedelta(days=1)
    connection.execute(insert(UserSession).values(id=uuid4(), digest="s" * 64, expires_at=expires, **owned))
    connection.execute(
        insert(ApiKey).values(id=uuid4(), name="a program", hint="r_", digest="k" * 64, **owned)
    )


def rate(connection: Connection, key: str) -> None:
    audio_id = select(AudioSample.id).where(AudioSample.storage_key == key).scalar_subquery()
    said = {"author_id": OWNER_ID, "rating": 5, "rating_criterion": "overall", "tie": False}
    connection.execute(insert(Feedback).values(id=uuid4(), audio_id=audio_id, created_at=utcnow(), **said))


def insert_prompt_with_job(installation: Installation) -> None:
    now, prompt, job = utcnow(), uuid4(), uuid4()
    with installation.connected() as connection:
        row: dict[str, Any] = {"id": prompt, "owner_id": OWNER_ID, "text": "together", "created_at": now}
        lists: dict[str, Any] = {"instruments_primary": [], "instruments_secondary": []}
        connection.execute(insert(Prompt).values(**row, **lists))
        asked: dict[str, Any] = {"engine": "composer", "num_samples": 1, "seed": 1, "duration": 1.0}
        connection.execute(
            insert(GenerationJob).values(
                id=job, owner_id=OWNER_ID, prompt_id=prompt, workflow_id=str(job), created_at=now, **asked
            )
        )


def rewrite(backup: Path, old: str, new: str) -> None:
    content = (backup / MANIFEST).read_text().replace(old, new, 1)
    (backup / MANIFEST).write_text(content)
    (backup / CHECKSUM).write_text(f"{hashlib.sha256(content.encode()).hexdigest()}  {MANIFEST}\n")


def begin_operation(connection: Connection) -> None:
    """Of an interview; whoever was at work on it has no workflow any more."""
    made: dict[str, Any] = {"owner_id": OWNER_ID, "created_at": utcnow()}
    session = uuid4()
    asked: dict[str, Any] = {"role": "baker", "posting": {}, "series_id": session}
    connection.execute(insert(InterviewSession).values(id=session, **asked, **made))
    wanted: dict[str, Any] = {
        "operation_type": "feedback_analysis",
        "workflow_id": "w",
        "status": "processing",
    }
    connection.execute(
        insert(Operation).values(id=uuid4(), session_id=session, started_at=utcnow(), **wanted, **made)
    )
