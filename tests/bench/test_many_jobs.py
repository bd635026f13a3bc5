"""The rows that the list of jobs is measured on: as many as asked for, and shown as any others."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from bench.many_jobs import insert_many_jobs, job_place
from sqlalchemy import create_engine, func, inspect, select

from reprise.core.db import Database
from reprise.core.db.urls import sync_url
from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.models import Feedback
from reprise.songs.generation import views
from reprise.songs.generation.models import GenerationJob


async def test_the_rows_are_those_of_jobs_that_ended(migrated_database_url: str) -> None:
    engine = create_engine(sync_url(migrated_database_url))
    before = {index["name"] for index in inspect(engine).get_indexes("generation_jobs")}
    insert_many_jobs(migrated_database_url, 200)
    assert {index["name"] for index in inspect(engine).get_indexes("generation_jobs")} == before
    engine.dispose()
    database = Database(migrated_database_url)
    async with database.snapshot() as session:
        newest = GenerationJob.created_at.desc()
        jobs = list(await session.scalars(select(GenerationJob).order_by(newest)))
        shown = await views.describe_all(session, jobs)
        rows = [
            (await session.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (GenerationJob, AudioSample, Feedback)
        ]
    await database.close()
    assert rows == [200, 2 * 192, 3 * 20]
    assert Counter(job.status for job in shown) == {"completed": 192, "failed": 8}
    assert Counter(len(job.audio_ids) for job in shown) == {2: 192, 0: 8}
    said = [job.feedback for job in shown if job.feedback.has_feedback]
    # Two of one person, of which the newer counts, and one of another: 3 and 4.
    assert {(one.count, one.average_rating) for one in said} == {(3, 3.5)} and len(said) == 20
    place = job_place(200)
    assert (place.id, place.created_at) == (UUID(str(shown[0].id)), shown[0].created_at)
