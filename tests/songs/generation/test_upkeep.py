"""Rows, workflows and files are brought to agreement, whichever of them is wrong."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import insert
from tests.api.studio import API, EXECUTOR, Studio

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import utcnow
from reprise.core.operations.reconciler import Report, reconcile
from reprise.core.operations.repository import WORK_PAGE
from reprise.songs.generation import publishing, storage_keys, upkeep
from reprise.songs.generation.models import GenerationJob


async def stored(studio: Studio) -> set[str]:
    return {file.key async for page in studio.core.storage.list("audio/") for file in page}


async def workflow_of(studio: Studio, job_id: str) -> str:
    async with studio.core.database.snapshot() as session:
        return (await session.get_one(GenerationJob, UUID(job_id))).workflow_id


async def reconciled(studio: Studio) -> Report:
    return await reconcile(studio.core.queue, [upkeep.JobSource(studio.core)])


async def test_a_job_and_its_workflow_come_together(studio: Studio) -> None:
    workflow = await workflow_of(studio, (await studio.submit())["id"])
    assert await studio.core.queue.live([workflow, "another"]) == {workflow}
    assert await reconciled(studio) == Report(0, 0)


async def test_a_job_without_a_workflow_gets_a_new_one_once(studio: Studio) -> None:
    job = await studio.submit()
    lost = await workflow_of(studio, job["id"])
    await studio.core.queue.cancel([lost])
    assert await reconciled(studio) == Report(restarted=1, cancelled=0)
    fresh = await workflow_of(studio, job["id"])
    assert fresh != lost
    assert await studio.core.queue.live([lost, fresh]) == {fresh}
    assert await reconciled(studio) == Report(0, 0)


async def test_a_workflow_of_a_finished_job_is_cancelled(studio: Studio) -> None:
    job = await studio.submit()
    await studio.client.delete(f"{API}/generate/{job['id']}")
    assert await reconciled(studio) == Report(0, 0)
    async with studio.transaction() as session:
        finished = await session.get_one(GenerationJob, UUID(job["id"]))
        finished.completed_at = utcnow() - timedelta(minutes=1)
    assert await reconciled(studio) == Report(restarted=0, cancelled=1)
    assert await studio.core.queue.live([await workflow_of(studio, job["id"])]) == set()


async def test_the_sweep_removes_orphans_and_nothing_else(studio: Studio) -> None:
    finished, running = await studio.submit(), await studio.submit()
    await studio.complete(finished["id"])
    named = await stored(studio)
    claimed = await studio.claim(running["id"])
    unpublished = claimed.storage_key(0)
    lost = storage_keys.sample_key(claimed.job.id, uuid4(), 0)
    of_nobody = storage_keys.sample_key(uuid4(), uuid4(), 0)
    for key in (unpublished, lost, of_nobody, "audio/notes.txt"):
        await studio.core.storage.put(key, b"x")
    assert await upkeep.sweep_files(studio.core) == 2
    assert await stored(studio) == named | {unpublished, "audio/notes.txt"}
    assert await upkeep.sweep_files(studio.core) == 0


async def test_cancelling_removes_what_was_not_published(studio: Studio) -> None:
    job = await studio.submit(num_samples=3)
    claimed = await studio.claim(job["id"])
    published = await studio.publish(claimed, 0)
    await studio.core.storage.put(claimed.storage_key(1), b"half")
    await studio.client.delete(f"{API}/generate/{job['id']}")
    await publishing.finish_cancelled(studio.core, claimed)
    assert await stored(studio) == {claimed.storage_key(0)}
    cancelled = await studio.job(job["id"])
    assert (cancelled["status"], cancelled["audio_ids"]) == ("cancelled", [published])


async def test_scratch_of_the_dead_goes_and_of_the_living_stays(studio: Studio) -> None:
    await studio.claim((await studio.submit())["id"])
    scratch = studio.core.settings.data_dir / "scratch"
    for name in (EXECUTOR, "worker-dead"):
        (scratch / name).mkdir(parents=True)
        (scratch / name / "half.flac").touch()
    await upkeep.sweep_scratch(studio.core)
    assert [path.name for path in scratch.iterdir()] == [EXECUTOR]


async def test_unfinished_jobs_are_all_found_page_by_page(studio: Studio) -> None:
    prompt_id, instant = UUID((await studio.prompt())["id"]), utcnow()
    same = {"owner_id": OWNER_ID, "prompt_id": prompt_id, "engine": "composer", "created_at": instant}
    count = WORK_PAGE + 3
    rows = [
        {"id": uuid4(), "workflow_id": f"w{number}", "num_samples": 1, "seed": 1, "duration": 1, **same}
        for number in range(count)
    ]
    async with studio.transaction() as session:
        await session.execute(insert(GenerationJob), rows)
    pages = [page async for page in upkeep.JobSource(studio.core).unfinished()]
    assert [len(page) for page in pages] == [WORK_PAGE, 3]
    assert len({work.workflow_id for page in pages for work in page}) == count
