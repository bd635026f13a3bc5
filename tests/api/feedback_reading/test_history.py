"""All feedback, filtered and in pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.api.feedback_reading.panel import NOON, Panel

from reprise.core.auth.models import OWNER_ID
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.experiments.models import Experiment
from reprise.songs.feedback.history.schemas import FeedbackPage


async def ids(panel: Panel, **params: Any) -> list[str]:
    """What the list answers, after a look at its total."""
    page = await panel.get("/feedback", **params)
    assert (page["total"], page["total_capped"]) == (len(page["items"]), False)
    return [item["id"] for item in page["items"]]


async def test_each_item_says_what_it_is_about(panel: Panel) -> None:
    job_id, (a, b) = await panel.job(2)
    anna = await panel.person("anna@example.org")
    await panel.says(b, 4, by=anna, over=a, criterion="melody", tags=["creative"], notes="good")
    answer = await panel.client.get("/feedback")
    told = FeedbackPage.model_validate_json(answer.content)
    assert told.model_dump(mode="json") == answer.json()
    (item,) = told.items
    assert (item.audio_id, item.job_id, item.label) == (UUID(b), UUID(job_id), "B")
    assert (item.preferred_over, item.preferred_over_label, item.preferred_over_job_id) == (
        UUID(a),
        "A",
        UUID(job_id),
    )
    assert item.prompt_text == "slow sad piano"
    assert str(item.prompt_id) == (await panel.get(f"/generate/{job_id}"))["prompt_id"]
    assert (item.rating, item.rating_criterion, item.tags, item.notes) == (4, "melody", ["creative"], "good")
    assert (item.author.id, item.author.name, item.effective) == (anna, "anna", True)
    assert (told.page, told.limit, told.next_cursor) == (1, 50, None)


async def test_it_answers_at_the_bare_root_as_well(panel: Panel) -> None:
    job_id, (a, _) = await panel.job(2)
    await panel.says(a, 4)
    bare = await panel.client.get(f"http://127.0.0.1/feedback?job_id={job_id}&page=1&limit=50")
    assert (bare.status_code, bare.json()["total"]) == (200, 1)
    bare = await panel.client.get(f"http://127.0.0.1/generate/{job_id}/feedback")
    assert (bare.status_code, bare.json()["total_feedback"]) == (200, 1)


async def test_nothing_yet(panel: Panel) -> None:
    page = await panel.get("/feedback")
    assert (page["items"], page["total"], page["next_cursor"]) == ([], 0, None)


async def test_filters_of_what_was_judged(panel: Panel) -> None:
    adapter = Adapter(id=uuid4(), owner_id=OWNER_ID, name="warm", engine="paced")
    version = AdapterVersion(adapter_id=adapter.id, number=1, parameters={}, is_active=True)
    experiment = Experiment(id=uuid4(), owner_id=OWNER_ID, name="tempo")
    await panel.add(adapter, version, experiment)
    plain, (a, b) = await panel.job(2)
    warm, (c,) = await panel.job(1, adapter_id=str(adapter.id))
    tried, (d,) = await panel.job(1, experiment_id=str(experiment.id))
    of_a, of_b, of_c, of_d = [await panel.says(sample, 3) for sample in (a, b, c, d)]
    prompt_id = (await panel.get(f"/generate/{tried}"))["prompt_id"]
    assert await ids(panel) == [of_d, of_c, of_b, of_a]
    assert await ids(panel, job_id=plain) == [of_b, of_a]
    assert await ids(panel, audio_id=b) == [of_b]
    assert await ids(panel, adapter_id=str(adapter.id)) == [of_c]
    assert await ids(panel, experiment_id=str(experiment.id)) == [of_d]
    assert await ids(panel, prompt_id=prompt_id) == [of_d]
    assert await ids(panel, job_id=plain, audio_id=c) == []
    for name in ("job_id", "audio_id", "prompt_id", "adapter_id", "experiment_id", "author"):
        assert await ids(panel, **{name: str(uuid4())}) == []
    assert warm != plain


async def test_filters_of_what_was_said(panel: Panel) -> None:
    _, (a, b) = await panel.job(2)
    anna = await panel.person()
    low = await panel.says(a, 2)
    high = await panel.says(a, 5, by=anna)
    melody = await panel.says(a, 4, criterion="melody")
    tagged = await panel.says(b, tags=["creative", "my_own"], by=anna)
    both = await panel.says(b, 4, tags=["creative"])
    assert await ids(panel, rating=5) == [high]
    assert await ids(panel, rating_min=4) == [both, melody, high]
    assert await ids(panel, rating_min=4, rating=4) == [both, melody]
    assert await ids(panel, criterion="melody") == [melody]
    assert await ids(panel, tag="creative") == [both, tagged]
    assert await ids(panel, tag=" My  Own ") == [tagged]
    assert await ids(panel, tag="creativ") == []
    assert await ids(panel, tag="creative", rating_min=1) == [both]
    assert await ids(panel, author=str(anna)) == [tagged, high]
    assert await ids(panel, author=str(anna), tag="creative", audio_id=b) == [tagged]
    assert await ids(panel, rating=2) == [low]


async def test_what_counts_and_what_does_not(panel: Panel) -> None:
    _, (a, b) = await panel.job(2)
    old = await panel.says(a, 2)
    new = await panel.says(a, 5)
    noted = await panel.says(a, 1, criterion="melody", notes="hm")
    renoted = await panel.says(a, notes="ah")
    assert await ids(panel, effective=True) == [renoted, noted, new]
    assert await ids(panel, effective=False) == [old]
    assert await ids(panel, effective=True, criterion="melody") == [noted]
    first = await panel.says(a, over=b)
    turned = await panel.says(b, over=a)
    assert await ids(panel, effective=False) == [first, old]
    await panel.take_back(turned)
    assert await ids(panel, effective=False) == [old]


async def test_dates_include_their_day(panel: Panel) -> None:
    _, (a, _) = await panel.job(2)
    before, first, last, after = [
        await panel.says(a, 3, at=NOON + timedelta(hours=hours)) for hours in (-13, -11, 11, 13)
    ]
    assert await ids(panel, date_from="2026-01-25", date_to="2026-01-25") == [last, first]
    assert await ids(panel, date_from="2026-01-25") == [after, last, first]
    assert await ids(panel, date_to="2026-01-24") == [before]
    assert await ids(panel, date_from="2026-01-25T23:00:00Z") == [after, last]
    assert await ids(panel, date_to="2026-01-25T01:00:00Z") == [first, before]
    await panel.says(a, tags=["x"], at=NOON)
    assert len(await ids(panel, tag="x", date_from="2026-01-25", date_to="2026-01-25")) == 1
    assert await ids(panel, tag="x", date_from="2026-01-26") == []


@pytest.mark.parametrize("filters", [{}, {"tag": "x"}, {"rating_min": 2}, {"effective": True}], ids=str)
async def test_pages_and_cursors_meet_every_row_once(filters: dict[str, Any], panel: Panel) -> None:
    _, (a, _) = await panel.job(2)
    for number in range(7):
        # Some of one instant: the id decides between them.
        at = NOON + timedelta(seconds=number // 3)
        await panel.says(a, 3, by=uuid4(), at=at, tags=["x"])
    everything = await ids(panel, **filters)
    assert len(everything) == 7
    pages = [await panel.get("/feedback", **filters, limit=3, page=number) for number in (1, 2, 3, 4)]
    assert [item["id"] for page in pages for item in page["items"]] == everything
    assert [(page["page"], page["total"]) for page in pages] == [(1, 7), (2, 7), (3, 7), (4, 7)]
    assert [page["next_cursor"] is None for page in pages] == [False, False, True, True]
    met, cursor = [], None
    while True:
        given = filters | ({"cursor": cursor} if cursor else {})
        page = await panel.get("/feedback", **given, limit=2)
        met += [item["id"] for item in page["items"]]
        assert page["total"] == 7
        if (cursor := page["next_cursor"]) is None:
            break
    assert met == everything


async def test_tags_are_offered_first_and_then_those_in_use(panel: Panel) -> None:
    _, (a, b) = await panel.job(2)
    await panel.says(a, tags=["creative", "zither_solo"])
    await panel.says(b, tags=["creative", "accordion"])
    page = await panel.get("/feedback/tags", limit=100)
    builtin = [item for item in page["items"] if item["builtin"]]
    free = [item for item in page["items"] if not item["builtin"]]
    assert page["items"] == builtin + free
    assert page["total"] == len(page["items"])
    assert {item["tag"]: item["count"] for item in builtin}["creative"] == 2
    assert [(item["tag"], item["label"], item["group"], item["count"]) for item in free] == [
        ("accordion", "Accordion", None, 1),
        ("zither_solo", "Zither solo", None, 1),
    ]
    edge = await panel.get("/feedback/tags", limit=2, offset=len(builtin) - 1)
    assert [item["tag"] for item in edge["items"]] == [builtin[-1]["tag"], "accordion"]
    behind = await panel.get("/feedback/tags", limit=2, offset=len(builtin) + 1)
    assert [item["tag"] for item in behind["items"]] == ["zither_solo"]


async def test_tags_are_found_by_a_part(panel: Panel) -> None:
    _, (a, _) = await panel.job(2)
    await panel.says(a, tags=["melody_of_doom", "100%_pure"])
    found = await panel.get("/feedback/tags", q="Melody")
    assert [item["tag"] for item in found["items"]] == ["good_melody", "weak_melody", "melody_of_doom"]
    assert found["total"] == 3
    assert [item["tag"] for item in (await panel.get("/feedback/tags", q="0%"))["items"]] == ["100%_pure"]
    assert (await panel.get("/feedback/tags", q="%"))["total"] == 1
    assert (await panel.get("/feedback/tags", q="nothing like it"))["items"] == []
