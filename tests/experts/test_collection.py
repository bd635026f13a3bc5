"""The judged collection is whole: what it names exists, and its halves are alike."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "collection"
COLUMNS = {
    "username",
    "first_name",
    "last_name",
    "job_title",
    "company",
    "bio",
    "hourly_rate",
    "currency",
    "profile_url",
    "category",
    "tags",
}
KINDS = {"keyword", "problem", "paraphrase", "multi", "nobody"}


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def experts() -> list[dict[str, Any]]:
    return lines("experts.jsonl")


@pytest.fixture(scope="module")
def queries() -> list[dict[str, Any]]:
    return lines("queries.jsonl")


def eight_grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}


def test_profiles_are_complete(experts: list[dict[str, Any]]) -> None:
    assert len(experts) >= 300
    assert len({expert["username"] for expert in experts}) == len(experts)
    for expert in experts:
        assert set(expert) == COLUMNS
        assert all(expert.values()), expert["username"]
        assert re.fullmatch(r"[a-z][a-z-]+", expert["username"])
        assert 25 <= len(expert["bio"].split()) <= 80, expert["username"]
        assert isinstance(expert["hourly_rate"], int)
        assert re.fullmatch(r"[A-Z]{3}", expert["currency"])
        assert expert["profile_url"].startswith("https://example.org/")
        assert len(set(expert["tags"])) == len(expert["tags"]) >= 2


def test_no_two_bios_share_a_sentence(experts: list[dict[str, Any]]) -> None:
    seen = Counter(gram for expert in experts for gram in eight_grams(expert["bio"]))
    assert [gram for gram, count in seen.items() if count > 1] == []


def test_judgements_name_profiles_and_grades(
    experts: list[dict[str, Any]], queries: list[dict[str, Any]]
) -> None:
    usernames = {expert["username"] for expert in experts}
    for query in queries:
        judgements = query["judgements"]
        assert set(judgements) <= usernames, query["id"]
        assert set(judgements.values()) <= {1, 2, 3}, query["id"]
        if query["kind"] == "nobody":
            assert judgements == {}, query["id"]
        else:
            assert 3 in judgements.values(), query["id"]


def test_queries_are_distinct_and_fit_the_chat(queries: list[dict[str, Any]]) -> None:
    assert len(queries) >= 120
    assert len({query["id"] for query in queries}) == len(queries)
    assert len({query["query"].lower() for query in queries}) == len(queries)
    assert all(1 <= len(query["query"]) <= 2_000 for query in queries)


def test_both_halves_hold_as_many_of_each_kind(queries: list[dict[str, Any]]) -> None:
    counts = Counter((query["kind"], query["split"]) for query in queries)
    assert set(counts) == {(kind, split) for kind in KINDS for split in ("dev", "heldout")}
    for kind in KINDS:
        assert counts[kind, "dev"] == counts[kind, "heldout"] >= 12
