"""Giving feedback: what is stored, what is answered, what is refused and how."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from tests.api.feedback.listener import Listener, unknown

Json = dict[str, Any]


async def test_all_that_was_said_is_answered_and_stored(listener: Listener) -> None:
    (a, b) = await listener.samples()
    said = {
        "rating": 4,
        "rating_criterion": "melody",
        "preferred_over": b,
        "tags": ["good_melody", "creative"],
        "notes": "Nice rhythm section",
    }
    made = await listener.give(a, **said)
    assert {name: made[name] for name in said} == said
    assert (made["audio_id"], made["tie"], made["effective"]) == (a, False, True)
    assert made["author"]["name"] is None
    (row,) = await listener.rows()
    assert (str(row.id), str(row.audio_id), str(row.preferred_over)) == (made["id"], a, b)
    assert (row.rating, row.rating_criterion, row.tags) == (4, "melody", ["good_melody", "creative"])
    assert str(row.author_id) == made["author"]["id"]
    assert made["created_at"] == row.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


async def test_each_kind_may_come_alone(listener: Listener) -> None:
    (a, b) = await listener.samples()
    kinds: list[Json] = [
        {"rating": 1},
        {"preferred_over": b},
        {"preferred_over": b, "tie": True},
        {"tags": ["x"]},
        {"notes": "x"},
    ]
    for said in kinds:
        made = await listener.give(a, **said)
        assert {name: made[name] for name in said} == said
    assert len(await listener.rows()) == len(kinds)


@pytest.mark.parametrize(
    "said", [{}, {"rating": None}, {"tags": []}, {"notes": "  "}, {"tags": [], "notes": ""}]
)
async def test_nothing_said_is_refused(said: Json, listener: Listener) -> None:
    (a, _) = await listener.samples()
    answer = await listener.post("/feedback", {"audio_id": a, **said})
    assert (answer.status_code, answer.json()["detail"]["code"]) == (422, "FEEDBACK_EMPTY")
    assert await listener.rows() == []


async def test_free_tags_are_written_one_way_and_each_once(listener: Listener) -> None:
    (a, _) = await listener.samples()
    made = await listener.give(a, tags=["  Very  Dreamy ", "very dreamy", "very_dreamy", "ÜBER", "über"])
    assert made["tags"] == ["very_dreamy", "über"]


async def test_what_cannot_be_meant_names_its_field(listener: Listener) -> None:
    (a, _) = await listener.samples()
    (elsewhere, _) = await listener.samples(text="another tune")
    wrong: list[tuple[Json, int, str, str]] = [
        ({"audio_id": a, "preferred_over": a}, 422, "PREFERENCE_OF_ITSELF", "preferred_over"),
        ({"audio_id": a, "preferred_over": elsewhere}, 422, "PREFERENCE_ACROSS_PROMPTS", "preferred_over"),
        ({"audio_id": a, "rating": 3, "tie": True}, 422, "TIE_NEEDS_PREFERRED_OVER", "tie"),
        ({"audio_id": unknown(), "rating": 3}, 404, "NOT_FOUND", "audio_id"),
        ({"audio_id": a, "preferred_over": unknown()}, 404, "NOT_FOUND", "preferred_over"),
    ]
    for body, status, code, field in wrong:
        answer = await listener.post("/feedback", body)
        detail = answer.json()["detail"]
        assert (answer.status_code, detail["code"], detail["field"]) == (status, code, field), body
        batch = await listener.post("/feedback/batch", {"items": [{"audio_id": a, "rating": 1}, body]})
        detail = batch.json()["detail"]
        assert (batch.status_code, detail["code"], detail["field"]) == (status, code, f"items.1.{field}"), (
            body
        )
    assert await listener.rows() == []


async def test_the_other_sample_may_be_of_another_job_of_the_prompt(
    listener: Listener,
) -> None:
    (a, _) = await listener.samples()
    prompt_id = (await listener.studio.get(f"/audio/{a}"))["prompt"]["id"]
    job = await listener.client.post(
        "/generate", json={"prompt_id": prompt_id, "duration": 1, "num_samples": 1}
    )
    (other,) = await listener.studio.complete(job.json()["id"])
    assert (await listener.give(a, preferred_over=other))["preferred_over"] == other


async def test_a_batch_answers_in_order_and_says_what_counts(listener: Listener) -> None:
    (a, b) = await listener.samples()
    items: list[Json] = [
        {"audio_id": a, "rating": 1},
        {"audio_id": b, "rating": 2},
        {"audio_id": a, "rating": 5, "notes": "on second thought"},
        {"audio_id": a, "preferred_over": b},
        {"audio_id": b, "preferred_over": a},
    ]
    answer = await listener.post("/feedback/batch", {"items": items})
    assert answer.status_code == 201
    made = answer.json()["items"]
    assert [one["audio_id"] for one in made] == [item["audio_id"] for item in items]
    assert [one["effective"] for one in made] == [False, True, True, False, True]
    assert {one["id"] for one in made if one["effective"]} == await listener.effective()


async def test_a_ranking_becomes_all_its_pairs(listener: Listener) -> None:
    a, b, c = await listener.samples(3)
    answer = await listener.post("/feedback/ranking", {"order": [[b], [a, c]], "rating_criterion": "rhythm"})
    assert answer.status_code == 201
    pairs = [(one["audio_id"], one["preferred_over"], one["tie"]) for one in answer.json()["items"]]
    assert pairs == [(b, a, False), (b, c, False), (a, c, True)]
    assert {row.rating_criterion for row in await listener.rows()} == {"rhythm"}


async def test_eight_ranked_samples_are_28_pairs(listener: Listener) -> None:
    samples = await listener.samples(8)
    answer = await listener.post("/feedback/ranking", {"order": [[sample] for sample in samples]})
    assert len(answer.json()["items"]) == 28
    assert all(one["effective"] for one in answer.json()["items"])


async def test_a_wrong_ranking_names_the_place(listener: Listener) -> None:
    a, b = await listener.samples()
    (elsewhere, _) = await listener.samples(text="another tune")
    wrong: list[tuple[Any, int, str, str]] = [
        ([[a], [a]], 422, "RANKING_REPEATS", "order.1.0"),
        ([[a], [b, unknown()]], 404, "NOT_FOUND", "order.1.1"),
        ([[a], [elsewhere]], 422, "PREFERENCE_ACROSS_PROMPTS", "order.1.0"),
        ([[a]], 422, "VALIDATION_ERROR", "order"),
        ([[a], [str(UUID(int=n)) for n in range(8)]], 422, "VALIDATION_ERROR", "order"),
    ]
    for order, status, code, field in wrong:
        answer = await listener.post("/feedback/ranking", {"order": order})
        detail = answer.json()["detail"]
        assert (answer.status_code, detail["code"], detail["field"]) == (status, code, field), order
    assert await listener.rows() == []


async def test_what_is_given_and_taken_back_is_told_on_the_streams_of_jobs(listener: Listener) -> None:
    (a, _) = await listener.samples()
    job_id = (await listener.studio.get(f"/audio/{a}"))["job_id"]
    made = await listener.give(a, rating=3)
    assert (await listener.client.delete(f"/feedback/{made['id']}")).status_code == 204
    told = [payload for kind, payload in await listener.studio.events(UUID(job_id)) if kind == "feedback"]
    ids = {"job_id": job_id, "audio_id": a, "feedback_id": made["id"]}
    assert told == [ids | {"change": "given"}, ids | {"change": "deleted"}]


async def test_deleting_restores_the_one_before(listener: Listener) -> None:
    (a, _) = await listener.samples()
    first = await listener.give(a, rating=1)
    second = await listener.give(a, rating=5)
    assert await listener.effective() == {second["id"]}
    assert (await listener.client.delete(f"/feedback/{second['id']}")).status_code == 204
    assert await listener.effective() == {first["id"]}
    assert (await listener.client.delete(f"/feedback/{second['id']}")).status_code == 404


async def test_it_answers_at_the_bare_root_too(listener: Listener) -> None:
    (a, _) = await listener.samples()
    address = str(listener.client.base_url).removesuffix("/api/v1/")
    answer = await listener.client.post(f"{address}/feedback", json={"audio_id": a, "rating": 2})
    assert answer.status_code == 201, answer.text
