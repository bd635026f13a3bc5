"""SQL on tests and their pairs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.paging import Paging, capped_total, newest_first, oldest_first
from reprise.songs.abtests.models import AbPair, AbPresentation, AbTest, AbVote, Rater
from reprise.songs.abtests.schemas import AbTestStatus, PairState
from reprise.songs.abtests.standing import Standing
from reprise.songs.adapters.models import AdapterVersion
from reprise.songs.audio.models import AudioSample
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt

JOB_A, JOB_B = aliased(GenerationJob, name="job_a"), aliased(GenerationJob, name="job_b")
SAMPLE_A, SAMPLE_B = aliased(AudioSample, name="sample_a"), aliased(AudioSample, name="sample_b")
_UNFINISHED = ("queued", "processing")


def state_of_pair() -> ColumnElement[str]:
    """`PairState` of a pair of a generated test, within `with_sides`.

    What counts is that both samples are there: a job may be cancelled just after its one was published.
    """
    return case(
        (or_(JOB_A.status.in_(_UNFINISHED), JOB_B.status.in_(_UNFINISHED)), "generating"),
        (and_(SAMPLE_A.id.is_not(None), SAMPLE_B.id.is_not(None)), "done"),
        else_="failed",
    )


def with_sides(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """A query on pairs, with the jobs and samples of both sides where there are any."""
    return (
        query.outerjoin(JOB_A, JOB_A.id == AbPair.job_a_id)
        .outerjoin(JOB_B, JOB_B.id == AbPair.job_b_id)
        .outerjoin(SAMPLE_A, SAMPLE_A.job_id == AbPair.job_a_id)
        .outerjoin(SAMPLE_B, SAMPLE_B.job_id == AbPair.job_b_id)
    )


def presented_to_raters_of(ab_test_ids: Collection[UUID]) -> ColumnElement[bool]:
    """What joins presentations to votes on these tests.

    That their raters are those of the tests is true anyway; it is the only way by which PostgreSQL comes from
    a test to its presentations without reading all there are.
    """
    raters = select(Rater.id).where(Rater.ab_test_id.in_(ab_test_ids))
    return and_(AbPresentation.id == AbVote.presentation_id, AbPresentation.rater_id.in_(raters))


async def get(
    session: AsyncSession,
    user: CurrentUser,
    ab_test_id: UUID,
    *,
    hold: Literal["read", "change"] | None = None,
) -> AbTest | None:
    """With `hold` nobody else can change it before this transaction ends (SQLite has one writer anyway)."""
    query = select(AbTest).where(AbTest.id == ab_test_id, visible_to_installation(user))
    if hold is not None:
        query = query.with_for_update(read=hold == "read").execution_options(populate_existing=True)
    return await session.scalar(query)


async def by_id(
    session: AsyncSession, ab_test_id: UUID, *, hold: Literal["read"] | None = None
) -> AbTest | None:
    """For raters, who may see no test and yet vote on one."""
    query = select(AbTest).where(AbTest.id == ab_test_id)
    if hold is not None:
        query = query.with_for_update(read=True).execution_options(populate_existing=True)
    return await session.scalar(query)


async def store(session: AsyncSession, test: AbTest, pairs: Sequence[AbPair]) -> None:
    session.add(test)
    await session.flush()
    session.add_all(pairs)
    await session.flush()


async def remove(session: AsyncSession, ab_test_id: UUID) -> None:
    await session.execute(delete(AbTest).where(AbTest.id == ab_test_id))


async def page(
    session: AsyncSession,
    user: CurrentUser,
    paging: Paging,
    status: AbTestStatus | None,
    adapter_id: UUID | None,
) -> tuple[list[AbTest], str | None, int, bool]:
    query = select(AbTest, AbTest.created_at, AbTest.id).where(visible_to_installation(user))
    if status is not None:
        query = query.where(_has_status(status))
    if adapter_id is not None:
        versions = select(AdapterVersion.id).where(AdapterVersion.adapter_id == adapter_id)
        query = query.where(or_(AbTest.version_a_id.in_(versions), AbTest.version_b_id.in_(versions)))
    rows, cursor = await newest_first(session, query, paging, created_at=AbTest.created_at, id_=AbTest.id)
    return [row[0] for row in rows], cursor, *await capped_total(session, query)


def _has_status(status: AbTestStatus) -> ColumnElement[bool]:
    """`Standing.status` in SQL."""
    if status == "closed":
        return AbTest.closed_at.is_not(None)
    if status == "draft":
        return AbTest.generated_at.is_(None)
    in_work = exists().where(
        AbPair.ab_test_id == AbTest.id,
        or_(GenerationJob.id == AbPair.job_a_id, GenerationJob.id == AbPair.job_b_id),
        GenerationJob.status.in_(_UNFINISHED),
    )
    is_open = and_(AbTest.generated_at.is_not(None), AbTest.closed_at.is_(None))
    return and_(is_open, in_work if status == "generating" else ~in_work)


async def standings(session: AsyncSession, tests: Collection[AbTest]) -> dict[UUID, Standing]:
    """Of each of them, in one statement whatever their number."""
    state = state_of_pair().label("state")
    query = with_sides(select(AbPair.ab_test_id, state, func.count()).select_from(AbPair))
    query = query.where(AbPair.ab_test_id.in_([test.id for test in tests]))
    counts: dict[UUID, dict[PairState, int]] = {test.id: {} for test in tests}
    drafts = {test.id for test in tests if test.generated_at is None}
    for ab_test_id, found, count in await session.execute(query.group_by(AbPair.ab_test_id, state)):
        counts[ab_test_id]["draft" if ab_test_id in drafts else cast(PairState, found)] = count
    return {ab_test_id: Standing(pairs) for ab_test_id, pairs in counts.items()}


async def votes(session: AsyncSession, ab_test_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """Effective votes, and raters who cast them, of each test that has any."""
    query = (
        select(AbVote.ab_test_id, func.count(), func.count(AbPresentation.rater_id.distinct()))
        .join(AbPresentation, presented_to_raters_of(ab_test_ids))
        .where(AbVote.ab_test_id.in_(ab_test_ids), AbVote.number == 1)
        .group_by(AbVote.ab_test_id)
    )
    return {ab_test_id: (count, raters) for ab_test_id, count, raters in await session.execute(query)}


async def prompts_of(session: AsyncSession, ab_test_ids: Collection[UUID]) -> dict[UUID, list[Prompt]]:
    """The prompts of each test in the order of their pairs."""
    first = func.min(AbPair.number)
    order = (
        select(AbPair.ab_test_id, AbPair.prompt_id, first.label("first"))
        .where(AbPair.ab_test_id.in_(ab_test_ids))
        .group_by(AbPair.ab_test_id, AbPair.prompt_id)
        .subquery()
    )
    query = select(order.c.ab_test_id, Prompt).join(Prompt, Prompt.id == order.c.prompt_id)
    found: dict[UUID, list[Prompt]] = {}
    for ab_test_id, prompt in await session.execute(query.order_by(order.c.first)):
        found.setdefault(ab_test_id, []).append(prompt)
    return found


async def pairs(session: AsyncSession, ab_test_id: UUID) -> Sequence[AbPair]:
    query = select(AbPair).where(AbPair.ab_test_id == ab_test_id).order_by(AbPair.number)
    return (await session.scalars(query)).all()


async def failed_pairs(session: AsyncSession, ab_test_id: UUID) -> list[AbPair]:
    query = with_sides(select(AbPair)).where(AbPair.ab_test_id == ab_test_id, state_of_pair() == "failed")
    return [row[0] for row in await session.execute(query.order_by(AbPair.number))]


async def jobs_with_samples(session: AsyncSession, job_ids: Iterable[UUID | None]) -> set[UUID]:
    wanted = [job_id for job_id in job_ids if job_id is not None]
    query = select(AudioSample.job_id).where(AudioSample.job_id.in_(wanted))
    return set((await session.scalars(query)).all())


async def pair_page(
    session: AsyncSession, ab_test_id: UUID, paging: Paging
) -> tuple[Sequence[Any], str | None, int, bool]:
    """Rows of pair, prompt's text, state, both jobs and both samples' ids, in the order of numbers."""
    query = select(
        AbPair,
        AbPair.created_at,
        AbPair.id,
        Prompt.text,
        state_of_pair(),
        JOB_A,
        JOB_B,
        SAMPLE_A.id.label("audio_a"),
        SAMPLE_B.id.label("audio_b"),
    ).join(Prompt, Prompt.id == AbPair.prompt_id)
    query = with_sides(query).where(AbPair.ab_test_id == ab_test_id)
    rows, cursor = await oldest_first(session, query, paging, created_at=AbPair.created_at, id_=AbPair.id)
    return rows, cursor, *await capped_total(session, select(AbPair).where(AbPair.ab_test_id == ab_test_id))


async def finish_exhausted(session: AsyncSession, ab_test_id: UUID) -> None:
    """Write down, of every rater of a ready test for whom no pair is left, after how many votes that was."""
    done = _without_more([ab_test_id]).subquery()
    written = update(Rater).where(Rater.id == done.c.rater_id, Rater.finished_after.is_(None))
    written = written.values(finished_after=done.c.votes)
    await session.execute(written.execution_options(synchronize_session=False))


async def exhausted(session: AsyncSession, ab_test_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Raters who have voted, and on every pair that is there to hear: also when none is any more."""
    found: dict[UUID, set[UUID]] = {}
    for ab_test_id, rater_id, _ in await session.execute(_without_more(ab_test_ids)):
        found.setdefault(ab_test_id, set()).add(rater_id)
    return found


def _without_more(ab_test_ids: Collection[UUID]) -> Select[UUID, UUID, int]:
    """Tests, their raters who have voted on all that is there to hear, and the number of those votes."""
    playable = with_sides(select(AbPair.id, AbPair.ab_test_id)).where(
        AbPair.ab_test_id.in_(ab_test_ids), state_of_pair() == "done"
    )
    there = playable.cte("there")
    heard = (
        select(
            AbVote.ab_test_id,
            AbPresentation.rater_id,
            func.count().label("votes"),
            func.count(there.c.id).label("pairs"),
        )
        .select_from(AbVote)
        .join(AbPresentation, presented_to_raters_of(ab_test_ids))
        .outerjoin(there, there.c.id == AbPresentation.pair_id)
        .where(AbVote.ab_test_id.in_(ab_test_ids), AbVote.number == 1)
        .group_by(AbVote.ab_test_id, AbPresentation.rater_id)
        .subquery()
    )
    total = select(there.c.ab_test_id, func.count().label("pairs")).group_by(there.c.ab_test_id).subquery()
    return (
        select(heard.c.ab_test_id, heard.c.rater_id, heard.c.votes)
        .outerjoin(total, total.c.ab_test_id == heard.c.ab_test_id)
        .where(heard.c.pairs == func.coalesce(total.c.pairs, 0))
    )
