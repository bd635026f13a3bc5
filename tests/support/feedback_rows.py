"""Much feedback at once, written into the database as if people had given it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from tests.support import rows
from tests.support.rows import Row

from reprise.core.auth.models import OWNER_ID, User
from reprise.core.db import utcnow
from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.models import Feedback, FeedbackTag
from reprise.songs.generation.models import GenerationJob

_TAGS: Final = ("good_melody", "creative", "repetitive", "muddy", "fits_prompt", "my_own_words")
_CRITERIA: Final = ("overall",) * 6 + ("melody", "rhythm", "harmony", "production")
_NOTES: Final = ("Nice rhythm section", "The bridge drags on a little.", "Would listen again")
_PEOPLE: Final = 20
_BATCH: Final = 5_000


@dataclass(frozen=True, slots=True)
class Written:
    """Ids of what was written, the jobs newest first."""

    jobs: list[UUID]
    samples: list[UUID]
    people: list[UUID]


def insert_feedback(database: Path | str, count: int, *, jobs: int, samples: int = 4) -> Written:
    """`count` rows spread evenly over the samples of `jobs` finished jobs, by twenty people.

    Most rows rate; a fifth prefers, a third tags, some note; some take the place of older ones. The same call
    writes the same, but for ids and instants.
    """
    chance = random.Random(count)
    now = utcnow()
    people = [_person(number, now) for number in range(_PEOPLE)]
    prompts = [rows._prompt(chance, text, now - timedelta(days=30)) for text in rows.TEXTS]
    made = [
        rows._job(chance, chance.choice(prompts), now - timedelta(minutes=1 + place), 0)
        | {"engine": "paced", "num_samples": samples}
        for place in range(jobs)
    ]
    audio = [[_sample(job, index) for index in range(samples)] for job in made]
    with rows._connected(database) as connection:
        rows._insert(connection, User, people)
        rows._insert_prompts(connection, prompts)
        for start in range(0, jobs, _BATCH):
            rows._insert(connection, GenerationJob, made[start : start + _BATCH])
            siblings = [sample for of_job in audio[start : start + _BATCH] for sample in of_job]
            rows._insert(connection, AudioSample, siblings)
        for start in range(0, count, _BATCH):
            places = range(start, min(start + _BATCH, count))
            said = [_said(chance, audio[place % jobs], people, place, count, now) for place in places]
            rows._insert(connection, Feedback, said)
            rows._insert(connection, FeedbackTag, [tag for row in said for tag in _tags(row)])
    return Written(
        [job["id"] for job in made],
        [sample["id"] for of_job in audio for sample in of_job],
        [person["id"] for person in people],
    )


def _person(number: int, now: Any) -> Row:
    email = f"person{number}.{uuid4().hex[:8]}@example.org"
    return {"id": uuid4(), "email": email, "role": "member", "created_at": now, "token_version": 0}


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
        "bytes": 1,
        "sha256": identity.hex * 2,
        "loudness": -16.25,
        "true_peak": -1.5,
        "clipped_samples": 0,
        "seed": job["seed"] + index,
        "parameters": {"density": 0.5},
        "engine": "paced",
        "engine_version": "1.0",
        "storage_key": f"samples/{identity}.flac",
        "created_at": job["completed_at"],
    }


def _said(
    chance: random.Random, audio: list[Row], people: list[Row], place: int, count: int, now: Any
) -> Row:
    sample = audio[chance.randrange(len(audio))]
    other = chance.choice([one for one in audio if one is not sample]) if chance.random() < 0.2 else None
    rates = other is None or chance.random() < 0.5
    return {
        "id": UUID(int=place << 64 | chance.getrandbits(63)),
        "author_id": people[chance.randrange(len(people))]["id"],
        "audio_id": sample["id"],
        "rating": chance.randint(1, 5) if rates else None,
        "rating_criterion": chance.choice(_CRITERIA),
        "preferred_over": other["id"] if other else None,
        "tie": other is not None and chance.random() < 0.2,
        "tags": chance.sample(_TAGS, 2) if chance.random() < 0.33 else None,
        "notes": chance.choice(_NOTES) if chance.random() < 0.25 else None,
        "created_at": now - timedelta(seconds=count - place),
    }


def _tags(row: Row) -> list[Row]:
    return [
        {"feedback_id": row["id"], "tag": tag, "created_at": row["created_at"]} for tag in row["tags"] or []
    ]
