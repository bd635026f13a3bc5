"""What the votes say: recomputed from the history by other means than those of the product."""

from __future__ import annotations

from fractions import Fraction
from math import comb, exp, prod
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.api.abtests.lab import Lab, Rater
from tests.support.plans import noted

from reprise.core.db import ordered_id
from reprise.songs.abtests.models import AbPresentation, AbVote
from reprise.songs.abtests.models import Rater as RaterRow
from reprise.songs.abtests.results.service import MOST_LOOKS

Json = dict[str, Any]


async def _prefer(rater: Rater, wanted: str) -> None:
    """A vote for a side of the test, which no rater can know: cast, looked at, and cast again if need be."""
    asked = await rater.asked()
    revealed = (await rater.vote(asked, "left"))["reveal"]
    is_base = revealed["left"]["adapter_id"] is None
    if is_base != (wanted == "a"):
        await rater.vote(asked, "right")


async def _history(lab: Lab, test: Json) -> list[Json]:
    """Votes that count, in the order of casting."""
    found = (await lab.studio.get(f"/ab-tests/{test['id']}/votes", limit=100))["items"]
    firsts = {(one["rater_id"], one["pair_number"]): one["created_at"] for one in found if one["number"] == 1}
    effective = [one for one in reversed(found) if not one["superseded"]]
    return sorted(effective, key=lambda one: firsts[one["rater_id"], one["pair_number"]])


def _e_value(n: int, wins: int) -> Fraction:
    return Fraction(2**n, (n + 1) * comb(n, wins))


def _interval(votes: list[bool]) -> tuple[float, float]:
    """On a grid: rates against which no look so far had an e-value of 20."""
    rates = [step / 2_000 for step in range(1, 2_000)]
    for n in range(1, len(votes) + 1):
        k = sum(votes[:n])
        rates = [p for p in rates if 1 / ((n + 1) * comb(n, k) * p**k * (1 - p) ** (n - k)) < 20]
    return rates[0], rates[-1]


def _e_of_raters(shares: list[float]) -> float:
    bets = [sign * (2 * step + 1) / 16 for sign in (1, -1) for step in range(8)]
    return sum(prod(1 + bet * (2 * share - 1) for share in shares) for bet in bets) / 16


async def test_results_are_what_an_independent_implementation_makes_of_the_history(lab: Lab) -> None:
    test = await lab.ready(prompts=4)
    wishes = ("bbba", "bbab", "bb", "abbb")
    raters = await lab.raters(test, len(wishes))
    for rater, wanted in zip(raters, wishes, strict=True):
        for side in wanted:
            await _prefer(rater, side)
    await raters[2].vote_all(["tie", "both_bad"])
    found, history = await lab.results(test), await _history(lab, test)
    votes = [one["prefers"] == "b" for one in history if one["prefers"]]
    n, wins = len(votes), sum(votes)
    assert (n, wins) == (14, 11)
    counts = found["counts"]
    assert [counts[name] for name in ("a", "b", "ties", "both_bad", "total", "raters")] == [
        3,
        11,
        1,
        1,
        16,
        4,
    ]
    claim = found["these_raters"]
    assert (claim["n"], claim["win_rate"]) == (n, wins / n)
    assert claim["e_value"] == pytest.approx(float(_e_value(n, wins)))
    assert claim["interval"] == pytest.approx(_interval(votes), abs=0.001)
    assert [look["n"] for look in claim["looks"]] == list(range(1, n + 1))
    for look in claim["looks"]:
        assert look["e_value"] == pytest.approx(float(_e_value(look["n"], sum(votes[: look["n"]]))))
    assert not claim["decided"]
    general = found["raters_in_general"]
    shares = [3 / 4, 3 / 4, 1.0, 3 / 4]
    assert (general["n"], general["win_rate"]) == (4, pytest.approx(sum(shares) / 4))
    assert general["e_value"] == pytest.approx(_e_of_raters(shares))
    assert not general["decided"]
    assert "At least 4 more must finish" in general["sentence"] or general["more_raters"] is not None


async def test_results_by_prompt(lab: Lab) -> None:
    test = await lab.ready(prompts=2)
    texts = {}
    for rater in await lab.raters(test, 2):
        for _ in range(2):
            asked = await rater.asked()
            texts.setdefault(asked["prompt"], []).append(
                (await rater.vote(asked, "left"))["reveal"]["left"]["adapter_id"] is None
            )
    for one in (await lab.results(test))["prompts"]:
        for_a = sum(texts[one["text"]])
        assert (one["a"], one["b"], one["ties"], one["both_bad"]) == (for_a, 2 - for_a, 0, 0)
        assert one["win_rate"] == (2 - for_a) / 2


async def test_a_test_decides_and_the_winner_is_promoted(lab: Lab) -> None:
    adapter = await lab.registry.make("warm")
    second = await lab.registry.version(adapter, {})
    test = await lab.ready(adapter=adapter, version_b=second["number"], prompts=4)
    early = await lab.client.post(f"/ab-tests/{test['id']}/promote", json={})
    assert (early.status_code, early.json()["detail"]["code"]) == (409, "NOT_DECIDED")
    for rater in await lab.raters(test, 2):
        for _ in range(4):
            await _prefer(rater, "b")
    found = (await lab.results(test))["these_raters"]
    assert (found["decided"], found["winner"], found["decided_after"]) == (True, "b", 8)
    assert "These raters prefer warm" in found["sentence"]
    asked = {"reason": "We hear it too."}
    promoted = await lab.post(f"/ab-tests/{test['id']}/promote", asked)
    assert (promoted["version"], promoted["version_id"]) == (2, second["id"])
    assert promoted["reason"] == f"Blind test 'Warm or not?': {found['sentence']} We hear it too."
    newest = (await lab.studio.get(f"/adapters/{adapter['id']}/timeline"))["items"][0]
    assert (newest["kind"], newest["reason"]) == ("activated", promoted["reason"])
    assert (await lab.test(test))["b"]["active"]
    base = await lab.client.post(f"/ab-tests/{test['id']}/promote", json={"side": "a"})
    assert (base.status_code, base.json()["detail"]["code"]) == (409, "NOTHING_TO_PROMOTE")
    again = await lab.client.post(f"/ab-tests/{test['id']}/promote", json=asked)
    assert (again.status_code, again.json()["detail"]["code"]) == (409, "NOTHING_TO_PROMOTE")
    assert (await lab.studio.get(f"/adapters/{adapter['id']}/timeline"))["items"][0] == newest


async def test_a_share_that_has_counted_stays_when_pairs_come_back(lab: Lab) -> None:
    test = await lab.generating(prompts=2)
    good, bad = await lab.pairs(test)
    await lab.complete(good)
    await lab.complete(bad, sides="a")
    await lab.fail(bad["b"]["job_id"])
    (rater,) = await lab.raters(test, 1)
    await _prefer(rater, "b")
    before = (await lab.results(test))["raters_in_general"]
    assert (before["n"], before["win_rate"]) == (1, 1.0)
    await lab.post(f"/ab-tests/{test['id']}/retry", status=202)
    assert (await lab.results(test))["raters_in_general"] == before
    await lab.complete((await lab.pairs(test))[1], sides="b")
    assert (await lab.results(test))["raters_in_general"] == before
    await _prefer(rater, "a")
    found = await lab.results(test)
    assert found["raters_in_general"] == before
    assert found["these_raters"]["n"] == 2


async def test_a_share_stays_when_all_samples_are_deleted(lab: Lab) -> None:
    test = await lab.ready()
    (rater,) = await lab.raters(test, 1)
    await _prefer(rater, "b")
    before = (await lab.results(test))["raters_in_general"]
    assert before["n"] == 1
    (pair,) = await lab.pairs(test)
    for side in "ab":
        assert (await lab.client.delete(f"/jobs/{pair[side]['job_id']}")).status_code == 204
    assert (await lab.results(test))["raters_in_general"] == before


async def test_a_decision_stays_when_the_test_closes(lab: Lab) -> None:
    """Somebody who liked A and left early finishes by the closing, after those who decided it for B."""
    test = await lab.ready(prompts=2)
    left, *stayed = await lab.raters(test, 10)
    await _prefer(left, "a")
    for rater in stayed:
        await _prefer(rater, "b")
        await _prefer(rater, "b")
    before = (await lab.results(test))["raters_in_general"]
    assert (before["decided"], before["winner"], before["n"]) == (True, "b", 9)
    await lab.post(f"/ab-tests/{test['id']}/close")
    after = (await lab.results(test))["raters_in_general"]
    assert (after["decided"], after["winner"], after["n"]) == (True, "b", 10)
    assert after["looks"][:9] == before["looks"]


async def test_the_list_tells_who_has_won_and_reads_only_what_has_changed(lab: Lab) -> None:
    test, other = await lab.ready(prompts=5), await lab.ready()

    async def listed() -> tuple[dict[str, Json | None], int]:
        with noted() as statements:
            items = (await lab.studio.get("/ab-tests"))["items"]
        return {one["id"]: one["verdict"] for one in items}, len(statements)

    none, fewest = await listed()
    assert none == {test["id"]: None, other["id"]: None}
    for rater in await lab.raters(test, 2):
        for _ in range(4):
            await _prefer(rater, "b")
    decided = {"these_raters": "b", "raters_in_general": None}
    read, known = await listed(), await listed()
    assert (read[0], known[0]) == ({test["id"]: decided, other["id"]: None},) * 2
    assert read[1] > known[1] == fewest
    await lab.post(f"/ab-tests/{test['id']}/close")
    assert (await listed())[1] == read[1]


async def test_who_has_not_finished_counts_when_the_test_closes(lab: Lab) -> None:
    test = await lab.ready(prompts=2)
    for rater in await lab.raters(test, 2):
        await _prefer(rater, "b")
    assert (await lab.results(test))["raters_in_general"]["n"] == 0
    await lab.post(f"/ab-tests/{test['id']}/close")
    closed = (await lab.results(test))["raters_in_general"]
    assert (closed["n"], closed["win_rate"]) == (2, 1.0)


async def test_many_votes_are_drawn_at_no_more_than_two_hundred_looks(lab: Lab) -> None:
    """Votes of 70 raters on 10 pairs, written as rows: they could be a summer's."""
    test = await lab.draft(prompts=10)
    await _write_votes(lab, test, raters=70, wins_of_ten=7)
    found = await lab.results(test)
    claim = found["these_raters"]
    assert (claim["n"], claim["win_rate"]) == (700, 0.7)
    looks = [look["n"] for look in claim["looks"]]
    assert len(looks) <= MOST_LOOKS
    assert (looks[0], looks[-1]) == (1, 700)
    assert claim["decided_after"] in looks
    assert looks == sorted(set(looks))
    assert found["agreement"] == pytest.approx(1)
    assert claim["e_value"] <= 1e300
    page = await lab.studio.get(f"/ab-tests/{test['id']}/votes", limit=10)
    assert (page["total"], len(page["items"])) == (700, 10)


async def _write_votes(lab: Lab, test: Json, *, raters: int, wins_of_ten: int) -> None:
    pairs = [UUID(pair["id"]) for pair in await lab.pairs(test)]
    rows: list[Any] = []
    for number in range(raters):
        rater = RaterRow(id=uuid4(), ab_test_id=UUID(test["id"]), user_id=UUID(int=number + 1))
        rows.append([rater])
        for place, pair in enumerate(pairs):
            shown = AbPresentation(
                id=uuid4(), rater_id=rater.id, pair_id=pair, a_is_left=True, left_id=uuid4(), right_id=uuid4()
            )
            vote_id, now = ordered_id()
            choice = "right" if place < wins_of_ten else "left"
            heard = {"listened_left_ms": 1, "listened_right_ms": 1}
            link = {"ab_test_id": rater.ab_test_id, "presentation_id": shown.id, "number": 1}
            rows.append([shown])
            rows.append([AbVote(id=vote_id, created_at=now, choice=choice, **link, **heard)])
    async with lab.core.database.transaction() as session:
        for kind in (RaterRow, AbPresentation, AbVote):
            session.add_all(row for batch in rows for row in batch if isinstance(row, kind))
            await session.flush()


async def test_the_leaderboard_ranks_adapters_from_all_tests(lab: Lab) -> None:
    cold, warm = await lab.registry.make("cold"), await lab.registry.make("warm")
    sides = ((None, warm, 8), (cold, None, 4), (cold, warm, 6))
    for a, b, wins in sides:
        test = await lab.draft(
            adapter_a=a and a["id"], adapter_b=b and b["id"], prompts=10, name=f"{wins} of 10"
        )
        await _write_votes(lab, test, raters=3, wins_of_ten=wins)
    melody = await lab.draft(adapter=cold, criterion="melody", prompts=10)
    await _write_votes(lab, melody, raters=1, wins_of_ten=10)
    board = await lab.studio.get("/leaderboard")
    assert (board["votes"], board["by"], board["criterion"]) == (90, "adapter", "overall")
    items = board["items"]
    assert [item["name"] for item in items] == ["warm", "cold", "base"]
    won = {("warm", "base"): 24, ("base", "warm"): 6, ("base", "cold"): 12, ("cold", "base"): 18}
    won |= {("warm", "cold"): 18, ("cold", "warm"): 12}
    strengths = _bradley_terry(won)
    for item in items:
        assert item["strength"] == pytest.approx(strengths[item["name"]], abs=1e-4)
        assert item["lower"] < item["strength"] < item["upper"]
        assert (item["group"], item["engine"], item["ties"]) == (0, "paced", 0)
        assert item["wins"] == sum(count for (winner, _), count in won.items() if winner == item["name"])
    assert (await lab.studio.get("/leaderboard", criterion="melody"))["votes"] == 10
    assert (await lab.studio.get("/leaderboard", engine="none"))["items"] == []


def _bradley_terry(won: dict[tuple[str, str], int]) -> dict[str, float]:
    """By plain gradient ascent on the logarithm of the posterior."""
    strengths = dict.fromkeys({one for pair in won for one in pair}, 0.0)
    for _ in range(8_000):
        for one in strengths:
            slope = -strengths[one] / 9
            for (winner, loser), count in won.items():
                chance = 1 / (1 + exp(strengths[loser] - strengths[winner]))
                slope += count * (1 - chance) * ((one == winner) - (one == loser))
            strengths[one] += 0.03 * slope
    return strengths


async def test_versions_are_ranked_apart_where_that_is_asked_for(lab: Lab) -> None:
    adapter = await lab.registry.make("warm")
    await lab.registry.version(adapter)
    both = {"adapter_a": adapter["id"], "adapter_b": adapter["id"], "version_b": 2}
    test = await lab.draft(**both, prompts=10)
    await _write_votes(lab, test, raters=1, wins_of_ten=9)
    assert (await lab.studio.get("/leaderboard"))["items"] == []
    versions = (await lab.studio.get("/leaderboard", by="version"))["items"]
    assert [(item["name"], item["version"], item["wins"]) for item in versions] == [
        ("warm", 2, 9),
        ("warm", 1, 1),
    ]
    found = await lab.results(test)
    assert "warm v2" in found["these_raters"]["sentence"]


async def test_the_plan_gives_the_planners_advice(lab: Lab) -> None:
    plan = await lab.studio.get("/ab-test-plan", rate=0.7, votes_per_rater=12)
    assert plan["advice"]["power"] >= 0.8
    assert plan["advice"]["sentence"].startswith(f"{plan['advice']['raters']} people × 12 votes detect 70 %")
    assert plan["votes_needed"] > 0
    assert {cell["votes_per_rater"] for cell in plan["cells"]} >= {1, 12}
