"""The chat in a page of somebody else, where the browser keeps its cookies from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.e2e.experts_world import CLOUD, OtherSite, fill
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def site() -> Iterator[OtherSite]:
    other = OtherSite()
    yield other
    other.close()


@pytest.fixture(scope="module")
def stranger() -> Iterator[OtherSite]:
    other = OtherSite()
    yield other
    other.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, site: OtherSite) -> Iterator[ServerProcess]:
    """Pages of `localhost` may show the chat of `127.0.0.1`: another site, as browsers see it."""
    data = tmp_path_factory.mktemp("embed") / "data"
    settings = {"REPRISE_EMBED_ORIGINS": site.url("localhost"), "REPRISE_CHAT_RATE": "3"}
    process = ServerProcess(data, environment=settings)
    process.start()
    try:
        process.wait_ready()
        with process.client() as api:
            fill(api, site)
        yield process
    finally:
        process.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1000, "height": 800})
    yield context
    context.close()


def snippet(browser: Browser, server: ServerProcess) -> str:
    """The line that the operator copies."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{server.url}/?token={server.token}")
    expect(page.get_by_test_id("prompt")).to_be_visible()
    page.goto(f"{server.url}/experts/settings")
    line = page.get_by_test_id("embed-snippet").input_value()
    context.close()
    assert "\n" not in line
    return line


def test_the_snippet_works_on_another_site_without_its_cookies(
    browser: Browser, visitor: BrowserContext, server: ServerProcess, site: OtherSite
) -> None:
    site.pages["/"] = f"<!doctype html><title>Ours</title><h1>Ask us</h1>{snippet(browser, server)}"
    page = visitor.new_page()
    page.goto(f"{site.url('localhost')}/")
    chat = page.frame_locator("iframe")
    chat.get_by_test_id("chat-field").fill(CLOUD)
    chat.get_by_test_id("chat-field").press("Enter")
    card = chat.get_by_test_id("expert-card").filter(has_text="Ada Bell")
    expect(card).to_have_attribute("data-locked", "true")
    with page.expect_response(re.compile("/feedback$")) as voted:
        chat.get_by_test_id("thumb-up").click()
    assert voted.value.status == 200
    chat.get_by_test_id("email").fill("reader@example.org")
    chat.get_by_test_id("email").press("Enter")
    expect(card).to_have_attribute("data-locked", "false")
    with page.expect_popup() as opened:
        card.get_by_test_id("profile").click()
    expect(opened.value).to_have_url(f"{site.url()}/people/ada")
    assert not [cookie for cookie in visitor.cookies() if cookie["domain"] == "127.0.0.1"]
    # Asked once, and not again.
    chat.get_by_test_id("chat-field").fill(CLOUD)
    chat.get_by_test_id("chat-field").press("Enter")
    expect(chat.get_by_test_id("turn")).to_have_count(2)
    expect(chat.get_by_test_id("turn").last).to_have_attribute("data-state", "answered")
    expect(chat.get_by_test_id("turn").last.get_by_test_id("profile").first).to_be_visible()
    expect(chat.get_by_test_id("email-form")).to_have_count(0)


def test_too_many_questions_are_refused_in_a_sentence(page: Page, server: ServerProcess) -> None:
    page.goto(f"{server.url}/chat")
    turn = page.get_by_test_id("turn").last
    for _ in range(4):
        page.get_by_test_id("chat-field").fill(CLOUD)
        page.get_by_test_id("chat-field").press("Enter")
        expect(turn).to_have_attribute("data-state", re.compile("answered|failed"))
    expect(turn).to_have_attribute("data-state", "failed")
    expect(turn.get_by_test_id("unanswered")).to_contain_text(re.compile("second|minute|moment"))
    expect(turn).to_contain_text(CLOUD)
    expect(turn.get_by_test_id("ask-again")).to_be_visible()


@pytest.mark.parametrize("address", ["/chat", "/songs/generate", "/experts"])
def test_no_other_site_may_show_it_and_nothing_but_the_chat(
    visitor: BrowserContext, server: ServerProcess, site: OtherSite, stranger: OtherSite, address: str
) -> None:
    # Of the chat only the stranger is refused, of the rest everybody.
    host = stranger if address == "/chat" else site
    host.pages["/frame"] = f'<!doctype html><title>x</title><iframe src="{server.url}{address}"></iframe>'
    page = visitor.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{host.url('localhost')}/frame", wait_until="load")
    assert any("frame-ancestors" in text for text in refused), refused
    assert page.frame_locator("iframe").locator("#root").count() == 0
