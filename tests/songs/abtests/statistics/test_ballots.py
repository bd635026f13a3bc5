"""Which votes count for what."""

from __future__ import annotations

import pytest

from reprise.songs.abtests.statistics.ballots import (
    FINISH_AFTER,
    Ballot,
    Choice,
    Counts,
    count,
    decisive_votes,
    finished_shares,
)


def cast(rater: str, *choices: Choice) -> list[Ballot]:
    return [Ballot(rater, pair, choice) for pair, choice in enumerate(choices)]


def test_ties_and_both_bad_are_counted_apart() -> None:
    ballots = [*cast("ann", "a", "b", "b", "tie"), *cast("bob", "both_bad", "both_bad")]
    counts = count(ballots)
    assert counts == Counts(a=1, b=2, ties=1, both_bad=2, raters=2)
    assert (counts.decisive, counts.total) == (3, 6)
    assert decisive_votes(ballots) == [False, True, True]


def test_a_rater_counts_with_the_twelfth_vote() -> None:
    ballots = cast("ann", *["b"] * 9, *["a"] * 3)
    assert finished_shares(ballots[:-1]) == []
    assert finished_shares(ballots) == [0.75]


def test_later_votes_do_not_change_a_share_that_counted() -> None:
    ballots = cast("ann", *["b"] * FINISH_AFTER, *["a"] * 20)
    assert finished_shares(ballots, closed=True) == [1.0]


def test_a_rater_without_pairs_left_counts_at_once_and_others_when_the_test_closes() -> None:
    ballots = [*cast("ann", "a", "b"), *cast("bob", "b")]
    assert finished_shares(ballots) == []
    assert finished_shares(ballots, exhausted={"bob"}) == [1.0]
    assert finished_shares(ballots, closed=True) == [0.5, 1.0]
    assert finished_shares(ballots, exhausted={"bob"}, closed=True) == [1.0, 0.5]


def test_a_share_that_counted_before_more_pairs_came_stays() -> None:
    ballots = [*cast("ann", "b", "b", "a", "a"), *cast("bob", "b")]
    assert finished_shares(ballots, finished_after={"ann": 2}) == [1.0]
    assert finished_shares(ballots, finished_after={"ann": 2}, exhausted={"ann"}, closed=True) == [1.0, 1.0]
    long = cast("eve", *["a"] * FINISH_AFTER, "b")
    assert finished_shares(long, finished_after={"eve": 13}) == [0.0]


def test_raters_stand_in_the_order_in_which_they_finished() -> None:
    slow, quick = cast("slow", *["a"] * 12), cast("quick", *["b"] * 12)
    assert finished_shares([slow[0], *quick, *slow[1:]]) == [1.0, 0.0]


def test_whom_the_closing_finishes_comes_after_all_others() -> None:
    early, quick = cast("early", "a", "a"), cast("quick", *["b"] * 12)
    assert finished_shares([*early, *quick]) == [1.0]
    assert finished_shares([*early, *quick], closed=True) == [1.0, 0.0]


@pytest.mark.parametrize("undecided", ["tie", "both_bad"])
def test_votes_for_neither_side_use_up_votes_but_not_the_share(undecided: Choice) -> None:
    assert finished_shares(cast("ann", *[undecided] * 8, "b", "b", "b", "a")) == [0.75]
    assert finished_shares(cast("ann", *[undecided] * 12, "b")) == []
