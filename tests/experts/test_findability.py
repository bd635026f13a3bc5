"""How well a profile can be found: points for what searches and cards read, advice on what is missing."""

from __future__ import annotations

import pytest

from reprise.experts.directory.findability import advice, score
from reprise.experts.directory.models import Expert

WHOLE = {
    "job_title": "Database consultant",
    "bio": " ".join(["word"] * 60),
    "tags": ["a", "b", "c", "d", "e"],
    "category": "Databases",
    "profile_url": "https://example.org/ada",
    "hourly_rate": 120.0,
    "currency": "EUR",
    "company": "Example Ltd",
}


def test_a_whole_profile_has_all_points_and_needs_no_advice() -> None:
    assert (score(Expert(**WHOLE)), advice(Expert(**WHOLE))) == (100, [])


def test_an_empty_profile_has_none_and_is_told_what_helps_most_first() -> None:
    empty = Expert(first_name="Ada")
    assert score(empty) == 0
    told = advice(empty)
    assert told[0].startswith("Write a bio")
    assert len(told) == 7


@pytest.mark.parametrize(
    ("missing", "points", "word"),
    [
        ({"bio": None}, 35, "bio"),
        ({"bio": "Ten words are few, but more than no words are."}, 20, "10 words"),
        ({"job_title": None}, 15, "job title"),
        ({"tags": ["a", "b", "c", "d"]}, 3, "a tag"),
        ({"tags": []}, 15, "5 tags"),
        ({"category": None}, 10, "category"),
        ({"profile_url": None}, 10, "address"),
        ({"hourly_rate": 0.0, "currency": None}, 10, "currency"),
        ({"hourly_rate": None}, 10, "hourly rate"),
        ({"company": None}, 5, "company"),
    ],
)
def test_each_gap_costs_its_points_and_is_named(missing: dict[str, object], points: int, word: str) -> None:
    profile = Expert(**WHOLE | missing)
    assert score(profile) == 100 - points
    (told,) = advice(profile)
    assert word in told
