"""Adapters in jobs: what is pinned, refused, found again and counted."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from tests.api.adapters.registry import Registry, refusal

from reprise.core.auth.models import User
from reprise.songs.generation import publishing

Json = dict[str, Any]


async def _refused(registry: Registry, adapter: Json, **fields: Any) -> tuple[int, str, str | None, str]:
    body = {"prompt_id": await registry.studio.prompt(), "duration": 1, "adapter_id": adapter["id"], **fields}
    answer = await registry.client.post("/generate", json=body)
    return *refusal(answer), answer.json()["detail"]["message"]


async def _job(registry: Registry, adapter: Json | None, **fields: Any) -> Json:
    asked = fields if adapter is None else {"adapter_id": adapter["id"], **fields}
    return await registry.get(f"/generate/{await registry.studio.submit(**asked)}")


async def _rate(registry: Registry, audio_id: str, rating: int, criterion: str = "overall") -> None:
    said = {"audio_id": audio_id, "rating": rating, "rating_criterion": criterion}
    await registry.post("/feedback", said, status=201)


async def test_a_job_keeps_the_version_that_was_active_when_it_was_submitted(registry: Registry) -> None:
    made = await registry.make(engine="composer", parameters={"tempo": 0.1})
    first = await _job(registry, made, engine="composer")
    await registry.version(made, {"tempo": 0.7})
    await registry.activate(made, 2)
    second = await _job(registry, made, engine="composer")
    assert [job["adapter"]["version"] for job in (first, second)] == [1, 2]
    assert first["adapter"] == {
        "id": made["id"],
        "name": "warm",
        "version_id": first["adapter_version_id"],
        "version": 1,
        "deleted": False,
    }
    assert (await registry.get(f"/generate/{first['id']}"))["adapter"] == first["adapter"]
    claimed = await registry.studio.claim(first["id"])
    assert claimed is not None
    assert claimed.request(0).adapter == {"tempo": 0.1}


async def test_an_adapter_of_another_engine_names_both(registry: Registry) -> None:
    made = await registry.make("warm", "composer")
    status, code, field, message = await _refused(registry, made, engine="paced")
    assert (status, code, field) == (400, "ADAPTER_INCOMPATIBLE", "adapter_id")
    assert "'warm'" in message and "composer" in message and "paced" in message


async def test_an_adapter_without_an_active_version_is_refused(registry: Registry) -> None:
    made = await registry.make(parameters=None)
    status, code, field, message = await _refused(registry, made)
    assert (status, code, field) == (409, "ADAPTER_UNUSABLE", "adapter_id")
    assert "no active version" in message


async def test_a_deleted_adapter_is_refused_and_history_keeps_its_name(registry: Registry) -> None:
    made = await registry.make("warm")
    job = await _job(registry, made)
    await registry.delete(made)
    status, code, field, message = await _refused(registry, made)
    assert (status, code, field) == (409, "ADAPTER_UNUSABLE", "adapter_id")
    assert "'warm' was deleted" in message
    shown = (await registry.get("/jobs", adapter_id=made["id"]))["items"]
    assert [(one["id"], one["adapter"]["name"], one["adapter"]["deleted"]) for one in shown] == [
        (job["id"], "warm", True)
    ]


async def test_a_renamed_adapter_shows_under_its_new_name(registry: Registry) -> None:
    made = await registry.make("warm")
    job = await _job(registry, made)
    await registry.client.patch(f"/adapters/{made['id']}", json={"name": "Late"})
    assert (await registry.get(f"/generate/{job['id']}"))["adapter"]["name"] == "Late"


async def test_jobs_are_found_by_their_adapter(registry: Registry) -> None:
    warm, bright = await registry.make("warm"), await registry.make("bright")
    jobs = [await _job(registry, adapter) for adapter in (warm, bright, None, warm)]
    found = await registry.get("/jobs", adapter_id=warm["id"])
    assert [one["id"] for one in found["items"]] == [jobs[3]["id"], jobs[0]["id"]]
    assert found["total"] == 2
    assert (await registry.get("/jobs", adapter_id=warm["id"], status="completed"))["total"] == 0
    assert (await registry.get("/jobs", adapter_id=str(uuid4())))["items"] == []


async def test_a_retry_keeps_the_pinned_version(registry: Registry) -> None:
    made = await registry.make()
    job = await _job(registry, made)
    await registry.version(made)
    await registry.activate(made, 2)
    claimed = await registry.studio.claim(job["id"])
    assert claimed is not None
    await publishing.finish_failed(registry.studio.core, claimed, "ENGINE_FAILED", "It broke.")
    again = await registry.post(f"/generate/{job['id']}/retry", None, status=202)
    assert (again["adapter_version_id"], again["adapter"]["version"]) == (job["adapter_version_id"], 1)
    assert (await registry.client.delete(f"/generate/{again['id']}")).status_code == 200
    await registry.delete(made)
    answer = await registry.client.post(f"/generate/{again['id']}/retry")
    assert refusal(answer) == (409, "ADAPTER_UNUSABLE", "adapter_id")


async def test_figures_are_per_adapter_and_version_and_against_base(registry: Registry) -> None:
    made, unused = await registry.make("warm"), await registry.make("unused", "composer")
    base, first = await _job(registry, None, num_samples=2), await _job(registry, made, num_samples=2)
    await registry.version(made)
    await registry.activate(made, 2)
    second, waiting = await _job(registry, made), await _job(registry, made)
    (a, b), (c, d), (e,) = [await registry.studio.complete(job["id"]) for job in (base, first, second)]
    for audio_id, rating in ((a, 1), (a, 2), (b, 3), (c, 1), (c, 5), (d, 4), (e, 3)):
        await _rate(registry, audio_id, rating)
    await _rate(registry, e, 1, "melody")
    assert waiting["status"] == "queued"
    shown = await registry.get(f"/adapters/{made['id']}")
    assert shown["figures"] == {"jobs": 3, "samples": 3, "ratings": 3, "average_rating": 4.0}
    assert shown["base"] == {"jobs": 1, "samples": 2, "ratings": 2, "average_rating": 2.5}
    of_second = {"jobs": 2, "samples": 1, "ratings": 1, "average_rating": 3.0}
    assert shown["active_version"]["figures"] == of_second
    versions = (await registry.get(f"/adapters/{made['id']}/versions"))["items"]
    of_first = {"jobs": 1, "samples": 2, "ratings": 2, "average_rating": 4.5}
    assert [one["figures"] for one in versions] == [of_second, of_first]
    listed = (await registry.get("/adapters"))["items"]
    assert listed == [await registry.get(f"/adapters/{unused['id']}"), shown]
    assert (listed[0]["figures"]["jobs"], listed[0]["base"]["jobs"]) == (0, 0)


async def test_feedback_is_found_by_the_adapter_of_its_sample_also_a_deleted_one(registry: Registry) -> None:
    made = await registry.make()
    plain, warm = await _job(registry, None), await _job(registry, made)
    (a,), (b,) = [await registry.studio.complete(job["id"]) for job in (plain, warm)]
    for audio_id in (a, b):
        await _rate(registry, audio_id, 4)
    for _ in range(2):
        found = (await registry.get("/feedback", adapter_id=made["id"]))["items"]
        assert [one["audio_id"] for one in found] == [b]
        await registry.delete(made)


async def test_a_sample_says_which_adapter_made_it(registry: Registry) -> None:
    made = await registry.make()
    (audio_id,) = await registry.studio.complete((await _job(registry, made))["id"])
    sample = await registry.get(f"/audio/{audio_id}")
    assert sample["adapter_version_id"] == made["active_version"]["id"]
    version = await registry.get(f"/adapters/{made['id']}/versions/{sample['adapter_version_id']}")
    assert version["adapter_id"] == made["id"]


async def test_the_timeline_names_whoever_did_it(registry: Registry) -> None:
    made = await registry.make()
    async with registry.studio.core.database.transaction() as session:
        owner = await session.get_one(User, UUID(made["owner"]["id"]))
        owner.email = "ada@example.org"
    (*_, entry) = (await registry.get(f"/adapters/{made['id']}/timeline"))["items"]
    assert entry["actor"] == {"id": made["owner"]["id"], "name": "ada"}
    assert (await registry.get(f"/adapters/{made['id']}"))["owner"]["name"] == "ada"
