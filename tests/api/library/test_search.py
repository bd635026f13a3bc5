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
    assert await _found(studio, q="ÜBERGANG") == ["Übergang im Nebel"]
    assert await _found(studio, q="100%") == await _found(studio, q="_loud") == ["100% loud_"]
    for wildcard in ("%", "_", "*", "lo_d", "l%d"):
        assert await _found(studio, q=wildcard) == []


async def test_a_word_is_found_by_its_beginning_and_by_its_parts(studio: Studio) -> None:
    await studio.prompt("mellow Lo-Fi beat")
    await studio.prompt("the lofty hall in F# minor")
    assert await _found(studio, q="mel") == await _found(studio, q="lo-fi") == ["mellow Lo-Fi beat"]
    assert await _found(studio, q="fi") == ["mellow Lo-Fi beat"]
    assert await _found(studio, q="lo") == ["the lofty hall in F# minor", "mellow Lo-Fi beat"]
    assert await _found(studio, q="ellow") == []
    assert await _found(studio, q="f#") == ["the lofty hall in F# minor"]


async def test_one_latin_letter_is_a_word_of_its_own(studio: Studio) -> None:
    await studio.prompt("a piano in A minor")
    await studio.prompt("all night")
    assert await _found(studio, q="A") == ["a piano in A minor"]
    assert await _found(studio, q="al") == ["all night"]


async def test_scripts_without_spaces_are_found_from_any_character_on(studio: Studio) -> None:
    await studio.prompt("雨の歌 ピアノ")
    for query in ("雨", "歌", "の歌", "ノ"):
        assert await _found(studio, q=query) == ["雨の歌 ピアノ"]
    assert await _found(studio, q="歌雨") == []


async def test_styles_and_moods_are_compared_as_a_whole_in_any_case(studio: Studio) -> None:
    await studio.prompt("one", style="Straße Nord", mood="CALM")
    assert await _found(studio, style="STRASSE nord") == ["one"]
    assert await _found(studio, style="strasse") == []
    assert await _found(studio, style="straße nord", mood="calm", q="one") == ["one"]
    assert await _found(studio, style="straße nord", mood="sad") == []


async def test_a_word_counts_once_however_often_it_is_met(studio: Studio) -> None:
    """`pi` is the beginning of two words of one prompt, and of one of the other, which is newer."""
    await studio.prompt("piano pizzicato")
    await studio.prompt("pipe organ")
    assert await _found(studio, q="pi") == ["pipe organ", "piano pizzicato"]
    assert (await studio.get("/prompts/search", q="pi piano"))["total"] == 2


async def test_pages_of_a_search_hold_every_prompt_once(studio: Studio) -> None:
    made = [await studio.prompt(f"piano {'sad' if number % 3 else 'loud'} {number}") for number in range(20)]
    seen = []
    for offset in range(0, 20, 6):
        page = await studio.get("/prompts/search", q="piano loud", limit=6, offset=offset)
        assert page["total"] == 20
        seen += [one["id"] for one in page["items"]]
    loud = [made[number] for number in range(18, -1, -3)]
    assert seen == [*loud, *(one for one in reversed(made) if one not in loud)]
    behind = await studio.get("/prompts/search", q="piano", offset=100)
    assert (behind["items"], behind["total"]) == ([], 20)


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
    assert (await studio.get("/jobs", q="sa pia"))["total"] == 1


async def test_jobs_of_words_that_many_prompts_hold(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found another way, with the same outcome."""
    monkeypatch.setattr("reprise.songs.prompts.read_repository._FEW", 1)
    made = [await studio.submit(f"slow sad piano {number}") for number in range(5)]
    await studio.submit("slow drums")
    seen: list[str] = []
    params: dict[str, object] = {"q": "sad slow", "limit": 2}
    while True:
        page = await studio.get("/jobs", **params)
        assert page["total"] == 5
        seen += [job["id"] for job in page["items"]]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
    assert seen == made[::-1]
