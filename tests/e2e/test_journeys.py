"""From the first word to a comparison and back, wide and narrow, by mouse and by keyboard alone."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.asking import (
    LONG_JOB,
    WIDTHS,
    audio,
    expect_samples_drawn,
    expect_state,
    horizontal_overflow,
    open_finished,
    open_more,
    resize,
    submit,
    tab_to,
    type_and_submit,
    wait_for_audio,
)
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("width", WIDTHS)
def test_by_mouse(first_page: Page, width: int) -> None:
    page = first_page
    resize(page, width)
    type_and_submit(page, duration=20)
    expect_samples_drawn(page, 2)
    page.get_by_test_id("latest-link").click()
    expect_state(page, "Completed")
    page.get_by_test_id("play").first.click()
    wait_for_audio(page, "audio.currentTime > 0.3")
    page.get_by_role("button", name="Sample B", exact=True).click()
    wait_for_audio(page, "!audio.paused && audio.currentTime > 0.5")
    for label in "AB":
        open_more(page, label).get_by_test_id("to-tray").click()
    page.get_by_test_id("compare-open").click()
    expect(page).to_have_url(re.compile(r"/songs/compare\?ids="))
    expect(page.locator("[data-testid=side-wave][data-drawn=true]")).to_have_count(2)
    assert audio(page, "!audio.paused"), "the music goes on"
    page.go_back()
    favorite = page.get_by_test_id("sample").first.get_by_test_id("favorite")
    favorite.click()
    expect(favorite).to_have_attribute("aria-pressed", "true")
    page.get_by_test_id("rail").get_by_text("Jobs").click()
    expect(page.get_by_test_id("job-row").first).to_contain_text("Completed")
    assert horizontal_overflow(page) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_by_keyboard_alone(first_page: Page, width: int) -> None:
    page = first_page
    resize(page, width)
    keyboard = page.keyboard
    expect(page.get_by_test_id("prompt")).to_be_focused()
    keyboard.type("calm ambient pads with soft strings")
    keyboard.press("Control+Enter")
    expect_samples_drawn(page, 2)
    tab_to(page, page.get_by_test_id("latest-link"))
    keyboard.press("Enter")
    # Samples are drawn on the page before as well: only its own heading says that the next one is there.
    expect(page.get_by_test_id("job-prompt")).to_be_visible()
    expect_samples_drawn(page, 2)
    page.get_by_test_id("job").evaluate("job => job.focus()")
    keyboard.press("a")
    wait_for_audio(page, "audio.currentTime > 0.2")
    keyboard.press("[")
    keyboard.press("ArrowRight")
    wait_for_audio(page, "audio.currentTime > 5")
    keyboard.press("]")
    expect(page.get_by_test_id("loop-region").first).to_have_attribute("data-on", "true")
    keyboard.press("2")
    wait_for_audio(page, "!audio.paused && audio.currentTime < 8")
    expect(page.get_by_role("button", name="Sample B", exact=True)).to_have_attribute("aria-pressed", "true")
    keyboard.press("l")
    expect(page.get_by_test_id("loop")).to_have_attribute("aria-pressed", "false")
    tab_to(page, page.get_by_test_id("sample").nth(1).get_by_test_id("sample-more"))
    keyboard.press("Enter")
    expect(page.get_by_test_id("to-tray")).to_be_focused()
    keyboard.press("Enter")
    expect(page.get_by_test_id("compare-tray")).to_contain_text("calm ambient")
    keyboard.press("g")
    keyboard.press("j")
    expect(page.get_by_role("heading", name="Jobs", exact=True)).to_be_visible()
    tab_to(page, page.get_by_test_id("job-row").first.get_by_role("link"))
    keyboard.press("Enter")
    expect(page.get_by_test_id("job-prompt")).to_have_text("calm ambient pads with soft strings")
    tab_to(page, page.get_by_test_id("delete"))
    keyboard.press("Enter")
    tab_to(page, page.get_by_test_id("undo"))
    keyboard.press("Enter")
    expect(page.get_by_test_id("undo")).to_have_count(0)
    expect(page.get_by_test_id("job-row").first).to_contain_text("calm ambient pads")


def test_a_reload_and_a_second_tab_lose_nothing(
    first_page: Page, api: httpx.Client, server: ServerProcess
) -> None:
    page = first_page
    open_finished(page, api, server.url, num_samples=2, duration=12)
    page.get_by_test_id("play").first.click()
    expect(page.get_by_test_id("sample").first.get_by_test_id("heard").first).to_be_attached()
    open_more(page, "A").get_by_test_id("to-tray").click()
    page.reload()
    expect_samples_drawn(page, 2)
    expect(page.get_by_test_id("sample").first.get_by_test_id("heard").first).to_be_attached()
    expect(page.get_by_test_id("compare-tray")).to_contain_text("Add one more")
    job_id = submit(api, "driving techno in A minor", **LONG_JOB)
    page.goto(f"{server.url}/songs/jobs/{job_id}")
    expect_state(page, "Processing")
    second = page.context.new_page()
    second.goto(f"{server.url}/songs/jobs?status=processing")
    expect(second.get_by_test_id("job-row").first).to_contain_text("driving techno")
    page.reload()
    expect_state(page, "Processing")
    second.get_by_test_id("job-row").first.get_by_test_id("cancel").click()
    expect_state(page, "Cancelled")
    second.close()
