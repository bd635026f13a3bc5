"""Many finished jobs at once, written into the database as if they had been worked on."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import create_engine, insert

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import utcnow
from reprise.core.db.urls import sync_url
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt

_TEXTS = (
    "slow sad piano in D minor, 60 bpm",
    "warm lo-fi beat with electric piano, 80 bpm",
    "driving techno in A minor, 132 bpm, dark",
    "calm ambient pads with soft strings",
    "upbeat folk guitar with hand claps, 110 bpm",
)
_BATCH = 1_000


def insert_jobs(data_dir: Path, count: int, *, hours: float = 24, failures: float = 0.04) -> None:
    """Jobs without samples, spread evenly over the last `hours`; the same call writes the same outcomes."""
    chance = random.Random(count)
    prompts = [{"id": uuid4(), "owner_id": OWNER_ID, "text": text} for text in _TEXTS]
    engine = create_engine(sync_url(f"sqlite:///{data_dir / 'reprise.db'}"))
    with engine.begin() as connection:
        connection.execute(insert(Prompt), prompts)
        for start in range(0, count, _BATCH):
            places = range(start, min(start + _BATCH, count))
            rows = [_job(prompts, hours * place / count, failures, chance) for place in places]
            connection.execute(insert(GenerationJob), rows)
    engine.dispose()


def _job(
    prompts: list[dict[str, Any]], hours_ago: float, failures: float, chance: random.Random
) -> dict[str, Any]:
    prompt = chance.choice(prompts)
    outcome = chance.random()
    status = "failed" if outcome < failures else "cancelled" if outcome < 2 * failures else "completed"
    created = utcnow() - timedelta(hours=hours_ago, minutes=3)
    started = created + timedelta(seconds=chance.expovariate(1 / 8))
    error = "The engine ran out of memory." if status == "failed" else None
    identity: UUID = uuid4()
    return {
        "id": identity,
        "owner_id": OWNER_ID,
        "prompt_id": prompt["id"],
        "engine": "composer",
        "status": status,
        "num_samples": 2,
        "seed": chance.randrange(2**31),
        "duration": 30.0,
        "progress": 100 if status == "completed" else 40,
        "composed_prompt": prompt["text"] if status == "completed" else None,
        "error_code": "ENGINE_FAILED" if error else None,
        "error_message": error,
        "workflow_id": str(identity),
        "created_at": created,
        "started_at": started,
        "completed_at": started + timedelta(seconds=chance.gauss(12, 2)),
    }
