"""The comparison as people use it: switching, loops, keys, hidden sides, links, and what was heard."""

from __future__ import annotations

import re
from typing import Any

import httpx
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Request, expect
from sqlalchemy import create_engine, select
from tests.e2e.abtests import make_adapter
from tests.e2e.accessibility import faint_placeholders, violations
from tests.e2e.asking import WIDTHS, audio, horizontal_overflow, open_finished, resize, wait_for_audio
from tests.e2e.rating import make, said_of
from tests.support import tied
from tests.support.finished import publish_sounds
from tests.support.processes import ServerProcess

from reprise.songs.listening.models import Listen

pytestmark = pytest.mark.e2e

RATE = 16_000


def tones(count: int, seconds: float = 12.0) -> list[np.ndarray[Any, np.dtype[np.float32]]]:
    """Of different pitch and loudness, the later ones a little shorter."""
    made = []
    for place in range(count):
        instants = np.arange(round((seconds - 0.5 * place) * RATE)) / RATE
        wave = 0.4 / (place + 1) * np.sin(2 * np.pi * 220 * (place + 1) * instants)
        made.append(np.stack([wave, wave], axis=1).astype(np.float32))
    return made


@pytest.fixture
def ids(server: ServerProcess) -> list[str]:
    return publish_sounds(server.data_dir, tones(3), RATE, "three tones")


def open_comparison(page: Page, server: ServerProcess, ids: list[str], more: str = "") -> None:
    page.goto(f"{server.url}/songs/compare?ids={','.join(ids)}{more}")
    expect(page.get_by_test_id("compare-play")).to_have_attribute("data-phase", "ready")
    expect(page.locator("[data-testid=side-wave][data-drawn=true]")).to_have_count(len(ids))


def expect_heard(page: Page, letter: str) -> None:
    expect(page.locator(f"[data-letter={letter}]")).to_have_attribute("data-heard", "true")


def second(page: Page) -> int:
    shown = page.get_by_test_id("compare-time").inner_text()
    found = re.match(r"(\d+):(\d\d) / ", shown)
    assert found, shown
    return 60 * int(found[1]) + int(found[2])


def wait_for_second(page: Page, least: int, *, exactly: bool = False) -> None:
    def is_there() -> bool:
        return second(page) == least if exactly else second(page) >= least

    tied.until(is_there, 30, lambda: f"at {second(page)} s")


def test_compare_samples_from_same_prompt(signed_in: Page, server: ServerProcess, ids: list[str]) -> None:
    page = signed_in
    open_comparison(page, server, ids)
    expect(page.get_by_test_id("side")).to_have_count(3)
    expect(page.get_by_test_id("technical-table")).to_contain_text("three tones")
    page.get_by_test_id("compare-play").click()
    expect(page.get_by_test_id("compare-play")).to_have_attribute("aria-label", "Pause")
    wait_for_second(page, 1)
    expect_heard(page, "A")
    before = second(page)
    page.get_by_test_id("hear-C").click()
    expect(page.locator("[data-letter=C]")).to_have_attribute("data-heard", "true")
    assert second(page) >= before
    wait_for_second(page, before + 1)
    page.get_by_test_id("compare-play").click()
    expect(page.get_by_test_id("compare-play")).to_have_attribute("aria-label", "Play")
    for letter in "AC":
        expect(page.locator(f"[data-letter={letter}] [data-testid=heard]").first).to_be_attached()
    expect(page.locator("[data-letter=B] [data-testid=heard]")).to_have_count(0)


def test_compare_samples_with_different_adapters(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    page, adapter = signed_in, make_adapter(api)
    asked = {"num_samples": 1, "duration": 4, "seed": 11}
    (plain,) = make(api, **asked).samples
    (adapted,) = make(api, **asked, adapter_id=adapter["id"]).samples
    open_comparison(page, server, [plain, adapted])
    facts = page.get_by_test_id("technical-table")
    expect(facts).to_contain_text(adapter["name"])
    page.get_by_test_id("compare-play").click()
    wait_for_second(page, 1)
    page.get_by_test_id("hear-B").click()
    expect_heard(page, "B")


def test_it_works_from_the_keyboard(signed_in: Page, server: ServerProcess, ids: list[str]) -> None:
    page = signed_in
    open_comparison(page, server, ids)
    play = page.get_by_test_id("compare-play")
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-label", "Pause")
    page.keyboard.press("2")
    expect_heard(page, "B")
    page.keyboard.press("c")
    expect_heard(page, "C")
    page.keyboard.press("ArrowRight")
    wait_for_second(page, 5)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-label", "Play")
    assert second(page) < 5
    page.keyboard.press("[")
    region = page.get_by_test_id("loop-region")
    expect(region).to_have_attribute("data-on", "true")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("]")
    begin, end = (float(region.get_attribute(name) or "nan") for name in ("data-from", "data-to"))
    assert end - begin == pytest.approx(5, abs=0.1)
    page.keyboard.press("l")
    expect(page.get_by_test_id("compare-loop")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Shift+Digit4")
    stars = page.locator("[data-letter=C]").get_by_test_id("rate-now")
    expect(stars.get_by_role("radio", checked=True)).to_have_count(1)
    page.keyboard.press("g")
    page.keyboard.press("e")
    expect(page.get_by_role("heading", name="Experiments", level=1)).to_be_visible()


def test_a_drawn_part_repeats(signed_in: Page, server: ServerProcess, ids: list[str]) -> None:
    page = signed_in
    open_comparison(page, server, ids)
    ruler = page.get_by_test_id("loop-ruler")
    box = ruler.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.5, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=4)
    page.mouse.up()
    region = page.get_by_test_id("loop-region")
    expect(region).to_have_attribute("data-on", "true")
    assert float(region.get_attribute("data-from") or 0) == pytest.approx(6, abs=0.1)
    page.locator("[data-testid=side-wave]").first.click(position={"x": box["width"] * 0.55, "y": 20})
    page.keyboard.press("Space")
    expect(page.get_by_test_id("compare-play")).to_have_attribute("aria-label", "Pause")
    # 6.0 to 7.2 s repeat: the second that is shown goes on and comes back.
    for shown in (7, 6, 7, 6):
        wait_for_second(page, shown, exactly=True)


def test_hidden_sides_say_nothing_until_they_are_revealed(
    signed_in: Page, server: ServerProcess, ids: list[str]
) -> None:
    page = signed_in
    open_comparison(page, server, ids)
    page.get_by_test_id("blind").click()
    expect(page).to_have_url(re.compile(r"blind=1"))
    comparison = page.get_by_test_id("comparison")
    expect(comparison).to_have_attribute("data-hidden", "true")
    expect(page.get_by_test_id("technical-table")).to_have_count(0)
    for said in ("three tones", "recorded", "−", "seed"):
        expect(comparison).not_to_contain_text(said)
    page.keyboard.press("2")
    expect_heard(page, "B")
    page.get_by_test_id("reveal").click()
    expect(comparison).to_have_attribute("data-hidden", "false")
    expect(page.get_by_test_id("blind")).not_to_be_checked()
    expect(page.get_by_test_id("technical-table")).to_be_visible()
    expect_heard(page, "B")
    expect(page.get_by_test_id("side").first).to_contain_text("three tones")


def test_blinding_forgets_what_was_heard_and_said(
    signed_in: Page, server: ServerProcess, ids: list[str]
) -> None:
    page = signed_in
    open_comparison(page, server, ids)
    page.keyboard.press("Space")
    page.keyboard.press("3")
    expect_heard(page, "C")
    page.keyboard.press("Shift+Digit4")
    rated = page.get_by_test_id("side").get_by_role("radio", checked=True)
    expect(rated).to_have_count(1)
    expect(page.get_by_test_id("heard").first).to_be_attached()
    page.get_by_test_id("blind").click()
    expect(page.get_by_test_id("comparison")).to_have_attribute("data-hidden", "true")
    expect(page.get_by_test_id("compare-play")).to_have_attribute("aria-label", "Play")
    expect_heard(page, "A")
    expect(rated).to_have_count(0)
    expect(page.get_by_test_id("heard")).to_have_count(0)
    widths = {box["width"] for wave in page.get_by_test_id("side-wave").all() if (box := wave.bounding_box())}
    assert len(widths) == 1
    lengths = {wave.get_attribute("aria-valuemax") for wave in page.get_by_test_id("side-wave").all()}
    assert lengths == {"12"}
    page.keyboard.press("Shift+Digit2")
    expect(rated).to_have_count(1)
    page.get_by_test_id("reveal").click()
    expect(page.get_by_test_id("heard").first).to_be_attached()


def test_tags_and_notes_are_given_while_the_sides_are_hidden(
    signed_in: Page, server: ServerProcess, ids: list[str], api: httpx.Client
) -> None:
    api.post("/api/v1/feedback", json={"audio_id": ids[0], "notes": "said before"}).raise_for_status()
    page = signed_in
    open_comparison(page, server, ids, "&blind=1")
    more = page.get_by_test_id("rate-more")
    expect(more.first).to_be_enabled()
    assert {button.get_attribute("data-said") for button in more.all()} == {"false"}
    for place in range(len(ids)):
        more.nth(place).click()
        menu = page.get_by_test_id("rate-menu")
        notes = menu.get_by_role("textbox", name="Notes")
        expect(notes).to_have_value("")
        notes.fill(f"heard at place {place}")
        if place:
            menu.get_by_test_id("words-save").click()
        else:
            menu.get_by_test_id("rate-close").click()
        expect(menu).to_have_count(0)
    page.get_by_test_id("reveal").click()
    sides = page.get_by_test_id("side")
    expect(sides.first).to_have_attribute("data-audio-id", re.compile("."))
    for place in range(1, len(ids)):
        audio_id = sides.nth(place).get_attribute("data-audio-id")
        assert said_of(api, str(audio_id))[0]["notes"] == f"heard at place {place}"
    # What was not saved is still there, and not said.
    more.first.click()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("heard at place 0")


def test_hidden_sides_are_shuffled(signed_in: Page, server: ServerProcess, ids: list[str]) -> None:
    page = signed_in
    orders = set()
    open_comparison(page, server, ids)
    for _ in range(12):
        page.get_by_test_id("blind").click()
        page.get_by_test_id("reveal").click()
        rows = page.get_by_test_id("side")
        expect(rows.first).to_have_attribute("data-audio-id", re.compile("."))
        orders.add(tuple(str(row.get_attribute("data-audio-id")) for row in rows.all()))
        expect(page).not_to_have_url(re.compile("blind"))
    assert len(orders) > 1
    assert all(sorted(order) == sorted(ids) for order in orders)


def test_what_was_heard_is_told_side_by_side(signed_in: Page, server: ServerProcess, ids: list[str]) -> None:
    page = signed_in
    told: list[Any] = []

    def note(request: Request) -> None:
        if "/audio/listens/" in request.url:
            told.append(request.post_data_json)

    page.on("request", note)
    open_comparison(page, server, ids)
    page.keyboard.press("Space")
    wait_for_second(page, 1)
    page.keyboard.press("3")
    wait_for_second(page, 3)
    page.keyboard.press("Space")
    expect(page.get_by_test_id("compare-play")).to_have_attribute("aria-label", "Play")
    # Leaving the page tells the rest.
    page.get_by_test_id("rail").get_by_role("link", name="Jobs").click()
    expect(page.get_by_role("heading", name="Jobs", level=1)).to_be_visible()
    rows = listens(
        server, lambda found: {row.audio_id.hex for row in found} >= {plain(ids[0]), plain(ids[2])}
    )
    heard = {row.audio_id.hex: row for row in rows}
    assert plain(ids[1]) not in heard
    first, third = heard[plain(ids[0])], heard[plain(ids[2])]
    assert first.context == third.context == "comparison"
    assert 900 <= first.heard_ms <= 4_000
    assert first.segments[0][0] == 0
    assert first.segments[-1][1] == pytest.approx(third.segments[0][0], abs=30)
    assert sum(end - begin for begin, end in third.segments) == pytest.approx(third.heard_ms, abs=5)
    assert told and {entry["context"] for entry in told} == {"comparison"}


def plain(audio_id: str) -> str:
    return audio_id.replace("-", "")


def listens(server: ServerProcess, enough: Any) -> list[Any]:
    """Rows of what was heard, once there are enough of them."""
    engine = create_engine(f"sqlite:///{server.data_dir / 'reprise.db'}")
    found: list[Any] = []

    def look() -> bool:
        with engine.connect() as connection:
            found[:] = connection.execute(select(Listen.__table__)).all()
        return bool(enough(found))

    tied.until(look, 30, lambda: f"told: {found}")
    engine.dispose()
    return found


def test_the_player_of_the_page_falls_silent_and_tells_what_was_heard(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    page = signed_in
    job = open_finished(page, api, server.url, num_samples=2, duration=12)
    ids = api.get(f"/api/v1/generate/{job}").json()["audio_ids"]
    page.get_by_test_id("play").first.click()
    wait_for_audio(page, "audio.currentTime > 1.2")
    page.get_by_test_id("compare-job").click()
    expect(page.get_by_test_id("compare-play")).to_have_attribute("data-phase", "ready")
    assert not audio(page, "audio.paused")
    page.get_by_test_id("compare-play").click()
    wait_for_audio(page, "audio.paused")
    page.get_by_test_id("player-toggle").click()
    expect(page.get_by_test_id("compare-play")).to_have_attribute("aria-label", "Play")
    wait_for_audio(page, "!audio.paused")
    page.get_by_test_id("player-toggle").click()
    wait_for_audio(page, "audio.paused")
    rows = listens(
        server,
        lambda found: any(row.audio_id.hex == plain(ids[0]) and row.context == "player" for row in found),
    )
    (row,) = [row for row in rows if row.audio_id.hex == plain(ids[0]) and row.context == "player"]
    assert row.heard_ms >= 1_000


def test_a_link_opens_the_same_comparison(signed_in: Page, server: ServerProcess, ids: list[str]) -> None:
    page = signed_in
    open_comparison(page, server, ids, "&blind=1")
    expect(page.get_by_test_id("comparison")).to_have_attribute("data-hidden", "true")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_test_id("copy-comparison").click()
    expect(page.get_by_test_id("notices")).to_contain_text("The link is copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{server.url}/songs/compare?ids={','.join(ids)}&blind=1"


def test_a_deleted_sample_is_left_out_and_said(
    signed_in: Page, api: httpx.Client, server: ServerProcess, ids: list[str]
) -> None:
    api.delete(f"/api/v1/audio/{ids[1]}").raise_for_status()
    signed_in.goto(f"{server.url}/songs/compare?ids={','.join(ids)}")
    expect(signed_in.get_by_test_id("error")).to_contain_text("One of these samples cannot be had")
    expect(signed_in.get_by_test_id("side")).to_have_count(2)


def test_empty_and_single_comparisons_say_what_to_do(
    signed_in: Page, server: ServerProcess, ids: list[str]
) -> None:
    signed_in.goto(f"{server.url}/songs/compare")
    expect(signed_in.get_by_test_id("empty")).to_contain_text("Open a job")
    signed_in.goto(f"{server.url}/songs/compare?ids={ids[0]}")
    expect(signed_in.get_by_test_id("empty")).to_contain_text("it takes two")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_and_operated_everywhere(
    width: int, scheme: Any, browser: Browser, server: ServerProcess, ids: list[str]
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    resize(page, width)
    page.goto(f"{server.url}/?token={server.token}")
    expect(page.get_by_test_id("prompt")).to_be_visible()
    open_comparison(page, server, ids)
    assert horizontal_overflow(page) == 0
    found = violations(page) + faint_placeholders(page)
    page.get_by_test_id("blind").click()
    expect(page.get_by_test_id("reveal")).to_be_visible()
    found += violations(page)
    assert horizontal_overflow(page) == 0
    context.close()
    assert not found, "\n".join(found)
