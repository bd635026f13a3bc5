"""What the votes of a test say, and all tests together."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field

from reprise.core.db import UtcTime
from reprise.core.schema import Answer
from reprise.songs.abtests.models import VoteChoice
from reprise.songs.abtests.schemas import AbTestOut, AbTestSide, AbTestStatus, Side
from reprise.songs.abtests.statistics.verdict import Verdict
from reprise.songs.feedback.vocabulary import Criterion


class VoteCounts(Answer):
    """Effective votes by choice; only `a` and `b` are decisive. `changed` of them replaced earlier ones."""

    a: int
    b: int
    ties: int
    both_bad: int
    total: int
    changed: int
    raters: int


class LookOut(Answer):
    """What was known after `n` votes or raters."""

    n: int
    win_rate: float
    lower: float
    upper: float
    e_value: float


class ClaimOut(Answer):
    """`n` decisive votes, or finished raters; rates are B's share. See docs/abtests.md.

    The interval holds at every look at once with 95 %. `decided` stays from `decided_after` on, for `winner`.
    """

    n: int
    win_rate: float | None
    interval: tuple[float, float]
    e_value: float
    decided: bool
    winner: Side | None
    sentence: str
    consistent: bool
    decided_after: int | None
    more_raters: int | None
    looks: list[LookOut] = Field(description="The interval over time, at no more than 200 of the looks.")


class ExactTestOut(Answer):
    """Right only for a number of votes that was fixed beforehand; nothing is decided by it."""

    p_value: float
    interval: tuple[float, float]


class PromptResult(Answer):
    """Votes on the pairs of one prompt; few votes say little: no claim is made about them."""

    prompt_id: UUID
    text: str
    a: int
    b: int
    ties: int
    both_bad: int
    win_rate: float | None


class AbTestResults(Answer):
    """`agreement` is Krippendorff's alpha among raters of the same pairs, null where it is undefined."""

    ab_test_id: UUID
    status: AbTestStatus
    a: AbTestSide
    b: AbTestSide
    counts: VoteCounts
    these_raters: ClaimOut
    raters_in_general: ClaimOut
    agreement: float | None
    exact: ExactTestOut
    prompts: list[PromptResult]


class Decided(Answer):
    """Who has won so far, by each claim; null where it is not decided."""

    these_raters: Side | None
    raters_in_general: Side | None

    @classmethod
    def of(cls, verdict: Verdict) -> Decided:
        these, general = verdict.these_raters, verdict.raters_in_general
        return cls(these_raters=these.winner, raters_in_general=general.winner)


class AbTestInList(AbTestOut):
    """`verdict` is null while nobody has voted."""

    verdict: Decided | None


class AbVoteOut(Answer):
    """One row of the history. `rater` is a name, an invite's label, or null; `number` counts a rater's votes
    on one pair. One with a number above 1 was cast after the reveal: it is not blind."""

    id: UUID
    pair_number: int
    rater_id: UUID
    rater: str | None
    number: int
    superseded: bool
    choice: VoteChoice
    prefers: Side | None
    listened_left_ms: int
    listened_right_ms: int
    notes: str | None
    created_at: UtcTime


class StandingOut(Answer):
    """`strength` in logits with a 95 % interval; `chance` is that of winning against one of mean strength.

    Strengths compare within a `group` only: no chain of votes links one group with another.
    """

    engine: str
    adapter_id: UUID | None
    name: str
    version_id: UUID | None = Field(description="Null when all versions count as one, and for base.")
    version: int | None
    deleted: bool
    strength: float
    lower: float
    upper: float
    chance: float
    wins: int
    ties: int
    losses: int
    group: int


class Leaderboard(Answer):
    """Strongest first within each group; `votes` is what it rests on."""

    by: Literal["adapter", "version"]
    criterion: Criterion
    votes: int
    items: list[StandingOut]


class PlanAdvice(Answer):
    """`power` is the share of such tests that end with a decision for people in general."""

    rate: float
    raters: int
    votes_per_rater: int
    power: float
    sentence: str


class PlanCell(Answer):
    raters: int
    votes_per_rater: int
    power: float


class AbTestPlan(Answer):
    """What it takes to find a preference of `rate`, from simulated tests (docs/abtests.md).

    `votes_needed`: decisive votes after which 80 % of the tests have decided for the people who voted; null
    when that takes more than was simulated.
    """

    advice: PlanAdvice
    votes_needed: int | None
    cells: list[PlanCell]
