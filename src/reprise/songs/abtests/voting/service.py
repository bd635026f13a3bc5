"""Decisions about what a rater is played next, and about votes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final, cast
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.context import Core
from reprise.core.db import ordered_id
from reprise.core.errors import not_found
from reprise.core.storage import FileMissingError
from reprise.songs.abtests import repository as tests
from reprise.songs.abtests import service, sides
from reprise.songs.abtests.errors import NotReadyError
from reprise.songs.abtests.models import AbPresentation, AbTest, AbVote
from reprise.songs.abtests.raters import repository as raters
from reprise.songs.abtests.schemas import AbTestSide
from reprise.songs.abtests.voting import repository
from reprise.songs.abtests.voting.blind_audio import BlindAudio, BlindFiles
from reprise.songs.abtests.voting.errors import ListenLongerError
from reprise.songs.abtests.voting.repository import Playable, Presented
from reprise.songs.abtests.voting.schemas import (
    BlindPair,
    BlindSide,
    RaterProgress,
    Reveal,
    RevealedSide,
    VoteCreate,
    VoteOut,
)
from reprise.songs.downloads.errors import TranscodingFailedError
from reprise.songs.feedback.vocabulary import Criterion

log = structlog.get_logger(__name__)

_SOME: Final = 3
_chance: Final = random.SystemRandom()


async def next_pair(
    core: Core, audio: BlindAudio, ab_test_id: UUID, rater_id: UUID | None, user_id: UUID | None
) -> BlindPair | None:
    """The pair that this rater has not voted on; None when none is left. Both files are there then.

    Args:
        rater_id: None for a member who begins; `user_id` is theirs then.

    Raises:
        NotFoundError: there is no such test.
        NotGeneratedError, NotReadyError, ClosedError: there is nothing to hear, yet or any more.
    """
    async with core.database.snapshot() as session:
        test = await _find(session, ab_test_id)
        service.require_open(test)
        given = await repository.open_presentation(session, rater_id) if rater_id else None
        if given is None and await service.status(session, test) == "generating":
            raise NotReadyError("The pairs of this test are still being made.")
        some = [] if given else await _some(session, audio, ab_test_id, rater_id)
    if given is None:
        ready = await _first_ready(audio, some)
        if ready is None:
            return None
        given = await _present(core, ab_test_id, rater_id, user_id, ready)
        if given is None:
            return await next_pair(core, audio, ab_test_id, rater_id, user_id)
        _look_ahead(audio, some, given)
    files = await audio.files(given.playable.a, given.playable.b)
    async with core.database.snapshot() as session:
        done, total = await repository.progress(session, ab_test_id, given.presentation.rater_id)
    return _shown(test, given, files, RaterProgress(done=done, total=total))


async def _find(session: AsyncSession, ab_test_id: UUID) -> AbTest:
    test = await tests.by_id(session, ab_test_id)
    if test is None:
        raise not_found("A/B test", ab_test_id)
    return test


async def _some(
    session: AsyncSession, audio: BlindAudio, ab_test_id: UUID, rater_id: UUID | None
) -> list[Playable]:
    """A few of those that are left, by chance; first the one whose files were begun for this rater."""
    left = await repository.candidates(session, ab_test_id, rater_id)
    some = _chance.sample(left, min(_SOME, len(left)))
    ahead = audio.begun_for(rater_id)
    if ahead in left:
        some = [ahead, *(pair_id for pair_id in some if pair_id != ahead)]
    found = await repository.playable(session, some)
    return [found[pair_id] for pair_id in some if pair_id in found]


async def _first_ready(audio: BlindAudio, some: Sequence[Playable]) -> Playable | None:
    """The first of them that can be heard, both its files there: a wait for one alone would tell of it.

    Raises:
        FileMissingError, TranscodingFailedError: none of them can be heard.
    """
    for place, playable in enumerate(some, 1):
        try:
            await audio.files(playable.a, playable.b)
        except (FileMissingError, TranscodingFailedError):
            log.error("pair_not_playable", pair_id=str(playable.pair_id))
            if place == len(some):
                raise
        else:
            return playable
    return None


def _look_ahead(audio: BlindAudio, some: Sequence[Playable], given: Presented) -> None:
    """While the rater hears this pair, the files of another are made, which will be their next."""
    other = next((one for one in some if one.pair_id != given.playable.pair_id), None)
    if other is not None:
        audio.begin_for(given.presentation.rater_id, other.pair_id, other.a, other.b)


async def _present(
    core: Core, ab_test_id: UUID, rater_id: UUID | None, user_id: UUID | None, ready: Playable
) -> Presented | None:
    """None when another request of this rater was first: it must be looked again."""
    async with core.database.transaction() as session:
        # First of all rows: whoever deletes it begins with it, too.
        if await tests.by_id(session, ab_test_id, hold="read") is None:
            raise not_found("A/B test", ab_test_id)
        if rater_id is None and user_id is not None:
            await raters.ensure_rater_of_user(session, ab_test_id, user_id)
            found = await raters.rater_of_user(session, ab_test_id, user_id)
            rater_id = None if found is None else found.id
        if rater_id is None or not await repository.hold_rater(session, rater_id):
            raise not_found("A/B test", ab_test_id)
        before = await repository.open_presentation(session, rater_id)
        if before is not None:
            return before
        presentation = await repository.present(session, rater_id, ready.pair_id)
        return None if presentation is None else Presented(presentation, ready)


def _shown(test: AbTest, given: Presented, files: BlindFiles, progress: RaterProgress) -> BlindPair:
    presentation, playable = given.presentation, given.playable
    return BlindPair(
        pair_id=presentation.id,
        prompt=playable.prompt,
        criterion=cast(Criterion, test.criterion),
        left=BlindSide(url=_address(test.id, presentation.left_id)),
        right=BlindSide(url=_address(test.id, presentation.right_id)),
        duration_ms=files.duration_ms,
        min_listen_ms=_min_listen_ms(test, [playable.a.duration, playable.b.duration]),
        progress=progress,
    )


def _address(ab_test_id: UUID, stream_id: UUID) -> str:
    return f"/api/v1/ab-tests/{ab_test_id}/streams/{stream_id}"


def _min_listen_ms(test: AbTest, durations: list[float]) -> int:
    """Never more than the shorter sample, and the same for both sides."""
    return min(test.min_listen_ms, int(1_000 * min(durations, default=test.duration)))


async def find_stream(
    core: Core, audio: BlindAudio, rater_id: UUID, stream_id: UUID
) -> tuple[str, int, AbPresentation]:
    """Key, size and presentation of one side's file.

    Raises:
        NotFoundError: this rater was given no such side, or it is gone.
    """
    async with core.database.snapshot() as session:
        given = await repository.presented_as(session, rater_id, stream_id)
    if given is None:
        raise not_found("recording", stream_id)
    files = await audio.files(given.playable.a, given.playable.b)
    is_left = given.presentation.left_id == stream_id
    key = files.a if is_left == given.presentation.a_is_left else files.b
    return key, files.size, given.presentation


async def vote(
    core: Core, session: AsyncSession, ab_test_id: UUID, rater_id: UUID | None, payload: VoteCreate
) -> VoteOut:
    """Store a vote and tell what was what. The same again changes nothing; another one supersedes.

    Raises:
        NotFoundError: the test, or the pair of this rater, is not there.
        NotGeneratedError, ClosedError: it takes no votes.
        ListenLongerError: a side was not heard long enough.
    """
    test = await tests.by_id(session, ab_test_id, hold="read")
    if test is None:
        raise not_found("A/B test", ab_test_id)
    service.require_open(test)
    given = rater_id and await repository.held_presentation(session, ab_test_id, rater_id, payload.pair_id)
    if not given:
        raise not_found("pair", payload.pair_id, field="pair_id")
    _require_heard(payload, _min_listen_ms(test, await repository.durations(session, given.pair_id)))
    before = await repository.newest_vote(session, given.id)
    fresh = _vote(test, given, payload, 1 if before is None else before.number + 1)
    changed = before is None or _said(before) != _said(fresh)
    if changed:
        await repository.add_vote(session, fresh)
        await service.tell(core, session, test.id, "voted")
    done, total = await repository.progress(session, ab_test_id, given.rater_id)
    return VoteOut(
        pair_id=given.id,
        choice=payload.choice,
        superseded=changed and before is not None,
        reveal=await _reveal(session, test, given),
        progress=RaterProgress(done=done, total=total),
    )


def _require_heard(payload: VoteCreate, least_ms: int) -> None:
    for side in ("left", "right"):
        if getattr(payload.listened_ms, side) < least_ms:
            raise ListenLongerError(
                f"Listen to each side for {least_ms / 1_000:g} seconds before you vote.",
                field=f"listened_ms.{side}",
            )


def _vote(test: AbTest, given: AbPresentation, payload: VoteCreate, number: int) -> AbVote:
    vote_id, now = ordered_id()
    return AbVote(
        id=vote_id,
        created_at=now,
        ab_test_id=test.id,
        presentation_id=given.id,
        number=number,
        choice=payload.choice,
        listened_left_ms=payload.listened_ms.left,
        listened_right_ms=payload.listened_ms.right,
        segments=payload.segments.model_dump() if payload.segments else None,
        notes=payload.notes or None,
    )


def _said(vote: AbVote) -> tuple[object, ...]:
    return vote.choice, vote.listened_left_ms, vote.listened_right_ms, vote.segments, vote.notes


async def _reveal(session: AsyncSession, test: AbTest, given: AbPresentation) -> Reveal:
    shown = await sides.show(session, [test])
    a, b = _revealed(shown[test.version_a_id]), _revealed(shown[test.version_b_id])
    return Reveal(left=a, right=b) if given.a_is_left else Reveal(left=b, right=a)


def _revealed(side: AbTestSide) -> RevealedSide:
    return RevealedSide(adapter_id=side.adapter_id, name=side.name, version=side.version)
