"""An installation that keeps all that a ledger says it was asked for, in a real database with real files."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from soak import reading
from soak.checker import check
from soak.ledger import Heard, Ledger
from soak.place import Place
from soak.verdict import Verdict
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import Base, configure_sqlite, utcnow
from reprise.core.db.urls import sync_url
from reprise.core.events.models import Event
from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.models import Feedback
from reprise.songs.generation.models import GenerationJob
from reprise.songs.generation.storage_keys import sample_key
from reprise.songs.prompts.models import Prompt


class Kept:
    """One finished job of one sample, with feedback on it, and a listener who was told everything."""

    def __init__(self, data_dir: Path, ledger: Ledger) -> None:
        self.place = Place(data_dir, f"sqlite:///{data_dir / 'reprise.db'}")
        self.ledger = ledger
        self._engine = create_engine(sync_url(self.place.database_url))
        configure_sqlite(self._engine)
        self.ear = Heard(begun="0-0")
        ledger.heard.append(self.ear)
        self.prompt = self._make_prompt()
        self.job = self.make_job("completed")
        self.sample, self.key = self._make_sample()
        self.feedback = self._make_feedback()
        self.ear.places = [str(event.place) for event in reading.read(self.place).events]

    def verdict(self, **options: Any) -> Verdict:
        return check(self.ledger, reading.read(self.place), **({"excuses": ()} | options))

    def make_job(self, status: str) -> UUID:
        """Accepted and acknowledged."""
        write = self.ledger.begin("job")
        job = GenerationJob(
            id=uuid4(),
            owner_id=OWNER_ID,
            prompt_id=self.prompt,
            engine="composer",
            status=status,
            num_samples=1,
            seed=int(write.mark.rpartition("-")[2]),
            duration=1.0,
            workflow_id=f"none.{uuid4()}",
        )
        self.add(job)
        if status == "completed":
            self.tell(job.id, "done", job_id=str(job.id), status=status)
        self.ledger.acknowledge(write, str(job.id))
        return job.id

    def put(self, key: str, content: bytes) -> None:
        asyncio.run(self.place.storage().put(key, content))

    def add(self, *rows: Base) -> None:
        with self.session() as session:
            session.add_all(rows)

    def tell(self, subject: UUID, kind: str, **payload: str) -> None:
        self.add(Event(xid=0, topic="jobs", subject_id=subject, kind=kind, payload=payload))

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Committed at the end."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self._engine.dispose()

    def feedback_row(self, id_: UUID, notes: str) -> Feedback:
        return Feedback(
            id=id_, author_id=OWNER_ID, audio_id=self.sample, rating=4, notes=notes, created_at=utcnow()
        )

    def _make_prompt(self) -> UUID:
        write = self.ledger.begin("prompt")
        prompt = Prompt(id=uuid4(), owner_id=OWNER_ID, text=f"slow piano {write.mark}")
        self.add(prompt)
        self.ledger.acknowledge(write, str(prompt.id))
        return prompt.id

    def _make_sample(self) -> tuple[UUID, str]:
        content = b"music"
        id_, key = uuid4(), sample_key(self.job, uuid4(), 0)
        self.put(key, content)
        self.add(
            AudioSample(
                id=id_,
                owner_id=OWNER_ID,
                job_id=self.job,
                prompt_id=self.prompt,
                index=0,
                duration=1.0,
                sample_rate=44_100,
                channels=2,
                codec="flac",
                clipped_samples=0,
                bytes=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                seed=1,
                parameters={},
                engine="composer",
                engine_version="1",
                storage_key=key,
            )
        )
        self.tell(self.job, "sample", job_id=str(self.job), audio_id=str(id_))
        self.ledger.see_sample(str(id_), str(self.job), 0)
        return id_, key

    def _make_feedback(self) -> UUID:
        write = self.ledger.begin("feedback", str(self.sample))
        id_ = uuid4()
        self.add(self.feedback_row(id_, write.mark))
        self.tell(self.job, "feedback", feedback_id=str(id_))
        self.ledger.acknowledge(write, str(id_))
        return id_
