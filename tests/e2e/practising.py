"""How a person practises an interview in a test: by mouse, by keyboard, or over the API."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import httpx
from playwright.sync_api import Locator, Page, expect
from tests.e2e.asking import tab_to

POSTING: dict[str, Any] = {
    "title": "Backend engineer",
    "company": "Example Ltd",
    "description": "You build APIs with Python, FastAPI and PostgreSQL. You own billing and its speed.",
}
RESUME = "Eight years of Python, the last three with FastAPI and PostgreSQL."
ANSWERS = (
    "In my last team the billing service answered in 900 ms. My task was to halve that. I read the query "
    "plans with EXPLAIN ANALYZE, added two covering indexes in PostgreSQL and cached the tariff table in "
    "the FastAPI service. As a result p95 fell to 210 ms, because most requests no longer touched the disk.",
    "Two colleagues disagreed about the schema. I wrote down both proposals, we measured a prototype of each "
    "on real invoices, and chose the simpler one. We shipped a week early, and I learned to measure first.",
    "First I would look at the dashboards of the billing API, then roll the last release back, and only then "
    "search the logs for the cause, because customers are waiting while I search.",
)


@dataclass(frozen=True)
class Hand:
    """Works a page: with the mouse, or with the keyboard alone."""

    page: Page
    keyboard: bool

    def press(self, target: Locator) -> None:
        expect(target).to_be_enabled()
        if self.keyboard:
            tab_to(self.page, target)
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def write(self, target: Locator, text: str) -> None:
        expect(target).to_be_editable()
        if self.keyboard:
            tab_to(self.page, target)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(text)
        else:
            target.fill(text)


def work(client: httpx.Client, address: str) -> None:
    """Ask for something that is done in the background, and wait until it is."""
    operation: dict[str, Any] = client.post(address).raise_for_status().json()
    end = time.monotonic() + 60
    while operation["status"] in {"pending", "processing"}:
        assert time.monotonic() < end, operation
        time.sleep(0.1)
        operation = client.get(f"/operations/{operation['id']}").raise_for_status().json()
    assert operation["status"] == "completed", operation


def practised(
    client: httpx.Client, answers: tuple[str, ...] = ANSWERS, *, feedback: bool = True, **posting: Any
) -> str:
    """A completed session of one's own; returns its id."""
    posted = client.post("/job-postings", json=POSTING | posting).raise_for_status().json()
    body = {"job_posting_id": posted["id"], "question_count": max(1, len(answers))}
    session = str(client.post("/sessions", json=body).raise_for_status().json()["id"])
    for text in answers:
        work(client, f"/sessions/{session}/generate-question")
        client.post(f"/sessions/{session}/answers", json={"answer_text": text}).raise_for_status()
    client.post(f"/sessions/{session}/complete").raise_for_status()
    if feedback:
        work(client, f"/sessions/{session}/generate-feedback")
    return session
