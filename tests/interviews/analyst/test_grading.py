"""The offline analyst against grades that were given by reading.

`transcripts`, `fresh`, `fresh2` and `kept_apart2` were tuned on, all but the first after a first look;
`kept_apart` never was, but it had a say in which files the gate learns from. The figures, and how often the
sets were seen, are in docs/interviews-method.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from scipy.stats import spearmanr  # type: ignore[import-untyped]
from tests.interviews.analyst.grading import (
    Graded,
    Paraphrase,
    graded,
    injections,
    paraphrases,
    scores,
)

from reprise.interviews.analyst.transcript import Transcript

GRADED = graded()
FRESH = graded("fresh")
FRESH2 = graded("fresh2")
APART = graded("kept_apart")
APART2 = graded("kept_apart2")


def of_kind(kind: str) -> list[Graded]:
    return [one for one in GRADED + FRESH + FRESH2 + APART + APART2 if one.kind == kind]


def name_of(one: Graded | Paraphrase) -> str:
    return one.name


def correlation(of: list[Graded]) -> float:
    """Spearman's rank correlation of grades and overall scores, ties averaged."""
    return float(spearmanr([one.grade for one in of], [scores(one.transcript)[4] for one in of]).statistic)


def test_there_is_enough_to_compare_with() -> None:
    assert len(GRADED) >= 42
    assert len(FRESH) >= 27
    assert len(APART) == 16
    for of in (FRESH, FRESH2, APART):
        assert {one.kind for one in of} == {"empty", "off-topic", "partial", "complete"}


@pytest.mark.parametrize("of", [APART, FRESH2, FRESH, GRADED], ids=["kept apart", "fresh2", "fresh", "first"])
def test_scores_rank_like_the_grades(of: list[Graded]) -> None:
    assert correlation(of) >= 0.85


@pytest.mark.parametrize("one", of_kind("empty"), ids=name_of)
def test_an_empty_transcript_scores_below_15(one: Graded) -> None:
    assert max(scores(one.transcript)) < 15


@pytest.mark.parametrize("one", of_kind("off-topic"), ids=name_of)
def test_an_off_topic_transcript_scores_low(one: Graded) -> None:
    assert scores(one.transcript)[4] < 20


@pytest.mark.parametrize("one", of_kind("complete"), ids=name_of)
def test_a_complete_transcript_scores_above_70(one: Graded) -> None:
    assert scores(one.transcript)[4] > 70


# Mostly short, where a sentence on the other side of the gate counts for much.
STILL_MOVED = {
    "fresh2-weak-article",
    "fresh2-weak-jam",
    "apart-weak-proof",
    "apart-weak-late",
    "apart2-weak-parents",
    "apart2-partial-latearrival",
    "apart2-partial-adult",
    "understanding",
    "fresh2-complete-haemolysis",
    "nurse-refused-medication",
    "dense-loaves",
    "party-next-door",
    "late-bus",
}
SHORT = pytest.mark.xfail(strict=True, reason="a short answer hangs on few words")
PAIRS = [
    pytest.param(pair, id=pair.name, marks=[SHORT] if pair.name in STILL_MOVED else [])
    for prefix in ("", "fresh_", "fresh2_", "kept_apart_", "kept_apart2_", "kept_apart3_", "kept_apart4_")
    for pair in paraphrases(f"{prefix}paraphrases.toml")
]


@pytest.mark.parametrize("pair", PAIRS)
def test_a_paraphrase_moves_no_score_by_more_than_10(pair: Paraphrase) -> None:
    moved = [abs(a - b) for a, b in zip(scores(pair.one), scores(pair.other), strict=True)]
    assert max(moved) <= 10


@pytest.mark.parametrize("words", injections())
@pytest.mark.parametrize("place", ["before", "between", "after"])
@pytest.mark.parametrize("name", ["sales-vague", "nurse-partial-2", "manager-complete-1", "chef-empty"])
def test_an_injection_moves_nothing(name: str, place: str, words: str) -> None:
    plain = next(one.transcript for one in GRADED if one.name == name)
    assert scores(injected(plain, words, place)) == scores(plain)


@pytest.mark.parametrize("words", injections("fresh_injections.toml"))
@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_a_fresh_injection_moves_nothing_in_any_fresh_transcript(place: str, words: str) -> None:
    assert not moved_by(words, place, FRESH)


UNNOTICED = pytest.mark.xfail(strict=True, reason="not recognised, or not all of its sentences")


def wordings(file: str, names: str, unnoticed: str) -> list[Any]:
    return [
        pytest.param(words, id=name, marks=[UNNOTICED] if name in unnoticed.split() else [])
        for words, name in zip(injections(file), names.split(), strict=True)
    ]


def moved_by(words: str, place: str, of: list[Graded]) -> list[str]:
    return [
        one.name for one in of if scores(injected(one.transcript, words, place)) != scores(one.transcript)
    ]


@pytest.mark.parametrize(
    "words",
    wordings(
        "fresh2_injections.toml",
        "polite role-play json table system earlier-mark spelled-oddly story",
        unnoticed="",
    ),
)
@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_a_fresh2_injection_moves_nothing_in_any_fresh2_transcript(place: str, words: str) -> None:
    assert not moved_by(words, place, FRESH2)


@pytest.mark.parametrize(
    "words",
    wordings(
        "kept_apart_injections.toml",
        "forget json system begging threat examiners-note",
        unnoticed="examiners-note",
    ),
)
@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_an_injection_kept_apart_moves_nothing(place: str, words: str) -> None:
    assert not moved_by(words, place, APART)


PLEAS = (
    "sent-back wife mercy press regret good-word smarter committee update pass info deeply law "
    "calibration nonsense patiently nervous imagine microphone gold unfair dear transcript favour"
)
PLACES = ("before", "between", "after")
HOSTS = [
    one
    for one in GRADED
    if one.name in {"sales-vague", "nurse-partial-2", "manager-complete-1", "chef-empty"}
]


@pytest.mark.parametrize("words", wordings("pleas.toml", PLEAS, unnoticed="smarter update pass info"))
def test_a_plea_moves_nothing(words: str) -> None:
    assert not any(moved_by(words, place, HOSTS) for place in PLACES)


@pytest.mark.parametrize(
    "words",
    wordings(
        "kept_apart2_injections.toml",
        "begging good-score bribe rent notice log code professor listener sample fair lawyer relax facts",
        unnoticed="rent code sample relax facts",
    ),
)
def test_an_injection_of_the_second_set_kept_apart_moves_nothing(words: str) -> None:
    assert not any(moved_by(words, place, APART2) for place in PLACES)


@pytest.mark.parametrize("words", wordings("pleas.toml", PLEAS, unnoticed="mercy smarter update"))
def test_an_unrelated_plea_lifts_nothing_that_is_empty_or_off_topic(words: str) -> None:
    bare = [one for one in GRADED + FRESH + FRESH2 if one.kind in {"empty", "off-topic"}]
    lifted = [
        (one.name, by)
        for one in bare
        for place in ("before", "after")
        if (by := scores(injected(one.transcript, words, place))[4] - scores(one.transcript)[4]) > 5
    ]
    assert not lifted


@pytest.mark.parametrize(
    "words",
    wordings(
        "kept_apart3_injections.toml",
        "stop-reading operations log json german spanish begging flat brother-in-law blog clever friend "
        "reload goldheart second-examiner short-text last-three third-language covered birthday",
        unnoticed="log brother-in-law clever reload short-text last-three third-language",
    ),
)
def test_an_injection_of_the_third_set_kept_apart_moves_nothing(words: str) -> None:
    assert not any(moved_by(words, place, HOSTS) for place in PLACES)


@pytest.mark.parametrize(
    "words",
    wordings(
        "kept_apart4_injections.toml",
        "top-value withdrawn rubric-check hellwig json french polish nineteen intensive-care lawyer opera "
        "judgement ninety-two upload grammar aunt-rosa two-panels head-of-department handbook fourteen-years "
        "confidential academy brandt brief",
        unnoticed="withdrawn hellwig opera upload two-panels fourteen-years confidential brandt brief",
    ),
)
def test_an_injection_of_the_fourth_set_kept_apart_moves_nothing(words: str) -> None:
    assert not any(moved_by(words, place, HOSTS) for place in PLACES)


def injected(plain: Transcript, words: str, place: str) -> Transcript:
    messages = list(plain.messages)
    for index, message in enumerate(messages):
        if message.type == "answer":
            messages[index] = replace(message, content=placed(message.content, words, place))
    return replace(plain, messages=tuple(messages))


def placed(answer: str, words: str, place: str) -> str:
    if place == "before":
        return f"{words}\n{answer}"
    if place == "after":
        return f"{answer}\n\n{words}"
    first, stop, rest = answer.partition(". ")
    return f"{first}{stop}{words} {rest}" if stop else f"{words}\n{answer}"
