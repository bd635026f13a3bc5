"""What the page may cost: bytes to begin with, shifts when data arrives, long tasks while it plays."""

from __future__ import annotations

import gzip
import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.e2e.asking import WIDTHS, expect_samples_drawn, open_finished, submit, wait_for_audio
from tests.e2e.observing import long_tasks, observe, seen, touched_rows, watch_rows
from tests.support.processes import ServerProcess
from tests.support.rows import insert_jobs

pytestmark = pytest.mark.e2e

MOST_JAVASCRIPT = 250_000
MOST_SHIFT = 0.02
# In two seconds of play, and in sixteen switches. Measured on two cores: see docs/decisions/0012.
MOST_LONG_TASKS = 2


def test_what_is_loaded_to_begin_with_is_small(server: ServerProcess) -> None:
    page = httpx.get(f"{server.url}/songs/generate").text
    names = set(re.findall(r'(?:src|href)="\./?([^"]+\.js)"', page)) | {"color-scheme.js"}
    assert any(name.startswith("assets/index") for name in names), names
    sizes = {name: len(gzip.compress(httpx.get(f"{server.url}/{name}").content, 9)) for name in names}
    assert sum(sizes.values()) <= MOST_JAVASCRIPT, sizes


@pytest.fixture
def observed(browser: Browser, server: ServerProcess) -> Any:
    """Opens pages of any width that count their own shifts and long tasks."""
    contexts: list[BrowserContext] = []

    def open_page(width: int) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
        contexts.append(context)
        observe(context)
        page = context.new_page()
        page.goto(f"{server.url}/?token={server.token}")
        expect(page.get_by_test_id("prompt")).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_jumps_when_data_arrives(
    observed: Any, api: httpx.Client, server: ServerProcess, width: int
) -> None:
    insert_jobs(server.data_dir, 200)
    page = observed(width)
    job_id = open_finished(page, api, server.url, num_samples=4, duration=8)
    audio_ids = api.get(f"/api/v1/generate/{job_id}").json()["audio_ids"]
    # Answers come late, as over a slow line.
    page.route("**/api/v1/**", lambda route: (page.wait_for_timeout(60), route.continue_()))
    addresses = {
        "/songs/generate": "prompt",
        "/songs/jobs": "jobs",
        f"/songs/jobs/{job_id}": "samples",
        f"/songs/compare?ids={','.join(audio_ids[:2])}": "compare",
        "/songs/prompts": "rail",
        "/songs/templates": "rail",
        "/settings": "rail",
    }
    for address, landmark in addresses.items():
        page.goto(server.url + address)
        expect(page.get_by_test_id(landmark).first).to_be_visible()
        page.wait_for_timeout(1_500)
        found = seen(page)
        assert found["shift"] <= MOST_SHIFT, (address, found["shift"], found["shifts"])


def test_nothing_jumps_while_samples_arrive(observed: Any, api: httpx.Client, server: ServerProcess) -> None:
    page = observed(1440)
    job_id = submit(api, num_samples=4, duration=20)
    page.goto(f"{server.url}/songs/jobs/{job_id}")
    expect_samples_drawn(page, 4)
    page.wait_for_timeout(500)
    found = seen(page)
    assert found["shift"] <= MOST_SHIFT, found


@pytest.fixture
def eight(observed: Any, api: httpx.Client, server: ServerProcess) -> Page:
    """The page of a job of eight samples, the first of which plays."""
    page: Page = observed(1440)
    open_finished(page, api, server.url, num_samples=8, duration=20)
    page.keyboard.press("1")
    wait_for_audio(page, "!audio.paused && audio.currentTime > 0.2")
    return page


def test_while_one_of_eight_plays_the_others_rest(eight: Page) -> None:
    playing = eight.get_by_test_id("sample").first.get_attribute("data-audio-id")
    before = seen(eight)
    watch_rows(eight)
    with long_tasks(eight) as tasks:
        wait_for_audio(eight, "audio.currentTime > 2.5")
    after = seen(eight)
    assert touched_rows(eight) == {playing}
    assert after["fills"] == before["fills"], "nothing is drawn anew, the played part only grows"
    assert len(tasks) <= MOST_LONG_TASKS, tasks


def test_eight_waveforms_switch_without_long_tasks(eight: Page) -> None:
    before = seen(eight)
    keys = "2345678123456781"
    with long_tasks(eight) as tasks:
        for key in keys:
            eight.keyboard.press(key)
            wait_for_audio(eight, "!audio.paused && !audio.seeking")
    after = seen(eight)
    assert len(tasks) <= MOST_LONG_TASKS, tasks
    # The waveform in the player's bar, whole and played; those of the rows stay as they are.
    assert after["fills"] - before["fills"] <= 2 * len(keys)
