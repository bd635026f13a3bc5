"""Many prompts and finished jobs at once, written into the database as if people had made them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import Connection, String, cast, create_engine, insert, update

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import Base, utcnow
from reprise.core.db.urls import sync_url
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.audio.models import AudioSample
from reprise.songs.experiments.models import Experiment
from reprise.songs.feedback.models import Feedback
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt, PromptTerm
from reprise.songs.prompts.repository import term_rows

Row = dict[str, Any]

TEXTS: Final = (
    "slow sad piano in D minor, 60 bpm",
    "warm lo-fi beat with electric piano, 80 bpm",
    "driving techno in A minor, 132 bpm, dark",
    "calm ambient pads with soft strings",
    "upbeat folk guitar with hand claps, 110 bpm",
)
_WORDS: Final = (
    *("slow", "sad", "warm", "dark", "calm", "upbeat", "driving", "soft"),
    *("loud", "bright", "gentle", "wild", "old", "new", "odd"),
)
_STYLES: Final = ("jazz", "techno", "folk", "ambient", "ballad")
_MOODS: Final = ("sad", "calm", "happy", "tense")
_BATCH: Final = 5_000


def insert_jobs(
    database: Path | str,
    count: int,
    *,
    hours: float = 24,
    failures: float = 0.04,
    status: str | None = None,
    engine: str = "composer",
) -> None:
    """Jobs without samples, spread evenly over the last `hours`; the same call writes the same outcomes.

    `database` is a data directory with SQLite in it, or the URL of any migrated database.
    """
    chance = random.Random(count)
    now = utcnow()
    prompts = [_prompt(chance, text, now - timedelta(hours=hours)) for text in TEXTS]
    with _connected(database) as connection:
        _insert_prompts(connection, prompts)
        for start in range(0, count, _BATCH):
            places = range(start, min(start + _BATCH, count))
            instants = [now - timedelta(hours=hours * place / count, minutes=3) for place in places]
            rows = [_job(chance, chance.choice(prompts), instant, failures) for instant in instants]
            for row in rows if status else ():
                row |= {"status": status, "started_at": None, "completed_at": None}
            _insert(connection, GenerationJob, [row | {"engine": engine} for row in rows])


def insert_prompts(database: Path | str, count: int, *, hours: float = 24) -> None:
    """Prompts of a few words each, all of which hold `music`, every thousandth `theremin`."""
    chance = random.Random(count)
    now = utcnow()
    with _connected(database) as connection:
        for start in range(0, count, _BATCH):
            places = range(start, min(start + _BATCH, count))
            _insert_prompts(
                connection,
                [_varied(chance, place, now - timedelta(hours=hours * place / count)) for place in places],
            )


def insert_experiments(database: Path | str, count: int) -> None:
    """Experiments called "0" to "`count` - 1"; every job that is there joins one of them."""
    now = utcnow()
    rows = [
        {
            "id": uuid4(),
            "owner_id": OWNER_ID,
            "name": str(place),
            "description": None,
            "search_key": str(place),
            "archived_at": None,
            "created_at": now - timedelta(seconds=place),
        }
        for place in range(count)
    ]
    with _connected(database) as connection:
        _insert(connection, Experiment, rows)
        connection.execute(
            update(GenerationJob)
            .where(Experiment.name == cast(GenerationJob.seed % count, String))
            .values(experiment_id=Experiment.id)
            .execution_options(synchronize_session=False)
        )


def insert_adapter(database: Path | str, name: str, share: int) -> UUID:
    """An adapter with a version that every `share`th job of the composer used; its id.

    Only jobs of half a day ago and before, so that the newest of any list ask for no adapter at all.
    """
    adapter, version, now = uuid4(), uuid4(), utcnow()
    with _connected(database) as connection:
        row = {"id": adapter, "owner_id": OWNER_ID, "name": name, "engine": "composer", "created_at": now}
        connection.execute(insert(Adapter), row)
        active = {"id": version, "adapter_id": adapter, "number": 1, "parameters": {}, "is_active": True}
        connection.execute(insert(AdapterVersion), active | {"created_at": now})
        connection.execute(
            update(GenerationJob)
            .where(GenerationJob.seed % share == 0, GenerationJob.engine == "composer")
            .where(GenerationJob.created_at < now - timedelta(hours=12))
            .values(adapter_id=adapter, adapter_version_id=version)
            .execution_options(synchronize_session=False)
        )
    return adapter


@contextmanager
def _connected(database: Path | str) -> Iterator[Connection]:
    url = f"sqlite:///{database / 'reprise.db'}" if isinstance(database, Path) else database
    engine = create_engine(sync_url(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def _insert_prompts(connection: Connection, prompts: list[Row]) -> None:
    _insert(connection, Prompt, prompts)
    _insert(connection, PromptTerm, term_rows(Prompt(**row) for row in prompts))


def _insert(connection: Connection, model: type[Base], rows: list[Row]) -> None:
    """Rows with all their columns; PostgreSQL takes them four times as fast as a copy."""
    if connection.dialect.name == "sqlite":
        connection.execute(insert(model), rows)
        return
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    names = sql.SQL(", ").join(map(sql.Identifier, rows[0]))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model.__tablename__), names)
    with raw.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([_copied(value) for value in row.values()])


def _copied(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict | list) else value


def _prompt(chance: random.Random, text: str, created_at: datetime, **fields: Any) -> Row:
    nothing: Row = {"style": None, "mood": None, "tempo": None, "key": None}
    instruments: Row = {"instruments_primary": [], "instruments_secondary": []}
    said = {"id": uuid4(), "owner_id": OWNER_ID, "text": text, "created_at": created_at}
    return nothing | instruments | said | fields


def _varied(chance: random.Random, place: int, created_at: datetime) -> Row:
    text = " ".join(["music", *chance.sample(_WORDS, 4), *(["theremin"] if place % 1_000 == 0 else [])])
    return _prompt(
        chance,
        text,
        created_at,
        style=chance.choice(_STYLES),
        mood=chance.choice(_MOODS),
        tempo=float(chance.randint(40, 200)),
        instruments_primary=["piano"],
    )


def _job(chance: random.Random, prompt: Row, created: datetime, failures: float) -> Row:
    outcome = chance.random()
    status = "failed" if outcome < failures else "cancelled" if outcome < 2 * failures else "completed"
    started = created + timedelta(seconds=chance.expovariate(1 / 8))
    error = "The engine ran out of memory." if status == "failed" else None
    identity = uuid4()
    return {
        "id": identity,
        "owner_id": OWNER_ID,
        "prompt_id": prompt["id"],
        "status": status,
        "num_samples": 2,
        "seed": chance.randrange(2**31),
        "duration": 30.0,
        "parameters": {},
        "not_understood": [],
        "priority": 0,
        "claims": 1,
        "engine_deaths": 0,
        "progress": 100 if status == "completed" else 40,
        "composed_prompt": prompt["text"] if status == "completed" else None,
        "error_code": "ENGINE_FAILED" if error else None,
        "error_message": error,
        "workflow_id": str(identity),
        "created_at": created,
        "started_at": started,
        "completed_at": started + timedelta(seconds=chance.gauss(12, 2)),
    }


def insert_samples(database: Path | str, count: int) -> list[UUID]:
    """One finished job of `count` samples (at most 8), whose files are not there; the samples' ids."""
    chance = random.Random(count)
    now = utcnow()
    prompt = _prompt(chance, TEXTS[0], now)
    job = _job(chance, prompt, now, failures=0) | {"engine": "composer", "num_samples": count}
    rows = [_sample(job, index) for index in range(count)]
    with _connected(database) as connection:
        _insert_prompts(connection, [prompt])
        _insert(connection, GenerationJob, [job])
        _insert(connection, AudioSample, rows)
    return [row["id"] for row in rows]


def _sample(job: Row, index: int) -> Row:
    identity = uuid4()
    return {
        "id": identity,
        "owner_id": OWNER_ID,
        "job_id": job["id"],
        "prompt_id": job["prompt_id"],
        "index": index,
        "duration": 30.0,
        "sample_rate": 44_100,
        "channels": 2,
        "codec": "flac",
        "bytes": 1_000_000,
        "sha256": "0" * 64,
        "loudness": -16.0,
        "true_peak": -1.0,
        "clipped_samples": 0,
        "seed": index,
        "parameters": {},
        "engine": "composer",
        "engine_version": "1.0",
        "storage_key": f"audio/{identity}.flac",
        "created_at": job["created_at"],
    }


def insert_feedback(database: Path | str, audio_id: UUID, count: int) -> None:
    """Overall ratings of one sample by one person, in the last hour."""
    chance = random.Random(count)
    begin = utcnow() - timedelta(hours=1)
    row: Row = {
        "author_id": OWNER_ID,
        "audio_id": audio_id,
        "rating_criterion": "overall",
        "preferred_over": None,
        "tie": False,
        "tags": None,
        "notes": None,
    }
    rows = [
        row
        | {
            "id": uuid4(),
            "rating": chance.randint(1, 5),
            "created_at": begin + timedelta(hours=place / count),
        }
        for place in range(count)
    ]
    with _connected(database) as connection:
        _insert(connection, Feedback, rows)
