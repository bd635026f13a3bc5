"""The verdict on a whole test: figures computed a second time, and what the sentences say."""

from __future__ import annotations

import json
from fractions import Fraction
from random import Random

import pytest
from tests.songs.abtests.statistics import exact

from reprise.songs.abtests.statistics import sentences
from reprise.songs.abtests.statistics.ballots import Ballot, Choice
from reprise.songs.abtests.statistics.looks import Look
from reprise.songs.abtests.statistics.sentences import Finding
from reprise.songs.abtests.statistics.verdict import MOST_E_VALUE, Claim, Verdict, judge


def drawn(seed: int, raters: int, pairs: int, rate: float) -> list[Ballot]:
    """Raters take turns; one vote in six is for neither side."""
    chance = Random(seed)
    ballots = []
    for pair in range(pairs):
        for rater in range(raters):
            choice: Choice = "b" if chance.random() < rate else "a"
            if chance.random() < 1 / 6:
                choice = chance.choice(["tie", "both_bad"])
            ballots.append(Ballot(rater, pair, choice))
    return ballots


def same(choice: Choice, times: int, rater: object = "ann") -> list[Ballot]:
    return [Ballot(rater, pair, choice) for pair in range(times)]


@pytest.mark.parametrize(
    ("seed", "raters", "pairs", "rate"), [(0, 2, 10, 0.5), (1, 9, 12, 0.7), (2, 14, 5, 0.8)]
)
def test_every_figure_is_what_a_second_implementation_says(
    seed: int, raters: int, pairs: int, rate: float
) -> None:
    ballots = drawn(seed, raters, pairs, rate)
    verdict = judge(ballots, closed=True)
    for_a = sum(ballot.choice == "a" for ballot in ballots)
    for_b = sum(ballot.choice == "b" for ballot in ballots)
    assert (verdict.counts.a, verdict.counts.b) == (for_a, for_b)
    assert verdict.counts.ties + verdict.counts.both_bad == len(ballots) - for_a - for_b
    votes = verdict.these_raters
    assert (votes.n, votes.win_rate) == (for_a + for_b, for_b / (for_a + for_b))
    assert votes.e_value == pytest.approx(float(exact.e_value(for_b, for_a + for_b)))
    shares = [_share(ballots, rater) for rater in range(raters)]
    general = verdict.raters_in_general
    assert general.n == raters
    assert general.win_rate == pytest.approx(float(sum(shares) / raters))
    assert general.e_value == pytest.approx(float(exact.wealth(shares, Fraction(1, 2))))


def test_swapping_a_and_b_swaps_the_verdict() -> None:
    ballots = drawn(3, 12, 12, 0.75)
    swap: dict[Choice, Choice] = {"a": "b", "b": "a", "tie": "tie", "both_bad": "both_bad"}
    swapped = [Ballot(ballot.rater, ballot.pair, swap[ballot.choice]) for ballot in ballots]
    one, other = judge(ballots, names=("x", "y")), judge(swapped, names=("y", "x"))
    for claim, mirrored in _claims(one, other):
        assert claim.decided == mirrored.decided
        assert claim.e_value == pytest.approx(mirrored.e_value)
        assert claim.sentence == mirrored.sentence
        assert claim.interval == pytest.approx((1 - mirrored.interval[1], 1 - mirrored.interval[0]))


def test_ties_and_both_bad_do_not_move_these_raters() -> None:
    decisive = [ballot for ballot in drawn(4, 3, 20, 0.6) if ballot.decisive]
    mixed = [*decisive, *(Ballot("cat", 100 + pair, "tie") for pair in range(50))]
    assert judge(mixed).these_raters == judge(decisive).these_raters
    assert judge(mixed).counts.ties == 50


def test_before_any_vote() -> None:
    verdict = judge([])
    assert verdict.these_raters.sentence == "Not decided: there is no vote for either side yet."
    assert verdict.raters_in_general.sentence == (
        "Not decided: no rater has finished yet, and at least 8 are needed."
    )
    for claim in (verdict.these_raters, verdict.raters_in_general):
        assert (claim.n, claim.win_rate, claim.interval, claim.e_value) == (0, None, (0, 1), 1)
        assert not claim.decided


def test_a_decision_for_these_raters_is_none_for_raters_in_general() -> None:
    verdict = judge(same("b", 12), names=("base", "Bright drums"))
    assert verdict.these_raters.decided
    assert verdict.these_raters.sentence == (
        "These raters prefer Bright drums: 100 % of 12 decisive votes (62–100 %)."
    )
    assert not verdict.raters_in_general.decided
    assert verdict.raters_in_general.sentence == (
        "Not decided: 1 rater, Bright drums preferred 100 % on average (1–100 %). "
        "At least 7 more must finish."
    )


def test_an_open_question_says_who_leads_and_within_what() -> None:
    votes = [*same("a", 14), *same("b", 24, "bob")]
    sentence = judge(sorted(votes, key=lambda ballot: ballot.pair)).these_raters.sentence
    assert sentence.startswith("Not decided: 38 decisive votes, B preferred 63 % (")
    one = judge(same("a", 1)).these_raters.sentence
    assert one == "Not decided: 1 decisive vote, A preferred 100 % (2–100 %)."
    both = judge([Ballot(1, 1, "a"), Ballot(1, 2, "b")]).these_raters.sentence
    assert both.startswith("Not decided: 2 decisive votes, both preferred equally often (")


def test_raters_in_general_are_decided_by_enough_raters() -> None:
    ballots = [ballot for rater in range(9) for ballot in same("a", 12, rater)]
    claim = judge(ballots).raters_in_general
    assert claim.decided
    assert claim.decided_after == 8
    assert claim.more_raters is None
    assert claim.sentence.startswith("Raters in general prefer A: 100 % on average over 9 raters (")


def test_it_says_about_how_many_more_raters_it_takes() -> None:
    ballots = [Ballot(rater, pair, "b" if pair % 4 else "a") for rater in range(5) for pair in range(12)]
    claim = judge(ballots).raters_in_general
    assert claim.more_raters is not None
    assert claim.more_raters >= 3
    assert claim.sentence.endswith(f"About {claim.more_raters} more would decide it if they vote like these.")


def test_enough_raters_without_a_hint_are_told_so() -> None:
    ballots = [Ballot(rater, pair, "ab"[pair % 2]) for rater in range(10) for pair in range(12)]
    assert judge(ballots).raters_in_general.sentence.endswith(
        "How many more it would take cannot be told from these."
    )


def test_votes_that_contradict_each_other_are_named() -> None:
    claim = judge([*same("a", 40), *same("b", 40, "bob")]).these_raters
    assert (claim.decided, claim.consistent) == (False, False)
    assert claim.sentence.endswith("Early and late votes disagree, so only all of them together count.")


def test_a_decision_stays_with_its_side_when_the_share_comes_back() -> None:
    claim = judge([*same("b", 8), *same("a", 9, "bob")]).these_raters
    assert claim.decided
    assert claim.win_rate is not None
    assert claim.win_rate < 0.5
    assert claim.sentence.startswith("These raters prefer B: 47 % of 17 decisive votes (5")


@pytest.mark.parametrize(
    ("lower", "upper", "shown"),
    [(0.504, 0.69, "B: 60 % of 100 decisive votes (50.4–69.0 %)"), (0.514, 0.69, "(51–69 %)")],
)
def test_an_interval_close_to_one_half_is_not_rounded_onto_it(lower: float, upper: float, shown: str) -> None:
    look = Look(100, 0.6, lower, upper, 3.1)
    assert shown in sentences.about_these_raters(Finding(look, True, True, ("A", "B")))


def test_no_e_value_is_too_large_for_json() -> None:
    claim = judge(same("b", 2_000)).these_raters
    assert claim.e_value == pytest.approx(MOST_E_VALUE)
    json.dumps(claim.e_value, allow_nan=False)


def test_the_looks_draw_the_interval_over_time() -> None:
    verdict = judge(drawn(5, 10, 12, 0.7))
    assert [look.n for look in verdict.these_raters.looks] == list(range(1, verdict.counts.decisive + 1))
    last = verdict.these_raters.looks[-1]
    assert (last.lower, last.upper) == verdict.these_raters.interval


def _share(ballots: list[Ballot], rater: int) -> Fraction:
    own = [ballot.choice for ballot in ballots if ballot.rater == rater][:12]
    return Fraction(own.count("b"), own.count("a") + own.count("b"))


def _claims(one: Verdict, other: Verdict) -> list[tuple[Claim, Claim]]:
    return [
        (one.these_raters, other.these_raters),
        (one.raters_in_general, other.raters_in_general),
    ]
