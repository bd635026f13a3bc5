"""What people ask about the votes of a test."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.core.paging import Page, Paging
from reprise.songs.abtests import repository as tests
from reprise.songs.abtests import service, sides
from reprise.songs.abtests.errors import NotDecidedError, NothingToPromoteError
from reprise.songs.abtests.models import AbTest
from reprise.songs.abtests.results import repository
from reprise.songs.abtests.results.evidence import Asked, Judged
from reprise.songs.abtests.results.schemas import (
    AbTestResults,
    AbVoteOut,
    ClaimOut,
    ExactTestOut,
    LookOut,
    PromptResult,
    VoteCounts,
)
from reprise.songs.abtests.results.verdicts import Verdicts
from reprise.songs.abtests.schemas import Promotion, PromotionOut
from reprise.songs.abtests.statistics.looks import Look
from reprise.songs.abtests.statistics.verdict import MOST_E_VALUE, Claim, Verdict

MOST_LOOKS: Final = 200


async def show(
    session: AsyncSession, user: CurrentUser, verdicts: Verdicts, ab_test_id: UUID
) -> AbTestResults:
    """
    Raises:
        NotFoundError: there is no such test.
    """
    test = await service.find(session, user, ab_test_id)
    shown = await sides.show(session, [test])
    a, b = shown[test.version_a_id], shown[test.version_b_id]
    status = await service.status(session, test)
    judged = (await verdicts.of(session, [Asked(test, status, sides.names(a, b))]))[test.id]
    verdict, counts = judged.verdict, judged.verdict.counts
    return AbTestResults(
        ab_test_id=test.id,
        status=status,
        a=a,
        b=b,
        counts=VoteCounts(
            a=counts.a,
            b=counts.b,
            ties=counts.ties,
            both_bad=counts.both_bad,
            total=counts.total,
            changed=judged.changed,
            raters=counts.raters,
        ),
        these_raters=_claim(verdict.these_raters),
        raters_in_general=_claim(verdict.raters_in_general),
        agreement=verdict.agreement,
        exact=ExactTestOut(p_value=verdict.exact.p_value, interval=verdict.exact.interval),
        prompts=await _by_prompt(session, test, judged),
    )


async def verdict(session: AsyncSession, user: CurrentUser, verdicts: Verdicts, ab_test_id: UUID) -> Verdict:
    """
    Raises:
        NotFoundError: there is no such test.
    """
    test = await service.find(session, user, ab_test_id)
    shown = await sides.show(session, [test])
    names = sides.names(shown[test.version_a_id], shown[test.version_b_id])
    asked = Asked(test, await service.status(session, test), names)
    return (await verdicts.of(session, [asked]))[test.id].verdict


def _claim(claim: Claim) -> ClaimOut:
    return ClaimOut(
        n=claim.n,
        win_rate=claim.win_rate,
        interval=claim.interval,
        e_value=claim.e_value,
        decided=claim.decided,
        winner=claim.winner,
        sentence=claim.sentence,
        consistent=claim.consistent,
        decided_after=claim.decided_after,
        more_raters=claim.more_raters,
        looks=[_look(look) for look in some_of(claim.looks, claim.decided_after)],
    )


def _look(look: Look) -> LookOut:
    e_value = math.exp(min(look.log_e, math.log(MOST_E_VALUE)))
    return LookOut(n=look.n, win_rate=look.win_rate, lower=look.lower, upper=look.upper, e_value=e_value)


def some_of(looks: Sequence[Look], decided_after: int | None) -> list[Look]:
    """No more than `MOST_LOOKS`, spread evenly, with the first, the last, and that of the decision."""
    if len(looks) <= MOST_LOOKS:
        return list(looks)
    spread = MOST_LOOKS - 1
    places = {round(step * (len(looks) - 1) / (spread - 1)) for step in range(spread)}
    if decided_after is not None:
        places.add(decided_after - looks[0].n)
    return [looks[place] for place in sorted(places)]


async def _by_prompt(session: AsyncSession, test: AbTest, judged: Judged) -> list[PromptResult]:
    prompt_of = await repository.prompt_of_pairs(session, test.id)
    counts: dict[UUID, Counter[str]] = {}
    for number, said in judged.by_pair.items():
        counts.setdefault(prompt_of[number], Counter()).update(said)
    prompts = (await tests.prompts_of(session, [test.id])).get(test.id, [])
    return [_prompt(prompt.id, prompt.text, counts.get(prompt.id, Counter())) for prompt in prompts]


def _prompt(prompt_id: UUID, text: str, counts: Counter[str]) -> PromptResult:
    decisive = counts["a"] + counts["b"]
    return PromptResult(
        prompt_id=prompt_id,
        text=text,
        a=counts["a"],
        b=counts["b"],
        ties=counts["tie"],
        both_bad=counts["both_bad"],
        win_rate=counts["b"] / decisive if decisive else None,
    )


async def history(
    session: AsyncSession, user: CurrentUser, ab_test_id: UUID, paging: Paging
) -> Page[AbVoteOut]:
    """
    Raises:
        NotFoundError: there is no such test.
    """
    await service.find(session, user, ab_test_id)
    rows, cursor, total, capped = await repository.history(session, ab_test_id, paging)
    return Page(
        items=[_row(row) for row in rows],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


def _row(row: Any) -> AbVoteOut:
    vote = row[0]
    return AbVoteOut(
        id=vote.id,
        pair_number=row.number + 1,
        rater_id=row.rater_id,
        rater=row.email.partition("@")[0] if row.email else row.label,
        number=vote.number,
        superseded=row.superseded,
        choice=vote.choice,
        prefers=row.prefers if row.prefers in {"a", "b"} else None,
        listened_left_ms=vote.listened_left_ms,
        listened_right_ms=vote.listened_right_ms,
        notes=vote.notes,
        created_at=vote.created_at,
    )


async def promote(
    core: Core,
    session: AsyncSession,
    user: CurrentUser,
    verdict: Verdict | None,
    ab_test_id: UUID,
    payload: Promotion,
) -> PromotionOut:
    """Make the winner's version the one that new jobs use, and write down why.

    `verdict` is what the test says. It was found before: working it out can take a second, during which
    nobody else could write to SQLite. None: the test was not there then.

    Raises:
        NotFoundError: there is no such test.
        NotDecidedError: it has no winner, and none was named.
        NothingToPromoteError: that side is the engine alone, or the active version already.
        And what says that the adapter is somebody else's, or deleted.
    """
    test = await service.find(session, user, ab_test_id)
    shown = await sides.show(session, [test])
    a, b = shown[test.version_a_id], shown[test.version_b_id]
    if verdict is None:
        raise NotDecidedError("This test was made a moment ago: nobody can have voted.", field="side")
    claim = _deciding(verdict)
    chosen = payload.side or claim.winner
    if chosen is None:
        raise NotDecidedError(f"{claim.sentence} Name a side to promote it all the same.", field="side")
    winner = a if chosen == "a" else b
    if winner.adapter_id is None or winner.version_id is None or winner.version is None:
        raise NothingToPromoteError("That side is the engine alone: there is nothing to activate.")
    reason = _reason(test, claim, payload.reason)
    await sides.activate(session, user, winner.adapter_id, winner.version_id, reason)
    if winner.active:
        raise NothingToPromoteError("That version is the active one already: its timeline stays as it is.")
    await service.tell(core, session, test.id, "changed")
    return PromotionOut(
        adapter_id=winner.adapter_id,
        name=winner.name,
        version_id=winner.version_id,
        version=winner.version,
        reason=reason,
    )


def _reason(test: AbTest, claim: Claim, given: str | None) -> str:
    """What the test says, and what its owner adds."""
    said = f"Blind test {test.name!r}: {claim.sentence}"
    return f"{said} {given}" if given else said


def _deciding(verdict: Verdict) -> Claim:
    """What holds for people in general, where that is known; else what holds for those who voted."""
    return verdict.raters_in_general if verdict.raters_in_general.decided else verdict.these_raters
