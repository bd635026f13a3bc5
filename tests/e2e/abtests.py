"""Blind tests over the API, as far as they are wanted before a page is looked at."""

from __future__ import annotations

from itertools import count
from typing import Any, Final
from uuid import uuid4

import httpx
from playwright.sync_api import Page, expect
from tests.support import tied

# Long ones: a short number stands in many a text by chance.
_SEEDS: Final = count(730_000_001)
CHOICES: Final = ("left", "right")


def make_adapter(api: httpx.Client, name: str | None = None) -> dict[str, Any]:
    """With an active version 1 and a version 2 that waits."""
    body = {"name": name or f"Warm {uuid4().hex[:6]}", "engine": "composer", "parameters": {"tempo": -0.3}}
    made: dict[str, Any] = api.post("/api/v1/adapters", json=body).raise_for_status().json()
    version = {"parameters": {"tempo": -0.5, "reverb": 0.5}}
    api.post(f"/api/v1/adapters/{made['id']}/versions", json=version).raise_for_status()
    return made


def make_test(api: httpx.Client, adapter: dict[str, Any], *, pairs: int = 2, **asked: Any) -> str:
    """A draft of version 2 against base; returns its id."""
    texts = ["slow sad piano", "fast happy jazz"]
    prompts = [
        api.post("/api/v1/prompts", json={"text": text}).raise_for_status().json()["id"] for text in texts
    ]
    body = {
        "name": f"Is {adapter['name']} better?",
        "adapter_b": adapter["id"],
        "version_b": 2,
        "prompt_ids": prompts[:pairs],
        "pairs_per_prompt": -(-pairs // len(prompts)),
        "duration": 4,
        "min_listen_ms": 500,
        "seed": next(_SEEDS),
    }
    made = api.post("/api/v1/ab-tests", json=body | asked).raise_for_status().json()
    return str(made["id"])


def generate(api: httpx.Client, test_id: str) -> None:
    """Until every pair can be heard."""
    api.post(f"/api/v1/ab-tests/{test_id}/generate").raise_for_status()
    found: dict[str, Any] = {}

    def ready() -> bool:
        found.update(api.get(f"/api/v1/ab-tests/{test_id}").json())
        return bool(found["status"] == "ready")

    tied.until(ready, 240, lambda: f"the test is {found.get('status')}: {found.get('progress')}")
    assert found["progress"]["failed"] == 0, found["progress"]


def invite(api: httpx.Client, test_id: str, uses: int = 1) -> str:
    """The address of a link, without the host."""
    body = {"label": "The choir", "uses": uses}
    made = api.post(f"/api/v1/ab-tests/{test_id}/invites", json=body).raise_for_status().json()
    return str(made["url"])


def vote_for(api: httpx.Client, test_id: str, name: str, raters: int) -> None:
    """As so many people without an account who hear every pair and prefer one adapter, whatever its side."""
    token = invite(api, test_id, raters).partition("#")[2]
    root = f"/api/v1/ab-tests/{test_id}"
    for _ in range(raters):
        with httpx.Client(base_url=str(api.base_url), timeout=60) as rater:
            joined = rater.post(f"{root}/raters", json={"token": token}).raise_for_status().json()
            rater.headers["Authorization"] = f"Bearer {joined['token']}"
            while (answer := rater.get(f"{root}/next").raise_for_status()).status_code == 200:
                _vote(rater, root, answer.json()["pair_id"], name)


def _vote(rater: httpx.Client, root: str, pair_id: str, name: str) -> None:
    """Only a vote tells which side it is; a second one takes its place."""
    for choice in CHOICES:
        body = {"pair_id": pair_id, "choice": choice, "listened_ms": {"left": 4_000, "right": 4_000}}
        said = rater.post(f"{root}/votes", json=body).raise_for_status().json()
        if said["reveal"][choice]["name"] == name:
            return
    raise AssertionError(f"{name} is on neither side")


def open_vote(page: Page, address: str) -> None:
    """At a pair that can be played."""
    page.goto(address)
    expect(page.get_by_test_id("vote-play")).to_have_attribute("data-phase", "ready")


def hear_both(page: Page) -> None:
    """By the keys, until a vote counts."""
    page.keyboard.press("Space")
    expect(page.get_by_test_id("gate-left")).to_have_attribute("data-open", "true")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("gate-right")).to_have_attribute("data-open", "true")
    page.keyboard.press("Space")
