"""Many blind tests with their votes at once, written into the database as if people had cast them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from tests.support import rows
from tests.support.rows import Row

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import utcnow
from reprise.songs.abtests.models import AbInvite, AbPair, AbPresentation, AbTest, AbVote, Rater
from reprise.songs.adapters.models import Adapter, AdapterChange, AdapterVersion
from reprise.songs.audio.models import AudioSample
from reprise.songs.generation.models import GenerationJob

_CHOICES: Final = ("left", "right", "left", "right", "left", "right", "tie", "both_bad")
_CHANGES: Final = ("version_added", "activated", "renamed")


@dataclass(frozen=True, slots=True)
class Written:
    """Ids of what was written, the oldest first."""

    adapters: list[UUID]
    tests: list[UUID]


@dataclass(frozen=True, slots=True)
class Size:
    """Of each test; every rater votes on every pair. `changes` are those of each adapter's timeline."""

    pairs: int
    raters: int
    changes: int = 1


def insert_ab_tests(
    database: Path | str, count: int, size: Size, *, adapters: int, owner_id: UUID = OWNER_ID
) -> Written:
    """Generated tests of the engine `paced`, open but for every tenth.

    Each compares an adapter with the next one, or with the engine alone; the tests' owner is a rater of each,
    the others came by an invite. Every twentieth vote takes the place of an earlier one. The same call writes
    the same, but for ids and instants.
    """
    chance = random.Random(count)
    now = utcnow()
    prompts = [rows._prompt(chance, text, now - timedelta(days=30)) for text in rows.TEXTS]
    made = [_adapter(place, now) for place in range(adapters)]
    versions = [_version(adapter, now) for adapter in made]
    changes = [change for one in versions for change in _changes(one, size.changes, now)]
    tests = [_test(place, count, versions, owner_id, now) for place in range(count)]
    with rows._connected(database) as connection:
        rows._insert_prompts(connection, prompts)
        rows._insert(connection, Adapter, made)
        rows._insert(connection, AdapterVersion, versions)
        rows._insert(connection, AdapterChange, changes)
        for start in range(0, count, 50):
            some = tests[start : start + 50]
            pairs, jobs, samples = _pairs(chance, some, prompts, size.pairs)
            invites = [_invite(test, size.raters, owner_id) for test in some]
            raters = list(_raters(some, invites, size.raters))
            presentations = list(_presentations(chance, raters, pairs))
            votes = list(_votes(chance, some, presentations, now))
            for model, many in (
                (GenerationJob, jobs),
                (AudioSample, samples),
                (AbTest, some),
                (AbPair, pairs),
                (AbInvite, invites),
                (Rater, raters),
                (AbPresentation, [_without_test(one) for one in presentations]),
                (AbVote, votes),
            ):
                rows._insert(connection, model, many)
    return Written([one["id"] for one in made], [one["id"] for one in tests])


def _adapter(place: int, now: datetime) -> Row:
    named = {"id": uuid4(), "owner_id": OWNER_ID, "name": f"adapter {place}", "engine": "paced"}
    return named | {"description": None, "created_at": now - timedelta(days=20, seconds=-place)}


def _version(adapter: Row, now: datetime) -> Row:
    version = {"id": uuid4(), "adapter_id": adapter["id"], "number": 1, "parameters": {}, "is_active": True}
    return version | {"created_at": adapter["created_at"]}


def _changes(version: Row, count: int, now: datetime) -> Iterator[Row]:
    for place in range(count):
        yield {
            "id": uuid4(),
            "owner_id": OWNER_ID,
            "adapter_id": version["adapter_id"],
            "version_id": version["id"],
            "kind": _CHANGES[place % len(_CHANGES)],
            "name": "adapter",
            "reason": f"Why {place}.",
            "created_at": version["created_at"] + timedelta(seconds=place),
        }


def _test(place: int, count: int, versions: Sequence[Row], owner_id: UUID, now: datetime) -> Row:
    other = versions[(place + 1) % len(versions)]["id"] if place % 3 else None
    created = now - timedelta(days=10) + timedelta(minutes=place)
    return {
        "id": uuid4(),
        "owner_id": owner_id,
        "name": f"test {place}",
        "engine": "paced",
        "version_a_id": other,
        "version_b_id": versions[place % len(versions)]["id"],
        "criterion": "overall",
        "pairs_per_prompt": 1,
        "seed": place,
        "duration": 30.0,
        "min_listen_ms": 5_000,
        "created_at": created,
        "generated_at": created,
        "closed_at": now if place % 10 == 9 else None,
    }


def _pairs(
    chance: random.Random, tests: Sequence[Row], prompts: Sequence[Row], count: int
) -> tuple[list[Row], list[Row], list[Row]]:
    """Pairs, and the jobs and samples of both of their sides."""
    pairs: list[Row] = []
    jobs: list[Row] = []
    samples: list[Row] = []
    for test in tests:
        for number in range(count):
            prompt = prompts[number % len(prompts)]
            made = [
                rows._job(chance, prompt, test["created_at"], 0) | {"engine": "paced", "num_samples": 1}
                for _ in "ab"
            ]
            jobs += made
            samples += [rows._sample(job, 0) | {"engine": "paced"} for job in made]
            pairs.append(
                {
                    "id": uuid4(),
                    "ab_test_id": test["id"],
                    "number": number,
                    "prompt_id": prompt["id"],
                    "seed": number,
                    "job_a_id": made[0]["id"],
                    "job_b_id": made[1]["id"],
                    "created_at": test["created_at"] + timedelta(microseconds=number),
                }
            )
    return pairs, jobs, samples


def _invite(test: Row, uses: int, owner_id: UUID) -> Row:
    identity = uuid4()
    return {
        "id": identity,
        "owner_id": owner_id,
        "ab_test_id": test["id"],
        "digest": identity.hex * 2,
        "label": "friends",
        "uses": uses,
        "used": uses - 1,
        "created_at": test["created_at"],
    }


def _raters(tests: Sequence[Row], invites: Sequence[Row], count: int) -> Iterator[Row]:
    for test, invite in zip(tests, invites, strict=True):
        for place in range(count):
            identity, came_by_link = uuid4(), place > 0
            yield {
                "id": identity,
                "ab_test_id": test["id"],
                "user_id": None if came_by_link else test["owner_id"],
                "invite_id": invite["id"] if came_by_link else None,
                "digest": identity.hex * 2 if came_by_link else None,
                "created_at": test["created_at"] + timedelta(seconds=place),
            }


def _presentations(chance: random.Random, raters: Sequence[Row], pairs: Sequence[Row]) -> Iterator[Row]:
    """With the id of their test, which is none of their columns."""
    of_test: dict[UUID, list[Row]] = {}
    for pair in pairs:
        of_test.setdefault(pair["ab_test_id"], []).append(pair)
    for rater in raters:
        for place, pair in enumerate(of_test[rater["ab_test_id"]]):
            yield {
                "id": uuid4(),
                "ab_test_id": rater["ab_test_id"],
                "rater_id": rater["id"],
                "pair_id": pair["id"],
                "a_is_left": chance.random() < 0.5,
                "left_id": uuid4(),
                "right_id": uuid4(),
                "created_at": rater["created_at"] + timedelta(minutes=place),
            }


def _without_test(presentation: Row) -> Row:
    return {name: value for name, value in presentation.items() if name != "ab_test_id"}


def _votes(
    chance: random.Random, tests: Sequence[Row], presentations: Sequence[Row], now: datetime
) -> Iterator[Row]:
    for place, presentation in enumerate(presentations):
        for number in range(1, 3 if place % 20 == 19 else 2):
            yield {
                "id": uuid4(),
                "ab_test_id": presentation["ab_test_id"],
                "presentation_id": presentation["id"],
                "number": number,
                "choice": chance.choice(_CHOICES),
                "listened_left_ms": 6_000,
                "listened_right_ms": 6_000,
                "segments": None,
                "notes": "Warmer." if place % 7 == 0 else None,
                "created_at": presentation["created_at"] + timedelta(seconds=30 + number),
            }
