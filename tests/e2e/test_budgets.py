"""What the page may cost: bytes to begin with, shifts when data arrives, long tasks while it plays."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.e2e.asking import WIDTHS, expect_samples_drawn, open_finished, submit, wait_for_audio
from tests.support.processes import ServerProcess
from tests.support.rows import insert_jobs

pytestmark = pytest.mark.e2e

MOST_JAVASCRIPT = 250_000
MOST_SHIFT = 0.02
# Each is 50 ms or more in which no frame is drawn (https://w3c.github.io/longtasks/).
MOST_LONG_TASKS = 8
# Kept in the page's name, the one thing that outlives its documents within a tab.
_OBSERVE = """
addEventListener("pagehide", () => { window.name = JSON.stringify(window.seen); });
window.seen = { shift: 0, long: [], shifts: [] };
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.seen.shift += entry.value;
    window.seen.shifts.push(entry.sources.map(source => source.node?.outerHTML?.slice(0, 120)));
  }
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.seen.long.push(entry.duration);
}).observe({ type: "longtask", buffered: true });
"""


def seen(page: Page) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(page.evaluate("JSON.stringify(window.seen)"))
    return result


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
        context.add_init_script(_OBSERVE)
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


def test_eight_waveforms_play_and_switch_without_long_tasks(
    observed: Any, api: httpx.Client, server: ServerProcess
) -> None:
    page = observed(1440)
    open_finished(page, api, server.url, num_samples=8, duration=20)
    page.keyboard.press("1")
    wait_for_audio(page, "!audio.paused && audio.currentTime > 0.2")
    before = len(seen(page)["long"])
    for key in "2345678123456781":
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    wait_for_audio(page, "!audio.paused && audio.currentTime > 2")
    tasks = seen(page)["long"][before:]
    assert len(tasks) <= MOST_LONG_TASKS, tasks
