"""Experiments as people use them: a question, its jobs side by side, what was said, and the archive."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.accessibility import faint_placeholders, violations
from tests.e2e.asking import WIDTHS, expect_state, horizontal_overflow, resize, submit
from tests.support import tied
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


def make(api: httpx.Client, name: str, description: str | None = None) -> str:
    body = {"name": name, "description": description}
    made = api.post("/api/v1/experiments", json=body).raise_for_status().json()
    return str(made["id"])


def finished_job(api: httpx.Client, experiment: str, **asked: Any) -> dict[str, Any]:
    wanted: dict[str, Any] = {"num_samples": 1, "duration": 4, "experiment_id": experiment}
    job_id = submit(api, **wanted | asked)
    job: dict[str, Any] = {}

    def done() -> bool:
        job.update(api.get(f"/api/v1/generate/{job_id}").json())
        return bool(job["status"] == "completed")

    tied.until(done, 120, lambda: f"the job is {job.get('status')}")
    return job


@pytest.fixture
def asked(api: httpx.Client) -> tuple[str, list[dict[str, Any]]]:
    """An experiment with two jobs that differ in their seed, one of them rated."""
    experiment = make(api, f"Does the seed matter? {uuid4().hex[:6]}", "Same prompt, two seeds.")
    jobs = [finished_job(api, experiment, seed=seed) for seed in (1, 2)]
    said = {"audio_id": jobs[0]["audio_ids"][0], "rating": 4}
    api.post("/api/v1/feedback", json=said).raise_for_status()
    return experiment, jobs


def test_submit_generation_with_experiment_tracking(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    page = signed_in
    page.goto(f"{server.url}/songs/experiments")
    page.get_by_test_id("experiment-new").click()
    page.get_by_test_id("experiment-name").fill("Does a slower tempo sound sadder?")
    page.get_by_test_id("experiment-description").fill("Tempo from 60 to 120.")
    page.get_by_test_id("experiment-save").click()
    expect(page).to_have_url(re.compile(r"/songs/experiments/[0-9a-f-]{36}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Does a slower tempo sound sadder?")
    expect(page.get_by_test_id("empty")).to_be_visible()
    page.get_by_test_id("generate-in-it").first.click()
    expect(page.get_by_test_id("experiment-field")).to_have_value("Does a slower tempo sound sadder?")
    page.get_by_test_id("prompt").fill("slow sad piano")
    page.get_by_test_id("duration").fill("4")
    page.get_by_test_id("submit").click()
    expect_state(page, "Completed")
    page.get_by_test_id("job-facts").get_by_role("link", name="Does a slower tempo").click()
    expect(page.get_by_test_id("job-row")).to_have_count(1)
    expect(page.get_by_test_id("job-row")).to_contain_text("slow sad piano")
    expect(page.get_by_test_id("experiment-figures")).to_contain_text("1 job")


def test_jobs_side_by_side_show_what_differs_and_what_was_said(
    signed_in: Page, server: ServerProcess, asked: tuple[str, list[dict[str, Any]]]
) -> None:
    page, (experiment, jobs) = signed_in, asked
    page.goto(f"{server.url}/songs/experiments/{experiment}")
    table = page.get_by_test_id("job-comparison")
    expect(table.locator("[data-differs]")).to_have_count(1)
    expect(table.locator("[data-differs=seed]")).to_be_visible()
    rated = table.locator(f"[data-job-id='{jobs[0]['id']}']")
    expect(rated.locator("[data-setting=seed]")).to_have_text("1")
    expect(rated).to_contain_text("4.00")
    expect(page.get_by_test_id("experiment-figures")).to_contain_text("rated 4.00 on average")
    expect(page.get_by_text("The same for all:")).to_contain_text("4 s")
    page.get_by_test_id("listen").click()
    expect(page).to_have_url(re.compile(r"/songs/compare\?ids="))
    expect(page.get_by_test_id("side")).to_have_count(2)


def test_only_the_ticked_jobs_can_be_shown(signed_in: Page, api: httpx.Client, server: ServerProcess) -> None:
    experiment = make(api, "Which seed?")
    ids = [submit(api, num_samples=1, duration=4, experiment_id=experiment, seed=seed) for seed in range(3)]
    page = signed_in
    page.goto(f"{server.url}/songs/experiments/{experiment}")
    expect(page.get_by_test_id("compared-job")).to_have_count(3)
    for job_id in ids[:2]:
        page.locator(f"[data-testid=compared-job][data-job-id='{job_id}']").get_by_test_id("tick").check()
    page.get_by_test_id("only-ticked").click()
    expect(page.get_by_test_id("compared-job")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"jobs="))
    page.reload()
    expect(page.get_by_test_id("compared-job")).to_have_count(2)
    page.get_by_test_id("all-jobs").click()
    expect(page.get_by_test_id("compared-job")).to_have_count(3)


def test_archiving_can_be_undone(signed_in: Page, api: httpx.Client, server: ServerProcess) -> None:
    name = f"Put me away {uuid4().hex[:6]}"
    experiment = make(api, name)
    page = signed_in
    page.goto(f"{server.url}/songs/experiments")
    row = page.locator(f"[data-experiment-id='{experiment}']")
    row.get_by_test_id("archive").click()
    expect(row).to_have_count(0)
    page.get_by_test_id("notices").get_by_role("button", name="Undo").click()
    expect(row).to_be_visible()
    row.get_by_test_id("archive").click()
    expect(row).to_have_count(0)
    page.get_by_test_id("archived").click()
    expect(page).to_have_url(re.compile("archived=1"))
    expect(row).to_be_visible()
    row.get_by_role("link", name=name).click()
    expect(page.get_by_test_id("is-archived")).to_be_visible()
    expect(page.get_by_test_id("generate-in-it")).to_have_count(0)
    page.get_by_test_id("archive").click()
    expect(page.get_by_test_id("is-archived")).to_have_count(0)


def test_an_archived_experiment_is_named_by_the_form(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    experiment = make(api, "Over")
    page = signed_in
    page.goto(f"{server.url}/songs/generate?experiment={experiment}")
    expect(page.get_by_test_id("experiment-field")).to_have_value("Over")
    api.post(f"/api/v1/experiments/{experiment}/archive").raise_for_status()
    page.get_by_test_id("prompt").fill("slow sad piano")
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("experiment-field")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("is archived: bring it back")).to_be_visible()


def test_editing_and_finding(signed_in: Page, api: httpx.Client, server: ServerProcess) -> None:
    marker = uuid4().hex[:8]
    experiment = make(api, f"Before {marker}")
    page = signed_in
    page.goto(f"{server.url}/songs/experiments/{experiment}")
    page.get_by_test_id("experiment-edit").click()
    page.get_by_test_id("experiment-name").fill(f"After {marker}")
    page.get_by_test_id("experiment-description").fill("With words about swing.")
    page.get_by_test_id("experiment-save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"After {marker}")
    expect(page.get_by_text("With words about swing.")).to_be_visible()
    page.goto(f"{server.url}/songs/experiments")
    page.get_by_test_id("experiment-search").fill(f"after {marker}")
    expect(page.get_by_test_id("experiment-row")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"q=after"))
    page.get_by_test_id("experiment-search").fill("nothing is called like this")
    expect(page.get_by_test_id("empty")).to_contain_text("No experiment")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_can_be_read_and_operated_everywhere(
    width: int,
    scheme: Any,
    browser: Browser,
    api: httpx.Client,
    server: ServerProcess,
    asked: tuple[str, list[dict[str, Any]]],
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    resize(page, width)
    page.goto(f"{server.url}/?token={server.token}")
    expect(page.get_by_test_id("prompt")).to_be_visible()
    page.goto(f"{server.url}/songs/experiments")
    expect(page.get_by_test_id("experiments")).to_be_visible()
    found = violations(page) + faint_placeholders(page)
    assert horizontal_overflow(page) == 0
    page.get_by_test_id("experiment-new").click()
    expect(page.get_by_test_id("experiment-name")).to_be_focused()
    found += violations(page) + faint_placeholders(page)
    page.goto(f"{server.url}/songs/experiments/{asked[0]}")
    expect(page.get_by_test_id("job-comparison")).to_be_visible()
    expect(page.get_by_test_id("job-row")).to_have_count(2)
    found += violations(page)
    assert horizontal_overflow(page) == 0
    page.goto(f"{server.url}/songs/experiments/{make(api, 'Nothing yet')}")
    expect(page.get_by_test_id("empty")).to_be_visible()
    found += violations(page)
    context.close()
    assert not found, "\n".join(found)
