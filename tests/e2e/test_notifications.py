"""Who is told that a job is done: everybody in the page, the browser only whoever asked for it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, update
from tests.e2e.asking import expect_state, submit, type_and_submit
from tests.support import tied
from tests.support.processes import ServerProcess

from reprise.core.db import utcnow
from reprise.core.db.urls import sync_url
from reprise.songs.generation.models import GenerationJob

pytestmark = pytest.mark.e2e

# A headless browser shows no notifications and has no window that another one hides.
_BROWSER = """
window.told = [];
window.Notification = class {
  static permission = "granted";
  static requestPermission = async () => "granted";
  constructor(title, { body }) { window.told.push(`${title}: ${body}`); }
  close() {}
};
Object.defineProperty(document, "hidden", { get: () => window.name === "hidden" });
"""


@pytest.fixture
def page(page: Page) -> Page:
    page.add_init_script(_BROWSER)
    return page


def asked_a_minute_ago(server: ServerProcess, jobs: list[str]) -> None:
    """As if they had waited for that long: only a long job is worth a notification."""
    engine = create_engine(sync_url(f"sqlite:///{server.data_dir / 'reprise.db'}"))
    chosen = GenerationJob.id.in_([UUID(job) for job in jobs])
    with engine.begin() as connection:
        connection.execute(
            update(GenerationJob).where(chosen).values(created_at=utcnow() - timedelta(minutes=1))
        )
    engine.dispose()


def test_the_browser_tells_of_own_jobs_and_the_page_of_all(
    first_page: Page, api: httpx.Client, server: ServerProcess
) -> None:
    page = first_page
    page.get_by_test_id("rail").get_by_text("Settings").click()
    page.get_by_test_id("alerts").check(force=True)
    page.get_by_test_id("rail").get_by_text("Generate").click()
    api.post("/api/v1/queue/pause").raise_for_status()
    type_and_submit(page, "calm ambient pads", duration=2)
    expect_state(page, "Queued")
    own = page.get_by_test_id("job").get_attribute("data-job-id") or ""
    foreign = submit(api, "driving techno", num_samples=1, duration=2)
    asked_a_minute_ago(server, [own, foreign])
    page.get_by_test_id("rail").get_by_text("Settings").click()
    page.evaluate("window.name = 'hidden'")
    api.post("/api/v1/queue/resume").raise_for_status()
    expect(page.get_by_test_id("notices")).to_contain_text("2 jobs have ended")
    tied.until(lambda: bool(page.evaluate("told.length")), 10, lambda: "nothing was told")
    assert page.evaluate("told") == ["Music is ready: calm ambient pads"]
