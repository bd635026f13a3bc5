"""The one player of the page: right duration, exact seeking, and it goes on while one moves about."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.asking import (
    SAD_PIANO,
    audio,
    expect_samples_drawn,
    horizontal_overflow,
    open_finished,
    wait_for_audio,
)
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


@pytest.fixture
def job(signed_in: Page, api: httpx.Client, server: ServerProcess) -> str:
    """The id of a job of two samples, 24 s each, whose page is open."""
    return open_finished(signed_in, api, server.url, num_samples=2, duration=24)


def test_the_browser_knows_the_duration_and_can_seek_everywhere(
    signed_in: Page, job: str, api: httpx.Client
) -> None:
    audio_id = api.get(f"/api/v1/generate/{job}").json()["audio_ids"][0]
    duration = api.get(f"/api/v1/audio/{audio_id}").json()["duration"]
    signed_in.get_by_test_id("play").first.click()
    wait_for_audio(signed_in, "audio.currentTime > 0.2")
    assert audio(signed_in, "audio.duration") == pytest.approx(duration, abs=0.01)
    assert audio(signed_in, "audio.seekable.end(0)") == pytest.approx(duration, abs=0.01)


def test_a_click_in_the_waveform_plays_from_there(signed_in: Page, job: str) -> None:
    waveform = signed_in.get_by_test_id("sample").nth(1).get_by_test_id("waveform")
    box = waveform.bounding_box()
    assert box is not None
    waveform.click(position={"x": box["width"] * 0.75, "y": box["height"] / 2})
    wait_for_audio(signed_in, "!audio.paused && audio.readyState > 2 && !audio.seeking")
    at = audio(signed_in, "audio.currentTime")
    assert 18 - 0.3 <= at < 21
    wait_for_audio(signed_in, f"audio.currentTime > {at + 0.3}")
    # It plays on while it is looked at.
    expect(waveform).to_have_attribute("aria-valuenow", re.compile(r"^(18|19|2\d)$"))


def test_a_finger_seeks_in_the_bar_of_a_phone(
    browser: Browser, server: ServerProcess, api: httpx.Client
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB")
    page = context.new_page()
    page.goto(f"{server.url}/?token={server.token}")
    expect(page.get_by_test_id("prompt")).to_be_visible()
    open_finished(page, api, server.url, num_samples=3, duration=24)
    page.get_by_test_id("play").first.tap()
    bar = page.get_by_test_id("player")
    waveform = bar.get_by_test_id("waveform")
    box = waveform.bounding_box()
    assert box is not None
    # https://www.w3.org/TR/WCAG22/#target-size-enhanced
    assert box["height"] >= 44
    for button in bar.get_by_role("button").all():
        size = button.bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 44, button
    page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    wait_for_audio(page, "audio.currentTime >= 11.7 && audio.currentTime < 15")
    assert horizontal_overflow(page) == 0
    context.close()


def test_a_drag_moves_the_playhead_of_what_plays(signed_in: Page, job: str) -> None:
    signed_in.get_by_test_id("play").first.click()
    waveform = signed_in.get_by_test_id("sample").first.get_by_test_id("waveform")
    box = waveform.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    signed_in.mouse.move(box["x"] + box["width"] * 0.1, y)
    signed_in.mouse.down()
    signed_in.mouse.move(box["x"] + box["width"] * 0.75, y, steps=5)
    signed_in.mouse.up()
    wait_for_audio(signed_in, "!audio.paused && audio.currentTime >= 17.7 && audio.currentTime < 21")


def test_music_goes_on_in_another_view(signed_in: Page, job: str) -> None:
    signed_in.get_by_test_id("play").first.click()
    wait_for_audio(signed_in, "audio.currentTime > 0.2")
    signed_in.get_by_test_id("rail").get_by_text("Jobs").click()
    expect(signed_in.get_by_role("heading", name="Jobs")).to_be_visible()
    at = audio(signed_in, "audio.currentTime")
    wait_for_audio(signed_in, f"!audio.paused && audio.currentTime > {at + 0.3}")
    signed_in.get_by_test_id("player-toggle").click()
    wait_for_audio(signed_in, "audio.paused")


def test_everything_works_from_the_keyboard(first_page: Page) -> None:
    expect(first_page.get_by_test_id("prompt")).to_be_focused()
    first_page.keyboard.type(SAD_PIANO)
    first_page.keyboard.press("Control+Enter")
    expect_samples_drawn(first_page, 2)
    first = first_page.get_by_test_id("play").first
    for _ in range(60):
        first_page.keyboard.press("Tab")
        if first.evaluate("button => button === document.activeElement"):
            break
    first_page.keyboard.press("Enter")
    wait_for_audio(first_page, "audio.currentTime > 0.1")
    first_page.keyboard.press("ArrowRight")
    wait_for_audio(first_page, "audio.currentTime > 5")
    first_page.keyboard.press("2")
    expect(first_page.get_by_role("button", name="Sample B", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    wait_for_audio(first_page, "!audio.paused && audio.currentTime > 5")
    first_page.keyboard.press("g")
    first_page.keyboard.press("j")
    expect(first_page.get_by_role("heading", name="Jobs")).to_be_visible()
    first_page.keyboard.press("?")
    expect(first_page.get_by_test_id("keyboard-map")).to_be_visible()
    first_page.keyboard.press("Escape")
    expect(first_page.get_by_test_id("keyboard-map")).to_be_hidden()
    first_page.keyboard.press("Space")
    wait_for_audio(first_page, "audio.paused")
