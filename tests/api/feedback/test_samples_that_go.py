"""What becomes of feedback when a sample, a job or a person goes."""

from __future__ import annotations

from uuid import UUID

from tests.api.feedback.listener import Listener


async def test_feedback_goes_with_its_sample(listener: Listener) -> None:
    a, b = await listener.samples()
    await listener.give(a, rating=3, tags=["creative"])
    kept = await listener.give(b, rating=4)
    assert (await listener.client.delete(f"/audio/{a}")).status_code == 204
    assert [str(row.id) for row in await listener.rows()] == [kept["id"]]


async def test_a_preference_over_a_sample_that_goes_is_forgotten(listener: Listener) -> None:
    a, b, c = await listener.samples(3)
    await listener.give(a, preferred_over=b)
    await listener.give(a, preferred_over=b, tie=True)
    elsewhere = await listener.give(a, preferred_over=c)
    rated = await listener.give(a, preferred_over=b, rating=3)
    tied = await listener.give(a, preferred_over=b, tie=True, notes="hard to say")
    tagged = await listener.give(a, preferred_over=b, tags=["creative"])
    assert (await listener.client.delete(f"/audio/{b}")).status_code == 204
    left = {str(row.id): row for row in await listener.rows()}
    assert set(left) == {elsewhere["id"], rated["id"], tied["id"], tagged["id"]}
    for made in (rated, tied, tagged):
        row = left[made["id"]]
        assert (row.preferred_over, row.tie) == (None, False)
    assert left[rated["id"]].rating == 3
    assert left[tied["id"]].notes == "hard to say"
    assert left[tagged["id"]].tags == ["creative"]
    assert str(left[elsewhere["id"]].preferred_over) == c


async def test_it_is_forgotten_too_when_the_whole_job_of_the_other_goes(listener: Listener) -> None:
    (a,) = await listener.samples(1)
    prompt_id = (await listener.studio.get(f"/audio/{a}"))["prompt"]["id"]
    asked = {"prompt_id": prompt_id, "duration": 1, "num_samples": 2}
    job_id = (await listener.client.post("/generate", json=asked)).json()["id"]
    b, c = await listener.studio.complete(job_id)
    await listener.give(a, preferred_over=b)
    await listener.give(b, preferred_over=a)
    await listener.give(b, preferred_over=c)
    rated = await listener.give(a, preferred_over=c, rating=5)
    assert (await listener.client.delete(f"/jobs/{job_id}")).status_code == 204
    (row,) = await listener.rows()
    assert (str(row.id), row.rating, row.preferred_over) == (rated["id"], 5, None)


async def test_listeners_of_both_jobs_are_told_when_a_sample_goes(listener: Listener) -> None:
    a, b = await listener.samples()
    job_id = await _job_of(listener, a)
    await listener.give(a, preferred_over=b)
    seen = len(await listener.studio.events(UUID(job_id)))
    assert (await listener.client.delete(f"/audio/{b}")).status_code == 204
    told = (await listener.studio.events(UUID(job_id)))[seen:]
    assert told == [
        ("sample_deleted", {"job_id": job_id, "audio_id": b}),
        ("feedback", {"job_id": job_id, "audio_id": a, "change": "deleted"}),
    ]


async def test_listeners_of_the_other_job_are_told_when_a_job_goes(listener: Listener) -> None:
    (a,) = await listener.samples(1)
    kept = await _job_of(listener, a)
    prompt_id = (await listener.studio.get(f"/audio/{a}"))["prompt"]["id"]
    asked = {"prompt_id": prompt_id, "duration": 1, "num_samples": 2}
    job_id = (await listener.client.post("/generate", json=asked)).json()["id"]
    b, c = await listener.studio.complete(job_id)
    await listener.give(a, preferred_over=b)
    await listener.give(a, preferred_over=c)
    await listener.give(b, preferred_over=c)
    seen = len(await listener.studio.events(UUID(kept)))
    assert (await listener.client.delete(f"/jobs/{job_id}")).status_code == 204
    told = (await listener.studio.events(UUID(kept)))[seen:]
    assert told == [("feedback", {"job_id": kept, "audio_id": a, "change": "deleted"})]
    assert (await listener.studio.events(UUID(job_id)))[-1] == ("deleted", {"job_id": job_id})


async def _job_of(listener: Listener, audio_id: str) -> str:
    job_id: str = (await listener.studio.get(f"/audio/{audio_id}"))["job_id"]
    return job_id
