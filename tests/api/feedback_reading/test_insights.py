"""What ratings come to, and which samples wait for ears and opinions."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.api.feedback_reading.panel import NOON, Panel

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import utcnow
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.listening.models import Listen


async def hears(panel: Panel, audio_id: str, heard_ms: int) -> None:
    listen = Listen(
        owner_id=OWNER_ID,
        view_id=uuid4(),
        audio_id=UUID(audio_id),
        context="player",
        heard_ms=heard_ms,
        segments=[[0, heard_ms]],
    )
    await panel.add(listen)


async def test_nothing_yet(panel: Panel) -> None:
    found = await panel.get("/feedback/insights")
    assert (found["count"], found["average"], found["step"]) == (0, None, "day")
    assert (found["over_time"], found["by_engine"], found["by_tag"]) == ([], [], [])
    assert len(found["by_criterion"]) == 8
    assert {(one["count"], one["average"]) for one in found["by_criterion"]} == {(0, None)}
    assert found["coverage"] == {"samples": 0, "heard": 0, "rated": 0, "preferred": 0}


async def test_ratings_over_time_are_those_that_count(panel: Panel) -> None:
    _, (a, b) = await panel.job(2)
    anna = await panel.person()
    await panel.says(a, 1, by=anna, at=NOON - timedelta(days=3))
    await panel.says(a, 4, by=anna, at=NOON)
    await panel.says(a, 5, at=NOON + timedelta(hours=11))
    await panel.says(b, 2, at=NOON + timedelta(days=2))
    await panel.says(b, 1, at=NOON, criterion="melody")
    found = await panel.get("/feedback/insights")
    assert found["over_time"] == [
        {"date": "2026-01-25", "count": 2, "average": 4.5},
        {"date": "2026-01-27", "count": 1, "average": 2.0},
    ]
    assert (found["count"], found["average"], found["criterion"]) == (3, 3.67, "overall")
    criteria = {one["criterion"]: (one["count"], one["average"]) for one in found["by_criterion"]}
    assert (criteria["overall"], criteria["melody"], criteria["rhythm"]) == ((3, 3.67), (1, 1.0), (0, None))
    melody = await panel.get("/feedback/insights", criterion="melody")
    assert melody["over_time"] == [{"date": "2026-01-25", "count": 1, "average": 1.0}]
    within = await panel.get("/feedback/insights", date_from="2026-01-26", date_to="2026-01-27")
    assert (within["count"], within["average"]) == (1, 2.0)


@pytest.mark.parametrize(
    ("days", "step", "dates"),
    [
        (91, "day", ["2026-01-25", "2026-04-26"]),
        (92, "week", ["2026-01-19", "2026-04-27"]),
        (800, "month", ["2026-01-01", "2028-04-01"]),
    ],
)
async def test_long_times_come_in_longer_steps(days: int, step: str, dates: list[str], panel: Panel) -> None:
    _, (a, b) = await panel.job(2)
    await panel.says(a, 4, at=NOON)
    await panel.says(b, 5, at=NOON + timedelta(days=days))
    found = await panel.get("/feedback/insights")
    assert (found["step"], [one["date"] for one in found["over_time"]]) == (step, dates)


async def test_ratings_by_engine_and_adapter(panel: Panel) -> None:
    adapter = Adapter(id=uuid4(), owner_id=OWNER_ID, name="warm", engine="paced")
    await panel.add(adapter, AdapterVersion(adapter_id=adapter.id, number=3, parameters={}, is_active=True))
    _, (a, b) = await panel.job(2)
    _, (c,) = await panel.job(1, adapter_id=str(adapter.id))
    for sample, stars in ((a, 2), (b, 3), (c, 5)):
        await panel.says(sample, stars)
    plain, warm = (await panel.get("/feedback/insights"))["by_engine"]
    assert (plain["engine"], plain["adapter"], plain["count"], plain["average"]) == ("paced", None, 2, 2.5)
    assert warm["adapter"] == {"id": str(adapter.id), "name": "warm", "version": 3}
    assert (warm["count"], warm["average"], warm["engine_version"]) == (1, 5.0, plain["engine_version"])


async def test_ratings_by_tag_are_those_of_the_same_people_and_samples(panel: Panel) -> None:
    _, (a, b) = await panel.job(2)
    anna = await panel.person()
    await panel.says(a, tags=["dull"], by=anna)
    await panel.says(a, tags=["creative"], by=anna)
    await panel.says(a, 5, by=anna)
    await panel.says(a, 1)
    await panel.says(b, 2, tags=["creative", "my_own"])
    await panel.says(b, tags=["unrated"], by=uuid4())
    found = (await panel.get("/feedback/insights"))["by_tag"]
    assert [(one["tag"], one["label"], one["count"], one["average"]) for one in found] == [
        ("creative", "Creative", 2, 3.5),
        ("my_own", "My own", 1, 2.0),
        ("unrated", "Unrated", 1, None),
    ]


async def test_coverage_counts_samples(panel: Panel) -> None:
    _, (a, b, c, d) = await panel.job(4)
    await hears(panel, a, 1_000)
    await hears(panel, a, 5_000)
    await hears(panel, b, 999)
    await panel.says(a, 4)
    await panel.says(a, 2, criterion="melody")
    await panel.says(c, over=b, notes="x")
    await panel.says(d, tags=["x"])
    found = await panel.get("/feedback/insights")
    assert found["coverage"] == {"samples": 4, "heard": 1, "rated": 1, "preferred": 2}
    tomorrow = (utcnow() + timedelta(days=1)).date().isoformat()
    later = await panel.get("/feedback/insights", date_from=tomorrow)
    assert later["coverage"]["samples"] == 0


async def test_samples_that_nobody_heard_or_rated(panel: Panel) -> None:
    job_id, (a, b, c) = await panel.job(3)
    await hears(panel, c, 2_000)
    await panel.says(a, 3, criterion="melody")
    unheard = await panel.get("/feedback/coverage")
    assert [item["audio_id"] for item in unheard["items"]] == [b, a]
    first = unheard["items"][0]
    assert (first["job_id"], first["label"], first["prompt_text"]) == (job_id, "B", "slow sad piano")
    assert (first["duration"], first["created_at"][-1], unheard["total"]) == (0.5, "Z", 2)
    unrated = await panel.get("/feedback/coverage", state="unrated", limit=1)
    assert [item["audio_id"] for item in unrated["items"]] == [c]
    rest = await panel.get("/feedback/coverage", state="unrated", cursor=unrated["next_cursor"])
    assert ([item["audio_id"] for item in rest["items"]], rest["next_cursor"]) == ([b], None)
    tomorrow = (utcnow() + timedelta(days=1)).date().isoformat()
    assert (await panel.get("/feedback/coverage", date_from=tomorrow))["total"] == 0
