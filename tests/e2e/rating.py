"""Music that was really made and rated over the API, for tests that look at what the page makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from playwright.sync_api import Locator, Page, expect
from tests.e2e.asking import SAD_PIANO, submit
from tests.support import tied
from tests.support.processes import ServerProcess

_MAKING_S = 120


@dataclass(frozen=True)
class Made:
    """A finished job; `samples` are the ids of its samples in the order of their letters."""

    job: str
    samples: list[str]


def make(api: httpx.Client, text: str = SAD_PIANO, **asked: Any) -> Made:
    """Ask for music and wait until it is there: two samples of two seconds unless asked otherwise."""
    job_id = submit(api, text, **({"num_samples": 2, "duration": 2} | asked))
    found: dict[str, Any] = {}

    def ended() -> bool:
        found.update(api.get(f"/api/v1/generate/{job_id}").raise_for_status().json())
        return found["status"] not in {"queued", "processing"}

    tied.until(ended, _MAKING_S, lambda: f"the job is still {found['status']}")
    assert found["status"] == "completed", found
    return Made(job_id, found["audio_ids"])


def say(api: httpx.Client, audio_id: str, **said: Any) -> dict[str, Any]:
    """Give feedback; returns the record."""
    made = api.post("/api/v1/feedback", json={"audio_id": audio_id, **said})
    record: dict[str, Any] = made.raise_for_status().json()
    return record


def said_of(api: httpx.Client, audio_id: str, **query: Any) -> list[dict[str, Any]]:
    """Records of a sample, the newest first."""
    answer = api.get("/api/v1/feedback", params={"audio_id": audio_id, **query}).raise_for_status()
    rows: list[dict[str, Any]] = answer.json()["items"]
    return rows


def as_drawn(api: httpx.Client) -> Made:
    """A job with the feedback that the drawing of the panel shows, newest last.

    Sample A: 4 of 5, preferred over B, two tags, notes. Sample B: 3 of 5, one tag.
    """
    made = make(api)
    first, second = made.samples
    say(api, second, rating=3, tags=["repetitive"])
    say(
        api,
        first,
        rating=4,
        preferred_over=second,
        tags=["good_melody", "creative"],
        notes="Nice rhythm section",
    )
    return made


def open_panel(page: Page, server: ServerProcess, made: Made, total: int = 2) -> Locator:
    """The feedback of a job on its page, once it says so many records."""
    page.goto(f"{server.url}/songs/jobs/{made.job}")
    found = page.get_by_test_id("job-feedback")
    expect(found.get_by_test_id("feedback-total")).to_have_text(f"{total} total")
    return found


def card(page: Page, label: str) -> Locator:
    """The card of one sample in the feedback of a job."""
    return page.locator(f"[data-testid=sample-feedback][data-label={label}]")


def star(scope: Page | Locator, stars: int) -> Locator:
    """One of the stars to choose from; in a card, that of its whole."""
    return scope.get_by_test_id("stars").first.locator(f"[data-star='{stars}']")
