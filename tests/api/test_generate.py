"""The life of a job as its owner sees it: asked for, waiting, cancelled, tried again, deleted."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx
import pytest
from tests.api.studio import API, Studio

from reprise.songs.generation import publishing, seeds


async def test_a_job_is_accepted_with_all_that_is_known_of_it(
    studio: Studio, client: httpx.AsyncClient
) -> None:
    prompt = await studio.prompt("slow sad piano")
    asked = {
        "prompt_id": prompt["id"],
        "num_samples": 3,
        "seed": 7,
        "duration": 2.5,
        "parameters": {"tempo": 0.5},
        "priority": -2,
    }
    answer = await client.post(f"{API}/generate", json=asked)
    assert answer.status_code == 202
    job = answer.json()
    assert answer.headers["Location"] == f"{API}/generate/{job['id']}"
    assert job | asked == job
    assert (job["status"], job["progress"], job["queue_position"]) == ("queued", 0, 1)
    assert (job["engine"], job["prompt_text"], job["audio_ids"]) == ("composer", "slow sad piano", [])
    assert (job["started_at"], job["completed_at"], job["error"], job["retry_of"]) == (None, None, None, None)
    for link in job["links"].values():
        assert link.startswith(API)
    assert await studio.job(job["id"]) == job
    bare = await client.get(f"/generate/{job['id']}")
    assert bare.json() == job


async def test_defaults_are_the_engines_and_the_contracts(studio: Studio, client: httpx.AsyncClient) -> None:
    job = (await client.post(f"{API}/generate", json={"prompt_id": (await studio.prompt())["id"]})).json()
    assert (job["num_samples"], job["duration"], job["engine"], job["priority"]) == (2, 30, "composer", 0)


async def test_a_seed_that_was_not_given_is_drawn_and_recorded(studio: Studio) -> None:
    jobs = [await studio.submit() for _ in range(4)]
    assert len({job["seed"] for job in jobs}) == 4
    assert all(0 <= job["seed"] < 2**53 for job in jobs)
    assert (await studio.job(jobs[0]["id"]))["seed"] == jobs[0]["seed"]


async def test_samples_have_seeds_derived_from_the_jobs(studio: Studio, client: httpx.AsyncClient) -> None:
    job = await studio.submit(num_samples=3, seed=2**53 - 1)
    ids = await studio.complete(job["id"])
    facts = [(await client.get(f"{API}/audio/{audio_id}")).json() for audio_id in ids]
    assert [fact["seed"] for fact in facts] == [seeds.derive(2**53 - 1, index) for index in range(3)]
    assert [fact["label"] for fact in facts] == ["A", "B", "C"]


async def test_too_long_a_duration_names_the_limit(studio: Studio, client: httpx.AsyncClient) -> None:
    body = {"prompt_id": (await studio.prompt())["id"], "duration": 240.5}
    answer = await client.post(f"{API}/generate", json=body)
    assert answer.status_code == 400
    detail = answer.json()["detail"]
    assert (detail["code"], detail["field"]) == ("DURATION_EXCEEDS_LIMIT", "duration")
    assert "240 seconds" in detail["message"]
    assert "composer" in detail["message"]


async def test_an_adapter_of_another_engine_names_both(studio: Studio, client: httpx.AsyncClient) -> None:
    adapter = await studio.adapter("paced")
    body = {"prompt_id": (await studio.prompt())["id"], "duration": 1, "adapter_id": str(adapter.id)}
    answer = await client.post(f"{API}/generate", json=body)
    assert answer.status_code == 400
    detail = answer.json()["detail"]
    assert (detail["code"], detail["field"]) == ("ADAPTER_INCOMPATIBLE", "adapter_id")
    assert "paced" in detail["message"]
    assert "composer" in detail["message"]
    body |= {"engine": "paced"}
    job = (await client.post(f"{API}/generate", json=body)).json()
    assert job["adapter_id"] == str(adapter.id)
    assert job["adapter_version_id"] is not None


async def test_a_deleted_or_inactive_adapter_is_refused(studio: Studio, client: httpx.AsyncClient) -> None:
    deleted = await studio.adapter("composer", deleted_at=datetime.now(UTC))
    inactive = await studio.adapter("composer", is_active=False)
    for adapter in (deleted, inactive):
        body = {"prompt_id": (await studio.prompt())["id"], "duration": 1, "adapter_id": str(adapter.id)}
        answer = await client.post(f"{API}/generate", json=body)
        assert answer.status_code == 409
        assert answer.json()["detail"]["code"] == "ADAPTER_UNUSABLE"
        assert adapter.name in answer.json()["detail"]["message"]


async def test_an_experiment_is_kept_on_the_job(studio: Studio) -> None:
    experiment = await studio.experiment()
    job = await studio.submit(experiment_id=str(experiment.id))
    assert job["experiment_id"] == str(experiment.id)


async def test_the_queue_goes_by_priority_and_then_by_age(studio: Studio) -> None:
    prompt = (await studio.prompt())["id"]
    jobs = [await studio.submit(prompt, priority=priority) for priority in (0, 5, 0, -1)]
    positions = [(await studio.job(job["id"]))["queue_position"] for job in jobs]
    assert positions == [2, 1, 3, 4]
    await studio.claim(jobs[1]["id"])
    positions = [(await studio.job(job["id"]))["queue_position"] for job in jobs]
    assert positions == [1, None, 2, 3]


async def test_the_estimate_comes_from_past_jobs_and_counts_what_is_ahead(studio: Studio) -> None:
    first = await studio.submit()
    assert first["eta_seconds"] is None
    await studio.complete(first["id"])
    ahead = await studio.submit(duration=10)
    behind = await studio.submit(duration=10)
    assert ahead["eta_seconds"] is not None
    assert behind["eta_seconds"] >= ahead["eta_seconds"]


async def test_a_queued_job_is_cancelled_at_once(studio: Studio, client: httpx.AsyncClient) -> None:
    job = await studio.submit()
    answer = await client.delete(f"{API}/generate/{job['id']}")
    assert answer.status_code == 200
    cancelled = answer.json()
    assert (cancelled["status"], cancelled["queue_position"]) == ("cancelled", None)
    assert cancelled["completed_at"] is not None
    again = await client.delete(f"{API}/generate/{job['id']}")
    assert again.status_code == 409
    assert again.json()["detail"]["code"] == "JOB_FINISHED"
    assert "cancelled" in again.json()["detail"]["message"]


async def test_a_processing_job_is_asked_to_stop(studio: Studio, client: httpx.AsyncClient) -> None:
    job = await studio.submit()
    claimed = await studio.claim(job["id"])
    answer = await client.delete(f"{API}/generate/{job['id']}")
    assert answer.status_code == 202
    assert answer.json()["status"] == "processing"
    asked_at = answer.json()["cancel_requested_at"]
    assert asked_at is not None
    again = await client.delete(f"{API}/generate/{job['id']}")
    assert (again.status_code, again.json()["cancel_requested_at"]) == (202, asked_at)
    assert await publishing.cancel_requested(studio.core, claimed)
    await publishing.finish_completed(studio.core, claimed)
    assert (await studio.job(job["id"]))["status"] == "cancelled"


@pytest.mark.parametrize("outcome", ["cancelled", "failed"])
async def test_what_did_not_work_can_be_asked_for_again(
    outcome: str, studio: Studio, client: httpx.AsyncClient
) -> None:
    job = await studio.submit(num_samples=3, seed=11, priority=4, parameters={"tempo": -0.5})
    if outcome == "failed":
        await studio.fail(job["id"])
        assert (await studio.job(job["id"]))["error"] == {"code": "ENGINE_FAILED", "message": "It broke."}
    else:
        await client.delete(f"{API}/generate/{job['id']}")
    answer = await client.post(f"{API}/generate/{job['id']}/retry")
    assert answer.status_code == 202
    retried = answer.json()
    assert retried["id"] != job["id"]
    assert retried["retry_of"] == job["id"]
    for field in ("prompt_id", "num_samples", "seed", "priority", "parameters", "duration", "engine"):
        assert retried[field] == job[field]
    assert retried["status"] == "queued"


async def test_what_is_going_on_or_done_cannot_be_retried(studio: Studio, client: httpx.AsyncClient) -> None:
    job = await studio.submit()
    for _ in range(2):
        answer = await client.post(f"{API}/generate/{job['id']}/retry")
        assert answer.status_code == 409
        assert answer.json()["detail"]["code"] == "JOB_NOT_RETRYABLE"
        if (await studio.job(job["id"]))["status"] == "queued":
            await studio.complete(job["id"])


async def test_a_job_is_deleted_only_when_it_is_finished(studio: Studio, client: httpx.AsyncClient) -> None:
    job = await studio.submit()
    refused = await client.delete(f"{API}/jobs/{job['id']}")
    assert (refused.status_code, refused.json()["detail"]["code"]) == (409, "JOB_NOT_FINISHED")
    await studio.claim(job["id"])
    assert (await client.delete(f"{API}/jobs/{job['id']}")).status_code == 409


async def test_a_deleted_job_is_gone_with_samples_and_files(
    studio: Studio, client: httpx.AsyncClient
) -> None:
    job = await studio.submit(num_samples=2)
    ids = await studio.complete(job["id"])
    retried_from = await studio.submit()
    await studio.fail(retried_from["id"])
    answer = await client.delete(f"{API}/jobs/{job['id']}")
    assert (answer.status_code, answer.content) == (204, b"")
    for path in (f"generate/{job['id']}", f"audio/{ids[0]}", f"audio/{ids[1]}/stream"):
        assert (await client.get(f"{API}/{path}")).status_code == 404
    assert (await client.delete(f"{API}/jobs/{job['id']}")).status_code == 404
    listed = (await client.get(f"{API}/jobs")).json()["items"]
    assert [item["id"] for item in listed] == [retried_from["id"]]
    assert [file async for page in studio.core.storage.list("audio/") for file in page] == []


async def test_a_retry_outlives_what_it_was_a_retry_of(studio: Studio, client: httpx.AsyncClient) -> None:
    job = await studio.submit()
    await client.delete(f"{API}/generate/{job['id']}")
    retried = (await client.post(f"{API}/generate/{job['id']}/retry")).json()
    assert (await client.delete(f"{API}/jobs/{job['id']}")).status_code == 204
    assert (await studio.job(retried["id"]))["retry_of"] is None


async def test_a_sample_is_deleted_alone_and_labels_stay(studio: Studio, client: httpx.AsyncClient) -> None:
    job = await studio.submit(num_samples=2)
    first, second = await studio.complete(job["id"])
    assert (await client.delete(f"{API}/audio/{first}")).status_code == 204
    assert (await client.get(f"{API}/audio/{first}")).status_code == 404
    assert (await client.get(f"{API}/audio/{second}")).json()["label"] == "B"
    assert (await studio.job(job["id"]))["audio_ids"] == [second]


async def test_a_sample_of_a_running_job_stays(studio: Studio, client: httpx.AsyncClient) -> None:
    job = await studio.submit(num_samples=2)
    claimed = await studio.claim(job["id"])
    audio_id = await studio.publish(claimed, 0)
    answer = await client.delete(f"{API}/audio/{audio_id}")
    assert (answer.status_code, answer.json()["detail"]["code"]) == (409, "JOB_NOT_FINISHED")
    assert (await studio.job(job["id"]))["audio_ids"] == [audio_id]


async def test_a_sample_can_be_heard_and_drawn(studio: Studio, client: httpx.AsyncClient) -> None:
    (audio_id,) = await studio.complete((await studio.submit())["id"], content=b"fLaC-and-more")
    stream = await client.get(f"{API}/audio/{audio_id}/stream", headers={"Range": "bytes=5-7"})
    assert (stream.status_code, stream.content) == (206, b"and")
    waveform = (await client.get(f"{API}/audio/{audio_id}/waveform")).json()
    assert waveform == {"bins": 4, "duration": 1.0, "peaks": [0, 127] * 4}


async def test_a_workers_attempt_without_the_job_changes_nothing(studio: Studio) -> None:
    job = await studio.submit()
    old = await studio.claim(job["id"])
    new = await studio.claim(job["id"])
    with pytest.raises(publishing.FencedError):
        await studio.publish(old, 0)
    with pytest.raises(publishing.FencedError):
        await publishing.finish_completed(studio.core, old)
    await studio.publish(new, 0)
    await publishing.finish_completed(studio.core, new)
    assert len((await studio.job(job["id"]))["audio_ids"]) == 1


async def test_a_worker_without_a_lease_claims_nothing(studio: Studio) -> None:
    job = await studio.submit()
    assert await publishing.claim(studio.core, UUID(job["id"]), f"judged-{uuid4()}") is None
    assert (await studio.job(job["id"]))["status"] == "queued"
