"""What several tests do before they look: ask for music over the API or through the page."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect
from tests.support import tied

SAD_PIANO = "slow sad piano in D minor, 60 bpm"
WIDTHS = [pytest.param(1440, id="wide"), pytest.param(390, id="narrow")]
LONG_JOB: dict[str, Any] = {"num_samples": 8, "duration": 240}


def submit(api: httpx.Client, text: str = SAD_PIANO, **asked: Any) -> str:
    """Ask for music over the API; returns the id of the job."""
    prompt = api.post("/api/v1/prompts", json={"text": text}).raise_for_status().json()
    job = api.post("/api/v1/generate", json={"prompt_id": prompt["id"], **asked}).raise_for_status().json()
    return str(job["id"])


def type_and_submit(page: Page, text: str = SAD_PIANO, *, duration: int = 8) -> None:
    page.get_by_test_id("prompt").fill(text)
    page.get_by_test_id("duration").fill(str(duration))
    page.get_by_test_id("submit").click()


def expect_state(scope: Page | Locator, word: str) -> None:
    expect(scope.get_by_test_id("job-state").first).to_have_text(re.compile(f"^{word}"))


def expect_samples_drawn(page: Page, count: int) -> None:
    expect(page.locator("[data-testid=sample] [data-testid=waveform][data-drawn=true]")).to_have_count(count)


def open_finished(page: Page, api: httpx.Client, url: str, **asked: Any) -> str:
    """Open the page of a new job once its samples are there; returns the id of the job."""
    asked = {"num_samples": 2, "duration": 12} | asked
    job_id = submit(api, **asked)
    page.goto(f"{url}/songs/jobs/{job_id}")
    expect_state(page, "Completed")
    expect_samples_drawn(page, asked["num_samples"])
    return job_id


def audio(page: Page, expression: str) -> Any:
    """The value of a JavaScript expression of the page's one `audio` element."""
    return page.get_by_test_id("audio").evaluate(f"audio => {expression}")


def wait_for_audio(page: Page, condition: str) -> None:
    """Polled from here: the page's own policy forbids scripts that come as text."""
    tied.until(lambda: bool(audio(page, condition)), 30, lambda: f"never {condition}")


def horizontal_overflow(page: Page) -> int:
    """Pixels that the page or its content reach beyond the window to the right."""
    return int(
        page.evaluate(
            "Math.max(...[document.documentElement, document.querySelector('main')]"
            ".map(box => box.scrollWidth - box.clientWidth))"
        )
    )


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900 if width > 1000 else 844})


def open_more(page: Page, label: str) -> Locator:
    """The menu of a sample; where the page moves between press and release, the first click is lost."""
    more = page.get_by_role("button", name=f"More for sample {label}")
    menu = page.get_by_role("menu", name=f"More for sample {label}")
    for _ in range(3):
        more.click()
        try:
            menu.wait_for(timeout=10_000)
            break
        except TimeoutError:
            page.keyboard.press("Escape")
    expect(menu).to_be_visible()
    return menu


def tab_to(page: Page, target: Locator, *, most: int = 150) -> None:
    """Reach a control the way somebody without a mouse does."""
    for _ in range(most):
        if target.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached within {most} steps of the tabulator key")
