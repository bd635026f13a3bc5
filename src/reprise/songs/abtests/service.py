"""Decisions about tests: make, generate, retry, close, delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import require_change
from reprise.core.context import Core
from reprise.core.db import ordered_id, utcnow
from reprise.core.errors import not_found
from reprise.core.events import repository as event_log
from reprise.songs.abtests import events, repository, sides
from reprise.songs.abtests.errors import (
    AlreadyGeneratedError,
    ClosedError,
    NotGeneratedError,
    NothingToRetryError,
    StillGeneratingError,
    TooManyPairsError,
)
from reprise.songs.abtests.models import AbPair, AbTest
from reprise.songs.abtests.schemas import MOST_PAIRS, AbTestCreate, AbTestStatus, Side
from reprise.songs.adapters.errors import AdapterUnusableError
from reprise.songs.engines.protocol import Engine
from reprise.songs.generation import seeds
from reprise.songs.generation import service as generation
from reprise.songs.generation.models import GenerationJob
from reprise.songs.generation.submission import check_duration, choose_engine
from reprise.songs.prompts import service as prompts


async def find(session: AsyncSession, user: CurrentUser, ab_test_id: UUID) -> AbTest:
    """
    Raises:
        NotFoundError: there is no such test, or the user may not see it.
    """
    test = await repository.get(session, user, ab_test_id)
    if test is None:
        raise not_found("A/B test", ab_test_id)
    return test


async def find_own(session: AsyncSession, user: CurrentUser, ab_test_id: UUID) -> AbTest:
    """Held until the transaction ends.

    Raises:
        NotFoundError, ForbiddenError: it is not there, or somebody else's.
    """
    test = await repository.get(session, user, ab_test_id, hold="change")
    if test is None:
        raise not_found("A/B test", ab_test_id)
    require_change(user, test, "A/B test")
    return test


async def status(session: AsyncSession, test: AbTest) -> AbTestStatus:
    return (await repository.standings(session, [test]))[test.id].status(test)


async def create(
    core: Core,
    session: AsyncSession,
    user: CurrentUser,
    payload: AbTestCreate,
    engines: Mapping[str, Engine],
) -> AbTest:
    """A draft with all of its pairs; nothing is made yet.

    Raises:
        NotFoundError: no such prompt, adapter or version.
        TooManyPairsError: more than `MOST_PAIRS`.
        DurationExceedsLimitError, DurationBelowLimitError: outside what the engine can do.
        And whatever `sides.pin` raises.
    """
    for place, prompt_id in enumerate(payload.prompt_ids):
        await prompts.find(session, user, prompt_id, field=f"prompt_ids.{place}")
    total = len(payload.prompt_ids) * payload.pairs_per_prompt
    if total > MOST_PAIRS:
        raise TooManyPairsError(
            f"A test has at most {MOST_PAIRS} pairs; these would be {total}.", field="pairs_per_prompt"
        )
    compared = await sides.pin(session, user, payload, engines)
    test = AbTest(
        id=uuid4(),
        owner_id=user.id,
        name=payload.name,
        engine=compared.engine.spec.name,
        version_a_id=compared.a and compared.a.id,
        version_b_id=compared.b and compared.b.id,
        criterion=payload.criterion,
        pairs_per_prompt=payload.pairs_per_prompt,
        seed=seeds.draw() if payload.seed is None else payload.seed,
        duration=check_duration(compared.engine.spec, payload.duration),
        min_listen_ms=payload.min_listen_ms,
    )
    await repository.store(session, test, _pairs(test, payload.prompt_ids))
    await tell(core, session, test.id, "created")
    return test


def _pairs(test: AbTest, prompt_ids: Sequence[UUID]) -> list[AbPair]:
    """Every prompt once, then every prompt again: early pairs of a long test are of many prompts."""
    asked = [prompt_id for _ in range(test.pairs_per_prompt) for prompt_id in prompt_ids]
    return [_pair(test, number, prompt_id) for number, prompt_id in enumerate(asked)]


def _pair(test: AbTest, number: int, prompt_id: UUID) -> AbPair:
    pair_id, now = ordered_id()
    return AbPair(
        id=pair_id,
        created_at=now,
        ab_test_id=test.id,
        number=number,
        prompt_id=prompt_id,
        seed=seeds.derive(test.seed, number),
    )


async def rename(core: Core, session: AsyncSession, user: CurrentUser, ab_test_id: UUID, name: str) -> AbTest:
    test = await find_own(session, user, ab_test_id)
    test.name = name
    await tell(core, session, test.id, "changed")
    return test


async def delete(core: Core, session: AsyncSession, user: CurrentUser, ab_test_id: UUID) -> None:
    """With its pairs, invites and votes. Jobs and their samples stay: they are in the history of jobs.

    Raises:
        StillGeneratingError: its jobs are not finished.
    """
    test = await find_own(session, user, ab_test_id)
    if await status(session, test) == "generating":
        raise StillGeneratingError("The test is still generating: wait for its jobs, or cancel them.")
    await repository.remove(session, ab_test_id)
    await tell(core, session, ab_test_id, "deleted")


async def generate(
    core: Core,
    session: AsyncSession,
    user: CurrentUser,
    ab_test_id: UUID,
    engines: Mapping[str, Engine],
) -> AbTest:
    """Ask for the jobs of all pairs, together or not at all.

    Raises:
        AlreadyGeneratedError: it is no draft.
        And what says that the engine or an adapter cannot be used any more.
    """
    test = await find_own(session, user, ab_test_id)
    if test.generated_at is not None:
        raise AlreadyGeneratedError("The pairs of this test were asked for already.")
    pairs = await repository.pairs(session, test.id)
    await _ask_for(core, session, user, test, [(pair, side) for pair in pairs for side in _SIDES], engines)
    test.generated_at = utcnow()
    await tell(core, session, test.id, "generating")
    return test


async def retry(
    core: Core,
    session: AsyncSession,
    user: CurrentUser,
    ab_test_id: UUID,
    engines: Mapping[str, Engine],
) -> AbTest:
    """Ask again for what is missing of failed pairs, with the same seeds; what is there is kept.

    Raises:
        NotGeneratedError, ClosedError, NothingToRetryError: there is nothing to ask for.
    """
    test = await find_own(session, user, ab_test_id)
    require_open(test)
    failed = await repository.failed_pairs(session, test.id)
    if not failed:
        raise NothingToRetryError("No pair of this test has failed.")
    if await status(session, test) == "ready":
        # Whoever had heard all pairs has counted: the pairs that come back must not change that.
        await repository.finish_exhausted(session, test.id)
    made = await repository.jobs_with_samples(
        session, [job for pair in failed for job in (pair.job_a_id, pair.job_b_id)]
    )
    missing = [(pair, side) for pair in failed for side in _SIDES if _job_id(pair, side) not in made]
    await _ask_for(core, session, user, test, missing, engines)
    await tell(core, session, test.id, "generating")
    return test


async def close(core: Core, session: AsyncSession, user: CurrentUser, ab_test_id: UUID) -> AbTest:
    """Take no more votes, for good; closing again changes nothing.

    Raises:
        NotGeneratedError: a draft has nothing to close.
    """
    test = await find_own(session, user, ab_test_id)
    if test.generated_at is None:
        raise NotGeneratedError("This test is a draft: delete it instead.")
    if test.closed_at is None:
        test.closed_at = utcnow()
        await tell(core, session, test.id, "closed")
    return test


_SIDES: Sequence[Side] = ("a", "b")


def _job_id(pair: AbPair, side: Side) -> UUID | None:
    return pair.job_a_id if side == "a" else pair.job_b_id


async def _ask_for(
    core: Core,
    session: AsyncSession,
    user: CurrentUser,
    test: AbTest,
    wanted: Sequence[tuple[AbPair, Side]],
    engines: Mapping[str, Engine],
) -> None:
    choose_engine(engines, test.engine)
    shown = await sides.show(session, [test])
    versions = {"a": shown[test.version_a_id], "b": shown[test.version_b_id]}
    for side in _SIDES:
        if versions[side].deleted:
            raise AdapterUnusableError(f"The adapter {versions[side].name!r} was deleted.")
    jobs = [
        GenerationJob(
            id=uuid4(),
            owner_id=user.id,
            prompt_id=pair.prompt_id,
            engine=test.engine,
            adapter_id=versions[side].adapter_id,
            adapter_version_id=versions[side].version_id,
            num_samples=1,
            seed=pair.seed,
            duration=test.duration,
            parameters={},
            priority=0,
        )
        for pair, side in wanted
    ]
    await generation.accept_together(core, session, jobs)
    for (pair, side), job in zip(wanted, jobs, strict=True):
        setattr(pair, f"job_{side}_id", job.id)
    await session.flush()


def require_open(test: AbTest) -> None:
    """
    Raises:
        NotGeneratedError, ClosedError: it takes no votes yet, or no more.
    """
    if test.generated_at is None:
        raise NotGeneratedError("The pairs of this test have not been asked for yet.")
    if test.closed_at is not None:
        raise ClosedError("This test is closed: it takes no more votes.")


async def tell(core: Core, session: AsyncSession, ab_test_id: UUID, change: events.Change) -> None:
    """Write an event of the test, and wake whoever listens once it is committed."""
    await event_log.append_many(session, events.TOPIC, [events.changed(ab_test_id, change)])
    core.events.wake_after(session)
