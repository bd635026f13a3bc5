"""The feedback of one job, and what jobs say of theirs in a word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, create_engine, event, insert
from tests.api.feedback_reading.panel import NOON, Json, Panel
from tests.support.plans import noted

from reprise.core.auth.models import OWNER_ID
from reprise.core.db.urls import sync_url
from reprise.songs.feedback.by_job.schemas import JobFeedback
from reprise.songs.feedback.models import Feedback

# As the design of the panel gives it; ids stand for themselves.
EXAMPLE: Json = {
    "job_id": "uuid",
    "prompt_id": "uuid",
    "total_samples": 4,
    "total_feedback": 12,
    "average_rating": 3.8,
    "samples": [
        {
            "audio_id": "uuid",
            "label": "A",
            "feedback": [
                {
                    "id": "uuid",
                    "rating": 4,
                    "rating_criterion": "overall",
                    "preferred_over": None,
                    "tags": ["good_melody", "creative"],
                    "notes": "Nice rhythm section",
                    "created_at": "2026-01-25T10:00:00Z",
                }
            ],
        }
    ],
}


def is_what_the_example_says(found: Any, example: Any) -> bool:
    """Every field of the example is there, with its very value; an instant may have milliseconds."""
    if isinstance(example, dict):
        return all(is_what_the_example_says(found[name], value) for name, value in example.items())
    if isinstance(example, list) and example and isinstance(example[0], dict):
        return is_what_the_example_says(found[0], example[0])
    if example == "uuid":
        return str(UUID(found)) == found
    if isinstance(example, str) and example.startswith("2026-"):
        return bool(found.endswith("Z")) and datetime.fromisoformat(found) == datetime.fromisoformat(example)
    return bool(found == example) and type(found) is type(example)


async def test_the_example_of_the_design_field_by_field(panel: Panel) -> None:
    job_id, samples = await panel.job(4)
    people = [await panel.person() for _ in range(3)]
    ten = datetime(2026, 1, 25, 10, tzinfo=UTC)
    # Five overall ratings that count, of 19 stars; twelve rows.
    for audio_id, stars in zip(samples, (4, 3, 4, 4), strict=True):
        said: Json = {"tags": ["good_melody", "creative"], "notes": "Nice rhythm section"}
        at = ten if audio_id == samples[0] else ten - timedelta(days=1)
        await panel.says(audio_id, stars, by=people[0], at=at, **said)
        fifth = 4 if audio_id == samples[3] else None
        await panel.says(audio_id, fifth, by=people[1], at=at - timedelta(hours=1), tags=["repetitive"])
        await panel.says(audio_id, 2, by=people[2], at=at - timedelta(hours=2), criterion="melody")
    document = await panel.get(f"/generate/{job_id}/feedback")
    assert (document["job_id"], document["prompt_id"]) == (
        job_id,
        (await panel.get(f"/generate/{job_id}"))["prompt_id"],
    )
    assert [sample["audio_id"] for sample in document["samples"]] == samples
    assert [sample["label"] for sample in document["samples"]] == ["A", "B", "C", "D"]
    assert is_what_the_example_says(document, EXAMPLE)


async def test_the_answer_is_what_its_description_says(panel: Panel) -> None:
    job_id, (a, b) = await panel.job(2)
    anna = await panel.person("anna@example.org")
    await panel.says(a, 5, by=anna, over=b, tags=["creative"], notes='"Ünï"\n\\ </script> 🎹 \x01')
    await panel.says(a, over=b, tie=True)
    answer = await panel.client.get(f"/generate/{job_id}/feedback")
    assert answer.headers["content-type"] == "application/json"
    told = JobFeedback.model_validate_json(answer.content)
    assert told.model_dump(mode="json") == answer.json()
    newest, oldest = told.samples[0].feedback
    assert (newest.tie, newest.author.name, newest.preferred_over) == (True, None, UUID(b))
    assert (oldest.author.id, oldest.author.name) == (anna, "anna")
    assert oldest.notes == '"Ünï"\n\\ </script> 🎹 \x01'


async def test_each_samples_feedback_is_newest_first_and_cut_at_the_limit(panel: Panel) -> None:
    job_id, (a, b) = await panel.job(2)
    said = [await panel.says(a, notes=f"{number}") for number in range(5)]
    same = NOON + timedelta(hours=1)
    of_b = sorted([await panel.says(b, notes="x", at=same) for _ in range(3)], key=UUID, reverse=True)
    document = await panel.get(f"/generate/{job_id}/feedback", limit=3)
    first, second = document["samples"]
    assert [row["id"] for row in first["feedback"]] == said[:1:-1]
    assert (first["total_feedback"], first["more"]) == (5, f"/api/v1/feedback?audio_id={a}")
    assert [row["id"] for row in second["feedback"]] == of_b
    assert (second["total_feedback"], second["more"]) == (3, None)
    followed = await panel.client.get(f"http://127.0.0.1{first['more']}")
    assert [row["id"] for row in followed.json()["items"]] == said[::-1]


async def test_only_what_counts_is_averaged_and_all_of_it_is_counted(panel: Panel) -> None:
    job_id, (a, b) = await panel.job(2)
    anna = await panel.person()
    old = await panel.says(a, 1, by=anna)
    new = await panel.says(a, 4, by=anna)
    await panel.says(a, 5)
    await panel.says(a, 2, criterion="melody")
    await panel.says(b, 3, by=anna)
    document = await panel.get(f"/generate/{job_id}/feedback")
    assert (document["total_feedback"], document["average_rating"]) == (5, 4.0)
    assert document["averages"] == {"melody": 2.0, "overall": 4.0}
    first, second = document["samples"]
    assert (first["average_rating"], first["averages"]) == (4.5, {"melody": 2.0, "overall": 4.5})
    assert (second["average_rating"], second["averages"]) == (3.0, {"overall": 3.0})
    assert {row["id"]: row["effective"] for row in first["feedback"]}[old] is False
    await panel.take_back(new)
    first = (await panel.get(f"/generate/{job_id}/feedback"))["samples"][0]
    assert (first["average_rating"], first["feedback"][-1]["effective"]) == (3.0, True)


@pytest.mark.parametrize(
    ("stars", "mean"), [((5, 5, 4), 4.67), ((4, 4, 5), 4.33), ((1,) * 7 + (2,), 1.13), ((3,), 3.0)]
)
async def test_averages_are_rounded_half_up_to_two_decimals(
    stars: tuple[int, ...], mean: float, panel: Panel
) -> None:
    job_id, (a,) = await panel.job(1)
    for given in stars:
        await panel.says(a, given, by=uuid4())
    assert (await panel.get(f"/generate/{job_id}/feedback"))["average_rating"] == mean
    assert (await panel.get(f"/generate/{job_id}"))["feedback"]["average_rating"] == mean


async def test_a_job_that_nobody_judged(panel: Panel) -> None:
    job_id = await panel.studio.submit(num_samples=2)
    queued = await panel.get(f"/generate/{job_id}/feedback")
    assert (queued["total_samples"], queued["total_feedback"], queued["samples"]) == (0, 0, [])
    assert (queued["average_rating"], queued["averages"]) == (None, {})
    await panel.studio.complete(job_id)
    done = await panel.get(f"/generate/{job_id}/feedback")
    assert [(one["label"], one["feedback"], one["more"]) for one in done["samples"]] == [
        ("A", [], None),
        ("B", [], None),
    ]


async def test_a_letter_stays_when_another_sample_goes(panel: Panel) -> None:
    job_id, (a, b) = await panel.job(2)
    await panel.says(b, 2)
    await panel.client.delete(f"/audio/{a}")
    (left,) = (await panel.get(f"/generate/{job_id}/feedback"))["samples"]
    assert (left["label"], left["total_feedback"]) == ("B", 1)


async def test_an_unknown_job_is_not_found_and_named(panel: Panel) -> None:
    unknown = uuid4()
    answer = await panel.client.get(f"/generate/{unknown}/feedback")
    assert answer.status_code == 404
    assert str(unknown) in answer.json()["detail"]["message"]
    assert (await panel.client.get("/generate/x/feedback")).status_code == 422


async def test_view_feedback_summary_in_job_status(panel: Panel) -> None:
    job_id, (a, b) = await panel.job(2)
    job = await panel.get(f"/generate/{job_id}")
    assert job["feedback"] == {"count": 0, "has_feedback": False, "average_rating": None}
    await panel.says(a, 2, by=OWNER_ID)
    await panel.says(a, 5, by=OWNER_ID)
    await panel.says(b, 4, by=await panel.person())
    await panel.says(b, 1, by=await panel.person(), criterion="melody")
    job = await panel.get(f"/generate/{job_id}")
    assert job["status"] == "completed"
    assert job["feedback"] == {"count": 4, "has_feedback": True, "average_rating": 4.5}
    followed = await panel.client.get(f"http://127.0.0.1{job['links']['feedback']}")
    assert followed.json()["total_feedback"] == 4


async def test_list_jobs_with_feedback_indicators(panel: Panel) -> None:
    judged, (a, _) = await panel.job(2)
    tagged, (c,) = await panel.job(1)
    silent, _ = await panel.job(1)
    await panel.says(a, 3)
    await panel.says(c, tags=["creative"])
    listed = {job["id"]: job["feedback"] for job in (await panel.get("/jobs"))["items"]}
    assert listed == {
        judged: {"count": 1, "has_feedback": True, "average_rating": 3.0},
        tagged: {"count": 1, "has_feedback": True, "average_rating": None},
        silent: {"count": 0, "has_feedback": False, "average_rating": None},
    }
    with_some = await panel.get("/jobs", has_feedback=True)
    assert ({job["id"] for job in with_some["items"]}, with_some["total"]) == ({judged, tagged}, 2)
    without = await panel.get("/jobs", has_feedback=False)
    assert ([job["id"] for job in without["items"]], without["total"]) == ([silent], 1)


async def test_indicators_take_no_statement_a_job(panel: Panel) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            _, (a,) = await panel.job(1)
            await panel.says(a, 3)
        with noted() as statements:
            await panel.get("/jobs")
        counts.append(len(statements))
    assert counts[0] == counts[1]


async def test_numbers_and_rows_are_of_one_moment(panel: Panel) -> None:
    job_id, (a, _) = await panel.job(2)
    row = Feedback(id=uuid4(), author_id=OWNER_ID, audio_id=UUID(a), rating=3, created_at=NOON)
    added = {name: getattr(row, name) for name in ("id", "author_id", "audio_id", "rating", "created_at")}
    other = create_engine(sync_url(panel.core.database.url))
    looks: list[str] = []

    def speak(_: Any, __: Any, statement: str, *___: Any) -> None:
        if "FROM feedback" not in statement and "JOIN feedback" not in statement:
            return
        looks.append(statement)
        if len(looks) == 2:
            with other.begin() as connection:
                connection.execute(insert(Feedback).values(**added, rating_criterion="overall"))

    event.listen(Engine, "before_cursor_execute", speak)
    try:
        document = await panel.get(f"/generate/{job_id}/feedback")
    finally:
        event.remove(Engine, "before_cursor_execute", speak)
        other.dispose()
    assert len(looks) == 2
    assert (document["total_feedback"], document["samples"][0]["feedback"]) == (0, [])
    assert (await panel.get(f"/generate/{job_id}/feedback"))["total_feedback"] == 1
