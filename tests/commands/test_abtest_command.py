"""`reprise abtest simulate`, as people type it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.commands.test_command_line import reprise

FORTY = ("--true-rate", 0.7, "--votes", 480, "--raters", 40, "--taste-sd", 1, "--runs", 300)


def simulated(cwd: Path, *arguments: object) -> dict[str, Any]:
    done = reprise("abtest", "simulate", *arguments, "--json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def test_it_tells_how_often_and_how_soon_each_claim_is_decided(tmp_path: Path) -> None:
    found = simulated(tmp_path, *FORTY)
    assert set(found) == {"these_raters", "raters_in_general"}
    these, general = found["these_raters"], found["raters_in_general"]
    assert these["decision_rate"] > general["decision_rate"] > 0.8
    assert these["median_votes_to_decision"] < general["median_votes_to_decision"] < 480
    low, high = general["decision_rate_interval"]
    assert low < general["decision_rate"] < high
    assert list(tmp_path.iterdir()) == [], "it needs no data directory"


def test_the_same_seed_gives_the_same_figures(tmp_path: Path) -> None:
    few = ("--true-rate", 0.6, "--votes", 100, "--runs", 200)
    assert simulated(tmp_path, *few, "--seed", 1) == simulated(tmp_path, *few, "--seed", 1)
    assert simulated(tmp_path, *few, "--seed", 1) != simulated(tmp_path, *few, "--seed", 2)


def test_one_rater_never_decides_for_raters_in_general(tmp_path: Path) -> None:
    general = simulated(tmp_path, "--true-rate", 0.9, "--votes", 50, "--runs", 50)["raters_in_general"]
    assert (general["decision_rate"], general["median_votes_to_decision"]) == (0, None)


def test_without_json_it_is_read_by_people(tmp_path: Path) -> None:
    done = reprise("abtest", "simulate", *FORTY, cwd=tmp_path)
    first, second = done.stdout.splitlines()
    assert first.startswith("these raters       decided in ")
    assert second.startswith("raters in general  decided in ")
    assert "of 300 tests (95 % sure: " in second
    assert second.endswith(" votes or fewer")


def test_with_few_raters_it_says_why_nothing_is_said_of_others(tmp_path: Path) -> None:
    done = reprise("abtest", "simulate", "--votes", 50, "--runs", 20, cwd=tmp_path)
    second = done.stdout.splitlines()[1]
    assert second == "raters in general  never decided with fewer than 8 raters: try --raters 8 or more"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--true-rate", 1), "The true rate lies between 0 and 1"),
        (("--votes", 5, "--raters", 6), "at least one vote for each"),
        (("--taste-sd", -1), "The spread of tastes is 0 or more"),
        (("--runs", 0), "--runs"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    tmp_path: Path, arguments: tuple[object, ...], says: str
) -> None:
    done = reprise("abtest", "simulate", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
