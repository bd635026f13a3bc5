"""People without an account who open a link: they hear and vote, and learn nothing before that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlparse

import httpx
import pytest
from playwright.sync_api import Browser, Page, Response, expect
from tests.e2e.abtests import generate, invite, make_adapter, make_test, open_vote
from tests.e2e.asking import horizontal_overflow
from tests.e2e.persons import Windows, accounts_server, sign_in_api
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e

PHONE = 390
NAME = "Unheard of"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with accounts_server(tmp_path_factory.mktemp("blind")) as process:
        yield process


@pytest.fixture(scope="module")
def admin(server: ServerProcess) -> Iterator[httpx.Client]:
    with sign_in_api(server) as signed_in:
        headers = dict(signed_in.headers)
    with httpx.Client(base_url=server.url, headers=headers, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def test_id(admin: httpx.Client) -> str:
    found = make_test(admin, make_adapter(admin, NAME))
    generate(admin, found)
    return found


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    opened = Windows(browser)
    yield opened
    opened.close()


def secrets(admin: httpx.Client, test_id: str) -> set[str]:
    """All that would tell what is compared, or which sample is which."""
    test = admin.get(f"/api/v1/ab-tests/{test_id}").json()
    pairs = admin.get(f"/api/v1/ab-tests/{test_id}/pairs").json()["items"]
    sides = [test["a"], test["b"], *(pair[side] for pair in pairs for side in "ab")]
    ids = {side.get(name) for side in sides for name in ("adapter_id", "version_id", "job_id", "audio_id")}
    found = (
        ids | {pair["id"] for pair in pairs} | {str(pair["seed"]) for pair in pairs} | {NAME, test["name"]}
    )
    return {str(one) for one in found if one is not None}


class Watched:
    """Everything that a page receives."""

    def __init__(self, page: Page) -> None:
        self.answers: list[Response] = []
        page.on("response", self._take)

    def _take(self, answer: Response) -> None:
        self.answers.append(answer)

    def of_api(self) -> list[Response]:
        return [answer for answer in self.answers if "/api/" in answer.url]

    def streams(self) -> list[Response]:
        return [answer for answer in self.answers if "/streams/" in answer.url]

    def texts(self) -> list[str]:
        """Of every answer its address, its headers, and what can be read of it."""
        bodies = [answer.text() for answer in self.of_api() if "/streams/" not in answer.url]
        return bodies + [f"{answer.url} {sorted(answer.all_headers().items())}" for answer in self.answers]


def as_heard(page: Page, side: str) -> tuple[str, bytes]:
    """One side as it is shown while it is the one that is heard, without its place: markup and picture."""
    page.get_by_test_id(f"hear-{side}").click()
    card = page.get_by_test_id(f"side-{side}")
    expect(card).to_have_attribute("data-heard", "true")
    markup: str = card.evaluate("card => card.outerHTML")
    wave = card.get_by_test_id("side-wave")
    return re.sub(r"left|right", "side", markup, flags=re.IGNORECASE), wave.screenshot()


def test_nothing_tells_the_sides_apart_before_the_vote(
    windows: Windows, server: ServerProcess, admin: httpx.Client, test_id: str
) -> None:
    page = windows.open(PHONE)
    watched = Watched(page)
    open_vote(page, server.url + invite(admin, test_id))
    expect(page.locator("[data-testid=side-wave][data-drawn=true]")).to_have_count(2)
    page.mouse.move(0, 0)
    left, right = (as_heard(page, side) for side in ("left", "right"))
    assert left[0] == right[0]
    assert left[1] == right[1]
    told = [page.content(), page.title(), page.url, *watched.texts()]
    hidden = secrets(admin, test_id)
    assert not {one for one in hidden for text in told if one in text}
    assert '"base"' not in "".join(told)
    assert page.locator("[data-testid=sides] [title]").count() == 0
    paths = {urlparse(answer.url).path for answer in watched.of_api()}
    assert all(path.startswith(f"/api/v1/ab-tests/{test_id}/") for path in paths), paths
    described: list[Any] = [
        {
            name: value
            for name, value in answer.all_headers().items()
            if name not in {"etag", "date", "x-request-id"}
        }
        for answer in watched.streams()
    ]
    assert len(described) == 2
    assert described[0] == described[1]


def test_a_rater_votes_on_a_phone_and_loses_nothing(
    windows: Windows, server: ServerProcess, admin: httpx.Client, test_id: str
) -> None:
    link = server.url + invite(admin, test_id)
    page = windows.open(PHONE)
    open_vote(page, link)
    expect(page).to_have_url(f"{server.url}/songs/rate/{test_id}")
    expect(page.get_by_test_id("rail")).to_have_count(0)
    assert horizontal_overflow(page) == 0
    # It says that it waits; who presses it all the same is told for what.
    page.get_by_test_id("choose-left").click(force=True)
    expect(page.get_by_test_id("gate-hint")).to_contain_text("Listen 1 s more to the left")
    hear_by_touch(page)
    page.get_by_test_id("choose-tie").click()
    expect(page.get_by_test_id("reveal")).to_contain_text(NAME)
    expect(page.get_by_test_id("reveal")).to_contain_text("base")
    with page.expect_response("**/next") as asked:
        page.get_by_test_id("next-pair").click()
    second = asked.value.json()
    expect(page.get_by_test_id("vote-place")).to_have_text("Pair 2 of 2")
    expect(page.get_by_test_id("vote-play")).to_have_attribute("data-phase", "ready")
    hear_by_touch(page)
    page.get_by_test_id("vote-notes").fill("The left one drags.")
    with page.expect_response("**/next") as again:
        page.reload()
    assert again.value.json() == second
    expect(page.get_by_test_id("gate-left")).to_have_attribute("data-open", "true")
    expect(page.get_by_test_id("vote-notes")).to_have_value("The left one drags.")
    admin.post(f"/api/v1/ab-tests/{test_id}/close").raise_for_status()
    page.get_by_test_id("choose-right").click()
    expect(page.get_by_test_id("error")).to_contain_text("closed")
    expect(page.get_by_test_id("vote-notes")).to_have_value("The left one drags.")


def hear_by_touch(page: Page) -> None:
    page.get_by_test_id("vote-play").click()
    expect(page.get_by_test_id("gate-left")).to_have_attribute("data-open", "true")
    page.get_by_test_id("hear-right").click()
    expect(page.get_by_test_id("gate-right")).to_have_attribute("data-open", "true")
    page.get_by_test_id("vote-play").click()


def test_a_used_link_lets_nobody_else_in(
    windows: Windows, server: ServerProcess, admin: httpx.Client
) -> None:
    test_id = make_test(admin, make_adapter(admin), pairs=1)
    link = server.url + invite(admin, test_id)
    first, second = windows.open(PHONE), windows.open(PHONE)
    first.goto(link)
    expect(first.get_by_test_id("vote-closed")).to_be_visible()
    second.goto(link)
    expect(second.get_by_test_id("vote-closed")).to_contain_text("used up")
    second.goto(f"{server.url}/songs/rate/{test_id}#nothing")
    expect(second.get_by_test_id("vote-closed")).to_contain_text("Ask the person who sent it")
