"""Jobs of one experiment side by side: what differs, and what people said of the results."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from tests.api.library.studio import Studio

Json = dict[str, Any]


@pytest.fixture
async def experiment(studio: Studio) -> str:
    answer = await studio.client.post("/experiments", json={"name": "Tempo"})
    made: str = answer.json()["id"]
    return made


async def _say(studio: Studio, **fields: Any) -> None:
    answer = await studio.client.post("/feedback", json=fields)
    assert answer.status_code == 201, answer.text


async def _compare(studio: Studio, experiment: str, *job_ids: str) -> Json:
    return await studio.get(f"/experiments/{experiment}/comparison", job_ids=list(job_ids))


async def test_what_differs_is_named(studio: Studio, experiment: str) -> None:
    prompt_id = await studio.prompt("rain")
    same: Json = {"prompt_id": prompt_id, "experiment_id": experiment, "seed": 7}
    first = await studio.submit(**same, duration=1)
    second = await studio.submit(**same, duration=2)
    third = await studio.submit(**same, duration=1, num_samples=2)
    assert (await _compare(studio, experiment, first, second))["differs"] == ["duration"]
    assert (await _compare(studio, experiment, first, third))["differs"] == ["num_samples"]
    found = await studio.get(f"/experiments/{experiment}/comparison")
    assert found["differs"] == ["num_samples", "duration"]
    assert [one["job"]["id"] for one in found["items"]] == [third, second, first]
    other_prompt = await studio.submit("storm", experiment_id=experiment, seed=8)
    assert (await _compare(studio, experiment, first, other_prompt))["differs"] == ["prompt_text", "seed"]


async def test_attributes_show_in_what_the_engine_saw(studio: Studio, experiment: str) -> None:
    same: Json = {"experiment_id": experiment, "seed": 7}
    jobs = [await studio.submit("rain", **same) for _ in range(2)]
    assert (await _compare(studio, experiment, *jobs))["differs"] == []
    await studio.set(jobs[0], composed_prompt="rain, slow")
    assert (await _compare(studio, experiment, *jobs))["differs"] == []
    await studio.set(jobs[1], composed_prompt="rain, fast")
    assert (await _compare(studio, experiment, *jobs))["differs"] == ["composed_prompt"]


async def test_jobs_come_as_they_were_asked_for(studio: Studio, experiment: str) -> None:
    ids = [await studio.submit("rain", experiment_id=experiment) for _ in range(3)]
    order = [ids[1], ids[2], ids[0]]
    found = await _compare(studio, experiment, *order)
    assert [one["job"] for one in found["items"]] == [await studio.get(f"/generate/{one}") for one in order]


async def test_only_jobs_of_the_experiment_are_compared(studio: Studio, experiment: str) -> None:
    inside = await studio.submit("rain", experiment_id=experiment)
    for outside in (await studio.submit("rain"), str(uuid4())):
        answer = await studio.client.get(
            f"/experiments/{experiment}/comparison", params={"job_ids": [inside, outside]}
        )
        assert answer.status_code == 404
        assert outside in answer.json()["detail"]["message"]
        assert answer.json()["detail"]["field"] == "job_ids"


async def test_two_to_twenty_are_compared(studio: Studio, experiment: str) -> None:
    for count in (1, 21):
        answer = await studio.client.get(
            f"/experiments/{experiment}/comparison", params={"job_ids": [str(uuid4()) for _ in range(count)]}
        )
        assert (answer.status_code, answer.json()["detail"]["field"]) == (422, "job_ids")


async def test_averages_are_of_what_counts(studio: Studio, experiment: str) -> None:
    prompt_id = await studio.prompt("rain")
    jobs = [await studio.submit(prompt_id=prompt_id, experiment_id=experiment, num_samples=2) for _ in "ab"]
    (a, b), (c, _) = [await studio.complete(job) for job in jobs]
    await _say(studio, audio_id=a, rating=1)
    await _say(studio, audio_id=a, rating=4)
    await _say(studio, audio_id=b, rating=5)
    await _say(studio, audio_id=b, rating=2, rating_criterion="melody")
    await _say(studio, audio_id=c, notes="too loud")
    first, second = (await _compare(studio, experiment, *jobs))["items"]
    assert (first["averages"], first["feedback_count"]) == ({"melody": 2.0, "overall": 4.5}, 4)
    assert (second["averages"], second["feedback_count"]) == ({}, 1)
    shown = await studio.get(f"/experiments/{experiment}")
    assert (shown["feedback_count"], shown["average_rating"]) == (5, 4.5)


async def test_preferences_count_between_jobs_and_only_the_last_word(studio: Studio, experiment: str) -> None:
    prompt_id = await studio.prompt("rain")
    jobs = [await studio.submit(prompt_id=prompt_id, experiment_id=experiment, num_samples=2) for _ in "abc"]
    (a, a2), (b, b2), (c, _) = [await studio.complete(job) for job in jobs]
    await _say(studio, audio_id=a, preferred_over=b)
    await _say(studio, audio_id=b, preferred_over=a)
    await _say(studio, audio_id=a, preferred_over=b2)
    await _say(studio, audio_id=a2, preferred_over=c, tie=True)
    await _say(studio, audio_id=a, preferred_over=a2)
    await _say(studio, audio_id=c, preferred_over=b, rating_criterion="melody")
    found = (await _compare(studio, experiment, *jobs))["items"]
    assert [one["preferences"] for one in found] == [
        {"wins": 1, "losses": 1, "ties": 1},
        {"wins": 1, "losses": 1, "ties": 0},
        {"wins": 0, "losses": 0, "ties": 1},
    ]
    two = (await _compare(studio, experiment, jobs[0], jobs[2]))["items"]
    assert two[0]["preferences"] == {"wins": 0, "losses": 0, "ties": 1}
