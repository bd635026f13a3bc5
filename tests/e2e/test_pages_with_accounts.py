"""The pages that mode `accounts` has: each can be read and operated, has one title, and does not jump."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.e2e.accessibility import faint_placeholders, violations
from tests.e2e.asking import WIDTHS, horizontal_overflow
from tests.e2e.observing import observe, seen
from tests.e2e.persons import (
    ADMIN,
    PASSWORD,
    Windows,
    accounts_server,
    come_in,
    invite,
    new_email,
    register,
    sign_in_api,
)
from tests.e2e.practising import ANSWERS, practised, work
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e

MOST_SHIFT = 0.02
Scheme = Literal["light", "dark"]
UNKNOWN = "00000000-0000-4000-8000-00000000dead"
# Addresses, and what shows there.
OUTSIDE = {
    "/#invite=unknown": "sign-up",
    "/#reset=unknown": "reset",
    "/interviews/shared#unknown": "link-gone",
    "/settings/account": "sign-in",
}
NEWCOMER = {
    "/interviews": "empty",
    "/interviews/sessions": "empty",
    "/interviews/postings": "empty",
    "/interviews/resume": "resume-text",
    "/interviews/new": "empty",
    "/interviews/postings/new": "posting-form",
    "/interviews/nowhere": "rail",
    f"/interviews/sessions/{UNKNOWN}": "not-found",
    f"/interviews/postings/{UNKNOWN}": "not-found",
    "/settings/account": "account-facts",
    "/settings/people": "empty",
    "/settings/thumbs": "empty",
}
ADMINISTRATION = {
    "/settings/account": "account-facts",
    "/settings/people": "person",
    "/settings/thumbs": "thumbs",
}


@dataclass(frozen=True)
class Practice:
    """A person with a session that is judged, one that goes on, and one that has just begun."""

    email: str
    addresses: dict[str, str]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with accounts_server(tmp_path_factory.mktemp("pages")) as process:
        yield process


@pytest.fixture(scope="module")
def practice(server: ServerProcess) -> Practice:
    email = register(server)
    with sign_in_api(server, email) as client:
        return Practice(email, _practise(client))


def _practise(client: httpx.Client) -> dict[str, str]:
    client.put("/resumes/me", json={"content": "Eight years of Python."}).raise_for_status()
    session = practised(client)
    going_on = client.post(f"/sessions/{session}/retake").raise_for_status().json()["id"]
    work(client, f"/sessions/{going_on}/generate-question")
    begun = client.post(f"/sessions/{session}/retake").raise_for_status().json()["id"]
    body = {"up": False, "reason": "It overlooked my figures."}
    client.put(f"/sessions/{session}/feedback/thumb", json=body).raise_for_status()
    posting = client.get("/job-postings").json()["items"][0]["id"]
    token = client.post(f"/sessions/{session}/share-links", json={}).raise_for_status().json()["token"]
    return {
        "/interviews": "chart",
        "/interviews/sessions": "sessions",
        f"/interviews/sessions/{begun}": "ask",
        f"/interviews/sessions/{going_on}": "answer",
        f"/interviews/sessions/{session}": "feedback",
        "/interviews/postings": "postings",
        f"/interviews/postings/{posting}": "posting-form",
        "/interviews/resume": "resume-text",
        "/interviews/new": "set-up",
        f"/interviews/shared#{token}": "feedback",
    }


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    wanted: int = request.param
    return wanted


@pytest.fixture
def scheme() -> Scheme:
    return "light"


@pytest.fixture
def newcomer(browser: Browser, width: int, scheme: Scheme) -> Iterator[Page]:
    """An empty page that counts its shifts, without motion: nothing is caught half faded in."""
    height = 900 if width > 1000 else 844
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    observe(context)
    yield context.new_page()
    context.close()


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    opened = Windows(browser)
    yield opened
    opened.close()


@dataclass
class Look:
    """At addresses; gathers what is wrong, so that one run tells all of it."""

    page: Page
    url: str

    def __post_init__(self) -> None:
        self.found: list[str] = []

    def read(self, address: str, there: str) -> None:
        if "#" in address:
            # A fragment alone would not load the page anew.
            self.page.goto("about:blank")
        self.page.goto(self.url + address)
        expect(self.page.get_by_test_id(there).first).to_be_visible()
        expect(self.page.get_by_label("Loading", exact=False)).to_have_count(0)
        self.here(address)

    def here(self, where: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_count(1)
        wrong = violations(self.page) + faint_placeholders(self.page)
        if over := horizontal_overflow(self.page):
            wrong.append(f"{over} pixels wider than the window")
        self.found += [f"{where}: {one}" for one in wrong]

    def read_as_it_comes(self, address: str, there: str) -> None:
        """As `read`, and whether anything jumped meanwhile."""
        self.read(address, there)
        self.page.wait_for_timeout(1_000)
        found = seen(self.page)
        if found["shift"] > MOST_SHIFT:
            self.found.append(f"{address}: {found['shift']:.3f} {found['shifts']}")


def every_page(
    page: Page, server: ServerProcess, practice: Practice, look: Callable[[str, str], None]
) -> None:
    """Look at all of them: before signing in, with work of one's own, without any, and as administrator."""
    for email, addresses in (
        (None, OUTSIDE),
        (practice.email, practice.addresses),
        (register(server), NEWCOMER),
        (ADMIN, ADMINISTRATION),
    ):
        page.context.clear_cookies()
        if email:
            come_in(page, server, email)
        for address, there in addresses.items():
            look(address, there)


def test_every_page_can_be_read_and_operated_and_nothing_jumps(
    newcomer: Page, server: ServerProcess, practice: Practice
) -> None:
    def late(route: Route) -> None:
        newcomer.wait_for_timeout(60)
        route.continue_()

    # Answers come late, as over a slow line.
    newcomer.route("**/api/v1/**", late)
    look = Look(newcomer, server.url)
    every_page(newcomer, server, practice, look.read_as_it_comes)
    look_at_an_invite(look)
    assert not look.found, "\n".join(look.found)


@pytest.mark.parametrize("scheme", ["dark"])
def test_every_page_can_be_read_in_the_dark(
    newcomer: Page, server: ServerProcess, practice: Practice
) -> None:
    look = Look(newcomer, server.url)
    every_page(newcomer, server, practice, look.read)
    look_at_an_invite(look)
    assert not look.found, "\n".join(look.found)


def look_at_an_invite(look: Look) -> None:
    look.page.goto(f"{look.url}/settings/people")
    look.page.get_by_test_id("invite-create").click()
    expect(look.page.get_by_test_id("invite-once")).to_be_visible()
    look.here("an invite")


def test_links_lead_to_the_page_below_the_path_of_a_proxy(
    windows: Windows, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with accounts_server(tmp_path_factory.mktemp("below"), REPRISE_ROOT_PATH="/studio") as below:
        page = windows.open()
        page.goto(invite(below))
        email = new_email()
        page.get_by_test_id("email").fill(email)
        page.get_by_test_id("new-password").fill(PASSWORD)
        page.get_by_test_id("sign-up-submit").click()
        expect(page.get_by_test_id("rail")).to_be_visible()
        with sign_in_api(below, email) as client:
            session = practised(client, ANSWERS[:1])
        page.goto(f"{below.url}/studio/interviews/sessions/{session}")
        page.get_by_test_id("share").click()
        page.get_by_test_id("share-create").click()
        link = page.get_by_test_id("share-once").input_value()
        assert link.startswith(f"{below.url}/studio/interviews/shared#")
        coach = windows.open()
        coach.goto(link)
        expect(coach.get_by_test_id("transcript")).to_contain_text(ANSWERS[0])
