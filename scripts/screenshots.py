"""Pictures of every page in its states, wide and narrow, light and dark, of a server of its own.

They go to `docs/pictures/pages` as `<page>-<state>-<width>-<scheme>.png`; the README shows some.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.e2e.abtests import generate, make_adapter, make_test, vote_for
from tests.e2e.asking import LONG_JOB, expect_samples_drawn, submit
from tests.e2e.experts_world import CLOUD, OtherSite, ask_and_wait
from tests.e2e.experts_world import fill as fill_directory
from tests.e2e.practising import ANSWERS, POSTING, RESUME, practised, work
from tests.e2e.rating import card, say, star
from tests.support import programs
from tests.support.browser import FLAGS
from tests.support.processes import ServerProcess
from tests.support.rows import insert_jobs

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
OUT = PICTURES / "pages"
# A busy machine takes its time to draw.
expect.set_options(timeout=60_000)
KEPT = {
    "generate.png": "generate-full-wide-light",
    "job.png": "job-full-wide-light",
    "phone.png": "job-full-narrow-dark",
    "interview.png": "review-full-wide-light",
}
STARS = cycle((4, 3))
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
SCHEMES = ("light", "dark")
ADDRESSES = {
    "generate": "/songs/generate",
    "jobs": "/songs/jobs",
    "compare": "/songs/compare",
    "feedback": "/songs/feedback",
    "insights": "/insights",
    "prompts": "/songs/prompts",
    "templates": "/songs/templates",
    "adapters": "/songs/adapters",
    "ab-tests": "/songs/ab-tests",
    "ab-new": "/songs/ab-tests/new",
    "leaderboard": "/songs/ab-tests/leaderboard",
    "interviews": "/interviews",
    "sessions": "/interviews/sessions",
    "postings": "/interviews/postings",
    "resume": "/interviews/resume",
    "session-new": "/interviews/new",
    "settings": "/settings",
    "components": "/songs/components",
    "chat": "/chat",
    "experts": "/experts",
    "searches": "/experts/searches",
    "gaps": "/experts/gaps",
    "directory": "/experts/directory",
    "leads": "/experts/leads",
    "lab": "/experts/lab",
    "chat-settings": "/experts/settings",
}
SETTLE_MS = 600
NOBODY = "00000000-0000-4000-8000-00000000dead"


@dataclass
class Shot:
    """A picture: where to go, and what to do there before it is taken."""

    name: str
    address: str
    prepare: Callable[[Page], None] | None = None


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programs.chromium(), args=FLAGS)
        server = ServerProcess(Path(folder) / "data")
        server.start()
        try:
            server.wait_ready()
            take_all(browser, server)
        finally:
            server.close()
    for name, picture in KEPT.items():
        shutil.copyfile(OUT / f"{picture}.png", PICTURES / name)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")
    return 0


def take_all(browser: Browser, server: ServerProcess) -> None:
    with server.client() as api:
        take(browser, server, [Shot(f"{name}-empty", at) for name, at in ADDRESSES.items()])
        # A tab that knows nobody is asked for the token.
        take(browser, server, [Shot("signin-empty", "/songs/jobs")], token=False)
        finished, compared = fill(api, server)
        take(browser, server, full(finished, compared))
        take(browser, server, compared_blind(api))
        take(browser, server, interviewed(server))
        take(browser, server, advised(api))
        running = [
            submit(api, text, **LONG_JOB) for text in ("calm ambient pads", "dark techno", "folk guitar")
        ]
        take(browser, server, busy(running[0]))
    server.kill9_all()
    take_errors(browser, server)


def fill(api: httpx.Client, server: ServerProcess) -> tuple[str, list[str]]:
    """A day's worth of jobs, and two that were really made; the id of one and some of their samples."""
    insert_jobs(server.data_dir, 300)
    jobs = [
        submit(api, "slow sad piano in D minor, 60 bpm with zorblax", num_samples=4, duration=24),
        submit(api, "warm lo-fi beat with electric piano, 80 bpm", num_samples=2, duration=20),
    ]
    made = [wait_for(api, job) for job in jobs]
    audio_ids = [made[0]["audio_ids"][0], made[1]["audio_ids"][0]]
    note = {"kind": "sample", "target_id": audio_ids[0], "note": "the second half is the best"}
    api.put("/api/v1/favorites", json=note).raise_for_status()
    rate(api, made[0]["audio_ids"], made[1]["audio_ids"])
    return jobs[0], audio_ids


def rate(api: httpx.Client, first: list[str], second: list[str]) -> None:
    """Two records as the drawing of the panel has them, one that was replaced, an order, and some more."""
    say(api, first[1], rating=2)
    say(api, first[1], rating=3, tags=["repetitive"])
    notes = "Nice rhythm section"
    say(api, first[0], rating=4, preferred_over=first[1], tags=["good_melody", "creative"], notes=notes)
    for criterion, stars in (("melody", 5), ("production", 3), ("prompt_match", 4)):
        say(api, first[0], rating=stars, rating_criterion=criterion)
    order = [[first[0]], [first[2], first[3]], [first[1]]]
    api.post("/api/v1/feedback/ranking", json={"order": order}).raise_for_status()
    say(api, second[0], rating=5, tags=["groovy"])


def compared_blind(api: httpx.Client) -> list[Shot]:
    """An adapter that ten people preferred and that was promoted, and a test that still asks for votes."""
    adapter = make_adapter(api, "Warm room")
    decided = make_test(api, adapter, pairs=4)
    generate(api, decided)
    vote_for(api, decided, adapter["name"], raters=10)
    said = {"reason": "We hear it too."}
    api.post(f"/api/v1/ab-tests/{decided}/promote", json=said).raise_for_status()
    asking = make_test(api, make_adapter(api, "Bright club"), duration=12)
    generate(api, asking)
    names = ("adapters", "ab-tests", "leaderboard")
    vote = f"/songs/rate/{asking}"
    return [
        *(Shot(f"{name}-full", ADDRESSES[name]) for name in names),
        Shot("adapter-full", f"/songs/adapters/{adapter['id']}"),
        Shot("ab-new-full", ADDRESSES["ab-new"], plan),
        Shot("ab-test-full", f"/songs/ab-tests/{decided}"),
        Shot("ab-test-open", f"/songs/ab-tests/{asking}"),
        Shot("vote-full", vote, lambda page: page.get_by_test_id("vote-play").wait_for()),
    ]


def plan(page: Page) -> None:
    page.get_by_test_id("ab-name").fill("Is the warm room better than none?")
    for text in ("slow sad piano", "fast happy jazz"):
        page.get_by_test_id("ab-prompt").fill(text)
        page.keyboard.press("Enter")
    expect(page.get_by_test_id("advice-sentence")).to_be_visible()


def interviewed(server: ServerProcess) -> list[Shot]:
    """Sessions that were really practised: one with feedback, one in the middle of a question."""
    with server.client() as api:
        api.base_url = api.base_url.join("/api/v1")
        api.put("/resumes/me", json={"content": RESUME}).raise_for_status()
        short = practised(api, ANSWERS[1:])
        done = practised(api, title="Platform engineer")
        api.post(f"/sessions/{done}/retake").raise_for_status()
        posting = api.post("/job-postings", json=POSTING).raise_for_status().json()["id"]
        body = {"job_posting_id": posting, "question_count": 3, "minutes": 30}
        asked = api.post("/sessions", json=body).raise_for_status().json()["id"]
        work(api, f"/sessions/{asked}/generate-question")
    names = ("interviews", "sessions", "postings", "resume", "session-new")
    return [
        *(Shot(f"{name}-full", ADDRESSES[name]) for name in names),
        Shot("room-full", f"/interviews/sessions/{asked}"),
        Shot("review-full", f"/interviews/sessions/{done}"),
        Shot("review-other", f"/interviews/sessions/{short}"),
    ]


def advised(api: httpx.Client) -> list[Shot]:
    """A directory in which visitors searched: with thumbs, an email, and one that nobody could help."""
    site = OtherSite()
    site.close()
    fill_directory(api, site)
    with httpx.Client(base_url=api.base_url.join("/api/v1/experts"), timeout=60) as visitor:
        for query in (CLOUD, "How do I train a parrot to sing opera?"):
            visitor.post("/chat", json={"query": query}).raise_for_status()
        visitor.post("/email-capture", json={"email": "visitor@example.org"}).raise_for_status()
    names = ("experts", "searches", "gaps", "directory", "leads")
    return [
        *(Shot(f"{name}-full", ADDRESSES[name]) for name in names),
        Shot("lab-full", f"/experts/lab?q={quote(CLOUD)}", lambda page: press(page, "lab-run")),
        Shot("chat-full", "/chat", lambda page: ask_and_wait(page, CLOUD)),
        Shot("chat-downvote", "/chat", lambda page: press(page, "thumb-down")),
    ]


def wait_for(api: httpx.Client, job_id: str) -> dict[str, Any]:
    while True:
        job: dict[str, Any] = api.get(f"/api/v1/generate/{job_id}").json()
        if job["status"] not in {"queued", "processing"}:
            return job
        time.sleep(0.2)


def full(finished: str, compared: list[str]) -> list[Shot]:
    pages = [Shot(f"{name}-full", ADDRESSES[name]) for name in ("jobs", "prompts", "templates", "settings")]
    return [
        *pages,
        Shot("job-full", f"/songs/jobs/{finished}", play_a_part),
        Shot("compare-full", f"/songs/compare?ids={','.join(compared)}", sides),
        Shot("feedback-full", ADDRESSES["feedback"]),
        Shot("feedback-filtered", f"/songs/feedback?job={finished}&rating_min=4"),
        Shot("feedback-nothing", "/songs/feedback?criterion=harmony&rating=1"),
        Shot("insights-full", ADDRESSES["insights"]),
        Shot("panel-full", f"/songs/jobs/{finished}", to_panel),
        Shot("panel-rated", f"/songs/jobs/{finished}", rate_here),
        Shot("panel-menu", f"/songs/jobs/{finished}", lambda page: press_in_panel(page, "rate-more")),
        Shot("panel-ranking", f"/songs/jobs/{finished}", lambda page: press_in_panel(page, "rank-open")),
        Shot("jobs-filtered", "/songs/jobs?status=failed&q=techno"),
        Shot("generate-full", "/songs/generate", lambda page: after_a_job(page, finished)),
        Shot("templates-open", "/songs/generate", lambda page: press(page, "templates-open")),
        Shot("favourites-full", "/songs/prompts?show=favourites"),
        Shot("search-full", "/songs/jobs", search),
        Shot("keyboard-full", "/songs/jobs", lambda page: page.keyboard.press("?")),
    ]


def busy(running: str) -> list[Shot]:
    return [
        Shot("job-busy", f"/songs/jobs/{running}"),
        Shot("jobs-busy", "/songs/jobs"),
        Shot("queue-busy", "/songs/jobs", lambda page: page.get_by_test_id("queue-pill").click()),
    ]


def press(page: Page, test_id: str) -> None:
    page.get_by_test_id(test_id).click()


def to_panel(page: Page) -> None:
    drawn(page, 4)
    expect(page.get_by_test_id("sample-feedback")).to_have_count(4)
    page.get_by_test_id("job-feedback").evaluate("panel => panel.scrollIntoView()")


def press_in_panel(page: Page, test_id: str) -> None:
    to_panel(page)
    page.get_by_test_id("job-feedback").get_by_test_id(test_id).first.click()


def rate_here(page: Page) -> None:
    to_panel(page)
    # The stars that are given already would be taken as no change.
    star(card(page, "C"), next(STARS)).click()
    expect(page.get_by_test_id("undo")).to_be_visible()


def search(page: Page) -> None:
    press(page, "search-open")
    page.get_by_test_id("search").fill("piano")
    expect(page.get_by_role("dialog").get_by_role("option").nth(2)).to_be_visible()


def after_a_job(page: Page, job_id: str) -> None:
    """As the tab looks that asked for the job."""
    draft = json.dumps(
        {"text": "slow sad piano in D minor, 60 bpm with zorblax", "samples": 4, "duration": 24}
    )
    page.evaluate(
        "([id, draft]) => (sessionStorage['reprise.latest'] = id,sessionStorage['reprise.draft'] = draft)",
        [job_id, draft],
    )
    page.reload()
    drawn(page, 4)


def drawn(page: Page, count: int) -> None:
    expect_samples_drawn(page, count)


def sides(page: Page) -> None:
    expect(page.locator("[data-testid=side-wave][data-drawn=true]")).to_have_count(2)


def play_a_part(page: Page) -> None:
    drawn(page, 4)
    page.get_by_test_id("play").first.click()
    page.wait_for_timeout(1_200)
    page.keyboard.press("[")
    page.wait_for_timeout(900)
    page.keyboard.press("2")
    page.wait_for_timeout(600)
    page.keyboard.press("]")


def take_errors(browser: Browser, server: ServerProcess) -> None:
    """What is shown of a job that is not there, and of a server that went away under an open page."""
    server.restart()

    def lose(page: Page) -> None:
        page.route("**/api/**", lambda route: route.abort())
        page.get_by_test_id("rail").get_by_role("link", name="Prompts").click()
        expect(page.get_by_test_id("error").first).to_be_visible()

    missing = Shot("job-error", f"/songs/jobs/{NOBODY}", lambda page: page.get_by_test_id("error").wait_for())
    take(
        browser,
        server,
        [missing, Shot("nowhere-error", "/songs/nowhere"), Shot("prompts-error", "/songs/jobs", lose)],
    )


def take(browser: Browser, server: ServerProcess, shots: list[Shot], *, token: bool = True) -> None:
    for size in SIZES:
        for scheme in SCHEMES:
            with a_page(browser, server, size, scheme, token=token) as page:
                for shot in shots:
                    picture(page, server, shot, OUT / f"{shot.name}-{size}-{scheme}.png")


@contextmanager
def a_page(browser: Browser, server: ServerProcess, size: str, scheme: str, *, token: bool) -> Iterator[Page]:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-GB",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if token:
        page.goto(f"{server.url}/?token={server.token}")
    yield page
    context.close()


def picture(page: Page, server: ServerProcess, shot: Shot, path: Path) -> None:
    page.goto(server.url + shot.address)
    page.locator("main, form").first.wait_for()
    if shot.prepare:
        shot.prepare(page)
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=path)


if __name__ == "__main__":
    sys.exit(main())
