"""From a plan to pairs: the scenarios of generating for a blind test, and what can go wrong."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from tests.api.abtests.lab import Lab

from reprise.songs.generation.models import GenerationJob

Json = dict[str, Any]


async def _refused(lab: Lab, status: int, code: str, **fields: Any) -> Json:
    asked = {"name": "x", "prompt_ids": [await lab.studio.prompt()], **fields}
    answer = await lab.client.post("/ab-tests", json=asked)
    assert answer.status_code == status, answer.text
    detail: Json = answer.json()["detail"]
    assert detail["code"] == code
    return detail


async def test_generate_for_a_b_test(lab: Lab) -> None:
    """Seed 004: jobs for both adapters, the same prompt, both linked, the same seed."""
    a, b = await lab.registry.make("cold"), await lab.registry.make("warm")
    prompt = await lab.studio.prompt("slow sad piano")
    test = await lab.draft(adapter_a=a["id"], adapter_b=b["id"], prompt_ids=[prompt], seed=7)
    assert (test["status"], test["progress"]["text"]) == ("draft", "0/1 pairs generated")
    started = await lab.post(f"/ab-tests/{test['id']}/generate", status=202)
    assert started["status"] == "generating"
    (pair,) = await lab.pairs(test)
    jobs = [await lab.job(pair[side]["job_id"]) for side in "ab"]
    assert [str(job.adapter_id) for job in jobs] == [a["id"], b["id"]]
    assert [str(job.adapter_version_id) for job in jobs] == [
        started[side]["version_id"] for side in ("a", "b")
    ]
    assert {str(job.prompt_id) for job in jobs} == {prompt}
    assert {job.seed for job in jobs} == {7, pair["seed"]}
    assert [job.num_samples for job in jobs] == [1, 1]


async def test_track_a_b_generation_progress(lab: Lab) -> None:
    """Seed 004: "4/10 pairs generated", and ready when all pairs complete."""
    test = await lab.generating(prompts=5, pairs_per_prompt=2)
    pairs = await lab.pairs(test)
    for pair in pairs[:4]:
        await lab.complete(pair)
    await lab.complete(pairs[4], sides="a")
    found = await lab.test(test)
    assert found["progress"] == {"done": 4, "total": 10, "failed": 0, "text": "4/10 pairs generated"}
    assert found["status"] == "generating"
    await lab.complete(pairs[4], sides="b")
    for pair in pairs[5:]:
        await lab.complete(pair)
    found = await lab.test(test)
    assert (found["status"], found["progress"]["text"]) == ("ready", "10/10 pairs generated")


async def test_pairs_have_the_same_seed_on_both_sides_and_seeds_of_their_own(lab: Lab) -> None:
    test = await lab.generating(prompts=3, pairs_per_prompt=4)
    pairs = await lab.pairs(test)
    for pair in pairs:
        a, b = [await lab.job(pair[side]["job_id"]) for side in "ab"]
        assert (a.seed, a.prompt_id, a.duration) == (b.seed, b.prompt_id, b.duration)
        assert str(a.prompt_id) == pair["prompt"]["id"]
        assert a.adapter_version_id != b.adapter_version_id
    assert len({pair["seed"] for pair in pairs}) == 12
    assert [pair["number"] for pair in pairs] == list(range(1, 13))
    assert [prompt["id"] for prompt in test["prompts"]] == [pair["prompt"]["id"] for pair in pairs[:3]]


async def test_versions_are_pinned_when_the_test_is_made(lab: Lab) -> None:
    adapter = await lab.registry.make()
    test = await lab.draft(adapter=adapter)
    second = await lab.registry.version(adapter)
    await lab.registry.activate(adapter, second["number"])
    started = await lab.post(f"/ab-tests/{test['id']}/generate", status=202)
    assert (started["b"]["version"], started["b"]["active"]) == (1, False)
    (pair,) = await lab.pairs(test)
    assert str((await lab.job(pair["b"]["job_id"])).adapter_version_id) == test["b"]["version_id"]


async def test_two_versions_of_one_adapter_can_be_compared(lab: Lab) -> None:
    adapter = await lab.registry.make()
    second = await lab.registry.version(adapter)
    both = {"adapter_a": adapter["id"], "adapter_b": adapter["id"]}
    test = await lab.draft(**both, version_a=2, version_b=1)
    assert (test["a"]["version"], test["b"]["version"]) == (2, 1)
    by_id = await lab.draft(**both, version_a=second["id"])
    assert (by_id["a"]["version"], by_id["b"]["version"]) == (2, 1)


async def test_the_same_version_or_base_twice_is_refused(lab: Lab) -> None:
    adapter = (await lab.registry.make())["id"]
    twice = {"adapter_a": adapter, "adapter_b": adapter}
    await _refused(lab, 422, "SAME_VERSION_TWICE", **twice)
    await _refused(lab, 422, "SAME_VERSION_TWICE", **twice, version_a=1)
    await _refused(lab, 422, "SAME_VERSION_TWICE")


async def test_what_is_not_there_is_named(lab: Lab) -> None:
    nothing = str(uuid4())
    assert (await _refused(lab, 404, "NOT_FOUND", adapter_a=nothing))["field"] == "adapter_a"
    adapter = (await lab.registry.make())["id"]
    for missing in (9, nothing):
        detail = await _refused(lab, 404, "NOT_FOUND", adapter_b=adapter, version_b=missing)
        assert detail["field"] == "version_b"
    detail = await _refused(lab, 404, "NOT_FOUND", adapter_b=adapter, prompt_ids=[nothing])
    assert (detail["field"], nothing in detail["message"]) == ("prompt_ids.0", True)


async def test_adapters_that_cannot_be_used_are_refused(lab: Lab) -> None:
    gone = await lab.registry.make()
    await lab.registry.delete(gone)
    assert (await _refused(lab, 409, "ADAPTER_UNUSABLE", adapter_a=gone["id"]))["field"] == "adapter_a"
    raw = await lab.registry.make("raw", parameters=None)
    await _refused(lab, 409, "ADAPTER_UNUSABLE", adapter_a=raw["id"])


async def test_limits_are_named(lab: Lab) -> None:
    adapter = (await lab.registry.make())["id"]
    await _refused(lab, 400, "DURATION_EXCEEDS_LIMIT", adapter_b=adapter, duration=61)
    prompts = [await lab.studio.prompt() for _ in range(11)]
    await _refused(lab, 422, "TOO_MANY_PAIRS", adapter_b=adapter, prompt_ids=prompts, pairs_per_prompt=50)
    await _refused(lab, 422, "VALIDATION_ERROR", adapter_b=adapter, prompt_ids=[])
    await _refused(lab, 422, "VALIDATION_ERROR", adapter_b=adapter, prompt_ids=prompts[:1] * 2)
    await _refused(lab, 422, "VALIDATION_ERROR", version_a=1, adapter_b=adapter)
    await _refused(lab, 422, "UNKNOWN_ENGINE", adapter_b=adapter, engine="theremin")


async def test_generating_twice_makes_nothing_twice(lab: Lab) -> None:
    test = await lab.generating(prompts=2)
    again = await lab.client.post(f"/ab-tests/{test['id']}/generate")
    assert (again.status_code, again.json()["detail"]["code"]) == (409, "AB_TEST_ALREADY_GENERATED")
    async with lab.core.database.snapshot() as session:
        assert await session.scalar(select(func.count()).select_from(GenerationJob)) == 4


async def test_all_jobs_are_asked_for_or_none(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    test = await lab.draft(prompts=3)
    enqueue, calls = lab.core.queue.enqueue, 0

    async def fail_at_the_fourth(*args: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise ConnectionError
        await enqueue(*args)

    monkeypatch.setattr(lab.core.queue, "enqueue", fail_at_the_fourth)
    assert (await lab.client.post(f"/ab-tests/{test['id']}/generate")).status_code >= 500
    monkeypatch.undo()
    assert calls == 4
    assert (await lab.test(test))["status"] == "draft"
    async with lab.core.database.snapshot() as session:
        assert await session.scalar(select(func.count()).select_from(GenerationJob)) == 0
    assert await lab.studio.line() == []
    await lab.post(f"/ab-tests/{test['id']}/generate", status=202)
    assert len(await lab.studio.line()) == 6


async def test_a_failed_pair_is_retried_with_the_same_seed(lab: Lab) -> None:
    test = await lab.generating(prompts=2)
    good, bad = await lab.pairs(test)
    await lab.complete(good)
    await lab.complete(bad, sides="a")
    await lab.fail(bad["b"]["job_id"])
    found = await lab.test(test)
    assert found["status"] == "ready"
    assert found["progress"] == {"done": 1, "total": 2, "failed": 1, "text": "1/2 pairs generated"}
    shown = (await lab.pairs(test))[1]
    assert (shown["state"], shown["b"]["error"]["code"]) == ("failed", "ENGINE_FAILED")
    retried = await lab.post(f"/ab-tests/{test['id']}/retry", status=202)
    assert retried["status"] == "generating"
    again = (await lab.pairs(test))[1]
    assert again["a"]["job_id"] == bad["a"]["job_id"]
    assert again["b"]["job_id"] != bad["b"]["job_id"]
    assert (await lab.job(again["b"]["job_id"])).seed == bad["seed"]
    await lab.complete(again, sides="b")
    assert (await lab.test(test))["progress"]["text"] == "2/2 pairs generated"
    nothing = await lab.client.post(f"/ab-tests/{test['id']}/retry")
    assert (nothing.status_code, nothing.json()["detail"]["code"]) == (409, "NOTHING_TO_RETRY")


async def test_cancelled_and_deleted_jobs_leave_failed_pairs(lab: Lab) -> None:
    test = await lab.generating(prompts=2)
    first, second = await lab.pairs(test)
    await lab.complete(second)
    for side in "ab":
        assert (await lab.client.delete(f"/generate/{first[side]['job_id']}")).status_code == 200
    assert (await lab.test(test))["progress"]["failed"] == 1
    assert (await lab.client.delete(f"/jobs/{second['a']['job_id']}")).status_code == 204
    found = await lab.test(test)
    assert (found["status"], found["progress"]["failed"]) == ("ready", 2)
    await lab.post(f"/ab-tests/{test['id']}/retry", status=202)
    kept = (await lab.pairs(test))[1]
    assert kept["b"]["job_id"] == second["b"]["job_id"]
    assert kept["a"]["job_id"] is not None


async def test_tests_are_listed_by_status_and_adapter(lab: Lab) -> None:
    adapter = await lab.registry.make()
    draft = await lab.draft()
    generating = await lab.generating()
    ready = await lab.ready(adapter=adapter)
    closed = await lab.ready(adapter=adapter)
    await lab.post(f"/ab-tests/{closed['id']}/close")

    async def ids(**params: Any) -> list[str]:
        return [one["id"] for one in (await lab.studio.get("/ab-tests", **params))["items"]]

    assert await ids() == [closed["id"], ready["id"], generating["id"], draft["id"]]
    for one in (draft, generating, ready, closed):
        status = (await lab.test(one))["status"]
        assert await ids(status=status) == [one["id"]]
    assert await ids(adapter_id=adapter["id"]) == [closed["id"], ready["id"]]
    page = await lab.studio.get("/ab-tests", limit=3)
    assert (page["total"], len(page["items"])) == (4, 3)
    assert await ids(limit=3, cursor=page["next_cursor"]) == [draft["id"]]


async def test_a_test_is_renamed_and_deleted(lab: Lab) -> None:
    test = await lab.draft()
    renamed = await lab.client.patch(f"/ab-tests/{test['id']}", json={"name": "Again"})
    assert renamed.json()["name"] == "Again"
    started = await lab.generating()
    busy = await lab.client.delete(f"/ab-tests/{started['id']}")
    assert (busy.status_code, busy.json()["detail"]["code"]) == (409, "AB_TEST_GENERATING")
    ready = await lab.ready()
    (pair,) = await lab.pairs(ready)
    await lab.owner(ready).vote_all(["left"])
    for one in (test, ready):
        assert (await lab.client.delete(f"/ab-tests/{one['id']}")).status_code == 204
        assert (await lab.client.get(f"/ab-tests/{one['id']}")).status_code == 404
    assert (await lab.client.get(f"/generate/{pair['a']['job_id']}")).status_code == 200


async def test_changes_are_told_live(lab: Lab) -> None:
    test = await lab.ready()
    await lab.raters(test, 1)
    await lab.owner(test).vote_all(["tie"])
    await lab.post(f"/ab-tests/{test['id']}/close")
    told = await lab.studio.events(UUID(test["id"]))
    assert [(kind, payload["change"]) for kind, payload in told] == [
        ("ab_test", change) for change in ("created", "generating", "joined", "voted", "closed")
    ]
