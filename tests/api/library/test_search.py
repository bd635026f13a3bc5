"""Finding prompts, and jobs by the words of their prompts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.api.library.studio import Studio


async def _found(studio: Studio, **params: object) -> list[str]:
    return [one["text"] for one in (await studio.get("/prompts/search", **params))["items"]]


async def test_more_matching_words_come_first_then_the_newest(studio: Studio) -> None:
    for text in ("slow piano", "slow sad piano", "sad violin", "loud drums", "SAD PIANO again"):
        await studio.prompt(text)
    found = await _found(studio, q="sad piano")
    assert found == ["SAD PIANO again", "slow sad piano", "sad violin", "slow piano"]
    assert await _found(studio, q="sad sad piano", limit=2, offset=1) == ["slow sad piano", "sad violin"]


async def test_attributes_count_as_words_and_filter(studio: Studio) -> None:
    await studio.prompt("one", style="Jazz", tempo=120, instruments={"primary": ["vibraphone"]})
    await studio.prompt("two", mood="calm", tempo=60)
    assert await _found(studio, q="vibraphone") == ["one"]
    assert await _found(studio, style="jazz") == ["one"]
    assert await _found(studio, mood="CALM") == ["two"]
    assert await _found(studio, tempo_min=100) == ["one"]
    assert await _found(studio, tempo_max=60) == ["two"]
    assert await _found(studio, tempo_min=60, tempo_max=120) == ["two", "one"]


async def test_dates(studio: Studio) -> None:
    await studio.prompt("today")
    today = datetime.now(UTC).date()
    assert await _found(studio, date_from=str(today - timedelta(days=1))) == ["today"]
    assert await _found(studio, date_to=str(today - timedelta(days=1))) == []
    assert await _found(studio, date_from=str(today + timedelta(days=2))) == []


async def test_letters_beyond_ascii_and_wildcards_are_only_letters(studio: Studio) -> None:
    await studio.prompt("Übergang im Nebel")
    await studio.prompt("100% loud_")
    assert await _found(studio, q="übergang") == ["Übergang im Nebel"]
    assert await _found(studio, q="%") == ["100% loud_"]
    assert await _found(studio, q="_") == ["100% loud_"]


async def test_nothing_found_says_how_to_find_more(studio: Studio) -> None:
    await studio.prompt("rain")
    nothing = await studio.get("/prompts/search", q="tuba", tempo_min=150)
    assert (nothing["total"], nothing["items"]) == (0, [])
    assert "another word" in nothing["hint"] and "tempo" in nothing["hint"]
    assert (await studio.get("/prompts/search", q="rain"))["hint"] is None
    # A page behind the last one is empty, but something was found.
    assert (await studio.get("/prompts/search", q="rain", offset=5))["hint"] is None


@pytest.mark.parametrize("params", [{"tempo_min": "nan"}, {"date_from": "soon"}, {"offset": 1_000_001}])
async def test_impossible_conditions_are_named(studio: Studio, params: dict[str, object]) -> None:
    answer = await studio.client.get("/prompts/search", params=params)
    assert answer.status_code == 422
    assert answer.json()["detail"]["field"] in params


async def test_jobs_are_found_by_all_the_words_of_their_prompt(studio: Studio) -> None:
    piano = await studio.submit("slow sad piano")
    await studio.submit("sad violin")
    listed = await studio.get("/jobs", q="Sad PIANO")
    assert ([job["id"] for job in listed["items"]], listed["total"]) == ([piano], 1)
    assert (await studio.get("/jobs", q="sad", status="queued"))["total"] == 2
    assert (await studio.get("/jobs", q="tuba"))["items"] == []
