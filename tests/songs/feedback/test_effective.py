"""Whatever is posted, sent again and deleted, in any order and by many at once: what counts is as defined."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from tests.songs.feedback.reading import Said, counting
from tests.support.rows import insert_samples

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core, open_core
from reprise.core.idempotency.claims import Claim
from reprise.core.idempotency.models import IdempotencyKey
from reprise.core.settings import Settings
from reprise.songs.feedback import drafts, service
from reprise.songs.feedback import effective as definition
from reprise.songs.feedback.effective import FEEDBACK
from reprise.songs.feedback.models import Feedback
from reprise.songs.feedback.schemas import FeedbackCreate

AUTHORS = [CurrentUser(UUID(int=10 + n), "member") for n in range(3)]
SAMPLES = 3
_MANY = settings(
    max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
_VALUES = {
    "rating": definition.rating_is_effective,
    "preference": definition.preference_is_effective,
    "tags": definition.tags_are_effective,
    "notes": definition.notes_are_effective,
}


@dataclass(frozen=True)
class Post:
    """`key` says which posts are one request, sent again."""

    author: int
    audio: int
    said: dict[str, Any] = field(hash=False)
    key: int | None


@dataclass(frozen=True)
class Delete:
    """The n-th row that is there, counted round."""

    place: int


@st.composite
def posts(draw: st.DrawFn) -> Post:
    audio = draw(st.integers(0, SAMPLES - 1))
    other = draw(st.integers(0, SAMPLES - 1).filter(lambda one: one != audio))
    said: dict[str, Any] = {}
    kinds = draw(st.sets(st.sampled_from(["rating", "over", "tags", "notes"]), min_size=1))
    if "rating" in kinds:
        said["rating"] = draw(st.integers(1, 5))
    if "over" in kinds:
        said |= {"over": other, "tie": draw(st.booleans())}
    if "tags" in kinds:
        said["tags"] = draw(st.lists(st.sampled_from(["dull", "creative"]), min_size=1, max_size=2))
    if "notes" in kinds:
        said["notes"] = draw(st.sampled_from(["well", "no"]))
    said["rating_criterion"] = draw(st.sampled_from(["overall", "melody"]))
    return Post(draw(st.integers(0, len(AUTHORS) - 1)), audio, said, draw(st.none() | st.integers(0, 3)))


STEPS = st.lists(
    st.lists(posts() | st.builds(Delete, st.integers(0, 20)), min_size=1, max_size=5), max_size=6
)
"""What is in one inner list happens at once."""


@pytest.fixture
async def core(migrated_database_url: str, tmp_path: Any) -> AsyncIterator[Core]:
    opened = open_core(Settings(data_dir=tmp_path / "data", database_url=migrated_database_url))
    yield opened
    await opened.close()


@pytest.fixture
def samples(migrated_database_url: str) -> list[UUID]:
    return insert_samples(migrated_database_url, SAMPLES)


async def _clear(core: Core) -> None:
    async with core.database.transaction() as session:
        await session.execute(delete(FEEDBACK))
        # Else what an example before sent with a key would be answered without a row.
        await session.execute(delete(IdempotencyKey))


async def _post(core: Core, samples: list[UUID], post: Post) -> None:
    """As the API does it; the same key with another request is another key here."""
    said = dict(post.said)
    over = said.pop("over", None)
    payload = FeedbackCreate(
        audio_id=samples[post.audio], preferred_over=None if over is None else samples[over], **said
    )
    user = AUTHORS[post.author]
    given_now = [drafts.of_one(user, payload)]
    claim = None
    if post.key is not None:
        asked = payload.model_dump_json()
        # Keys need a user that is there; whose they are makes no difference to what counts.
        claim = Claim(
            UUID("00000000-0000-4000-8000-000000000001"), f"{post.key} {user.id} {asked}", asked[:64]
        )
    await service.store(core, given_now, drafts.as_answers(user, given_now)[0], claim)


async def _delete(core: Core, place: int) -> None:
    async with core.database.transaction() as session:
        ids = list(
            await session.scalars(select(FEEDBACK.c.id).order_by(FEEDBACK.c.created_at, FEEDBACK.c.id))
        )
        if ids:
            await session.execute(delete(FEEDBACK).where(FEEDBACK.c.id == ids[place % len(ids)]))


async def _by_sql(core: Core) -> dict[UUID, frozenset[str]]:
    row = FEEDBACK.alias()
    columns = [condition(row).label(kind) for kind, condition in _VALUES.items()]
    query = select(row.c.id, definition.is_effective(row).label("at_all"), *columns)
    async with core.database.snapshot() as session:
        found = {}
        for one in (await session.execute(query)).mappings():
            counts = frozenset(kind for kind in _VALUES if one[kind])
            assert bool(counts) == bool(one["at_all"])
            found[one["id"]] = counts
    return found


async def _by_definition(core: Core) -> dict[UUID, frozenset[str]]:
    async with core.database.snapshot() as session:
        rows = (await session.scalars(select(Feedback))).all()
    return counting(
        [
            Said(
                id=row.id,
                created_at=row.created_at,
                author=row.author_id,
                audio=row.audio_id,
                criterion=row.rating_criterion,
                rating=row.rating,
                over=row.preferred_over,
                tags=None if row.tags is None else tuple(row.tags),
                notes=row.notes,
            )
            for row in rows
        ]
    )


def _rows_after(steps: list[list[Post | Delete]]) -> range:
    """How many there may be: what is sent again is none; of what happens at once any may be first."""
    fewest = most = 0
    sent: set[tuple[int, str]] = set()
    for together in steps:
        added = 0
        for step in together:
            if isinstance(step, Post):
                request = (step.author, f"{step.key} {step.audio} {sorted(step.said.items())}")
                added += step.key is None or request not in sent
                sent.add(request)
        deleted = sum(isinstance(step, Delete) for step in together)
        # Two that delete at once may mean the same row.
        most += added - (deleted > 0 and fewest > 0)
        fewest = max(fewest + added - deleted, 0)
    return range(fewest, most + 1)


async def test_what_counts_is_what_the_definition_says(core: Core, samples: list[UUID]) -> None:
    loop = asyncio.get_running_loop()

    async def check(steps: list[list[Post | Delete]]) -> None:
        await _clear(core)
        for together in steps:
            await asyncio.gather(
                *(
                    _delete(core, step.place) if isinstance(step, Delete) else _post(core, samples, step)
                    for step in together
                )
            )
        found = await _by_sql(core)
        assert found == await _by_definition(core)
        assert len(found) in _rows_after(steps)

    @settings(
        max_examples=60,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(STEPS)
    def run(steps: list[list[Post | Delete]]) -> None:
        asyncio.run_coroutine_threadsafe(check(steps), loop).result()

    await asyncio.to_thread(run)


async def test_the_definition_holds_for_any_instants_and_ids(core: Core, samples: list[UUID]) -> None:
    """Rows that another process wrote, with a clock of its own, at the same instant, in any order."""
    loop = asyncio.get_running_loop()
    begin = datetime(2026, 1, 1, tzinfo=UTC)

    async def check(rows: list[tuple[int, int, int | None, int | None, int]]) -> None:
        await _clear(core)
        async with core.database.transaction() as session:
            for author, audio, rating, over, second in rows:
                session.add(
                    Feedback(
                        id=uuid4(),
                        author_id=AUTHORS[author].id,
                        audio_id=samples[audio],
                        rating=rating,
                        preferred_over=None if over is None or over == audio else samples[over],
                        notes="said" if rating is None and over in {None, audio} else None,
                        created_at=begin + timedelta(seconds=second),
                    )
                )
        assert await _by_sql(core) == await _by_definition(core)

    row = st.tuples(
        st.integers(0, 1),
        st.integers(0, 2),
        st.none() | st.integers(1, 5),
        st.none() | st.integers(0, 2),
        st.integers(0, 2),
    )

    @settings(
        max_examples=60,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(st.lists(row, max_size=20))
    def run(rows: list[tuple[int, int, int | None, int | None, int]]) -> None:
        asyncio.run_coroutine_threadsafe(check(rows), loop).result()

    await asyncio.to_thread(run)


@pytest.mark.parametrize("key", [None, 1])
async def test_three_times_the_same_post_leaves_one_that_counts(
    key: int | None, core: Core, samples: list[UUID]
) -> None:
    said = {"rating": 4, "over": 1, "tags": ["dull"], "notes": "well"}
    for _ in range(3):
        await _post(core, samples, Post(0, 0, said, key))
    assert sum(bool(values) for values in (await _by_sql(core)).values()) == 1
    async with core.database.snapshot() as session:
        assert await session.scalar(select(func.count()).select_from(FEEDBACK)) == (3 if key is None else 1)
