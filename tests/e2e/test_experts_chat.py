"""The chat as visitors use it: people with reasons, an email that opens their profiles, and thumbs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from tests.e2e.experts_world import CLOUD, NOBODY, PEOPLE, Cable, OtherSite, ask, ask_and_wait, fill
from tests.e2e.looks import LOOKS, Scheme, faults
from tests.e2e.observing import observe, seen
from tests.support import tied
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e

TAX = "Which value added tax is due when I sell abroad?"


@pytest.fixture(scope="module")
def site() -> Iterator[OtherSite]:
    other = OtherSite()
    yield other
    other.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, site: OtherSite) -> Iterator[ServerProcess]:
    data = tmp_path_factory.mktemp("experts") / "data"
    process = ServerProcess(data, environment={"REPRISE_CHAT_RATE": "100000"})
    process.start()
    try:
        process.wait_ready()
        with process.client() as api:
            fill(api, site)
        yield process
    finally:
        process.close()


@pytest.fixture
def chat(page: Page, server: ServerProcess) -> Page:
    """The chat as somebody without any account opens it."""
    page.goto(f"{server.url}/chat")
    expect(page.get_by_test_id("chat-start")).to_be_visible()
    return page


@pytest.fixture
def votes(chat: Page) -> list[dict[str, Any]]:
    """What the page posts as feedback, as it goes."""
    sent: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/feedback"):
            sent.append(json.loads(request.post_data or "{}"))

    chat.on("request", note)
    return sent


def test_people_come_with_reasons_that_rest_on_their_profiles(chat: Page) -> None:
    ask_and_wait(chat, CLOUD)
    cards = chat.get_by_test_id("expert-card")
    assert 1 <= cards.count() <= 3
    ada = cards.filter(has_text="Ada Bell")
    expect(ada).to_contain_text("Cloud cost engineer · Northwind Platforms")
    expect(ada).to_contain_text("€140 an hour")
    known = {f"{person['first_name']} {person['last_name']}": person["bio"] for person in PEOPLE}
    for card in cards.all():
        name = card.locator("strong").inner_text()
        passage = card.get_by_test_id("evidence").inner_text()
        assert passage.strip("…“” ") in known[name]
    expect(chat.get_by_test_id("narrative")).not_to_be_empty()


# The browser itself forgets a stream that the page has left after its last event.
KEEP_WHAT_COMES = """
window.received = [];
const ask = window.fetch;
window.fetch = async (...asked) => {
  const answer = await ask(...asked);
  window.received.push(answer.clone().text());
  return answer;
};
"""


def test_the_gate_holds_every_address_back_until_there_is_an_email(
    chat: Page, site: OtherSite, server: ServerProcess
) -> None:
    chat.add_init_script(KEEP_WHAT_COMES)
    chat.reload()
    ask_and_wait(chat, CLOUD)
    expect(chat.get_by_test_id("email-form")).to_have_count(1)
    expect(chat.get_by_test_id("consent")).to_contain_text("agree")
    received = chat.evaluate("Promise.all(window.received)")
    assert any("Ada" in text for text in received)
    assert not any(site.url() in text for text in received)
    assert site.url() not in chat.content()
    card = chat.get_by_test_id("expert-card").filter(has_text="Ada Bell")
    expect(card).to_have_attribute("data-locked", "true")
    card.get_by_test_id("locked").click()
    expect(chat.get_by_test_id("email")).to_be_focused()
    for wrong in ("", "nobody", "nobody@"):
        chat.get_by_test_id("email").fill(wrong)
        chat.get_by_test_id("email").press("Enter")
        expect(chat.get_by_text("Please enter a valid email address.")).to_be_visible()
        expect(card).to_have_attribute("data-locked", "true")
    chat.get_by_test_id("email").fill("visitor@example.org")
    chat.get_by_test_id("email-send").click()
    expect(card).to_have_attribute("data-locked", "false")
    expect(chat.get_by_test_id("email-form")).to_have_count(0)
    with chat.expect_popup() as opened:
        card.get_by_test_id("profile").click()
    expect(opened.value).to_have_url(f"{site.url()}/people/ada")
    assert "/people/ada" in site.visits
    # The one who comes back is not asked again: in the next answer, after a reload, in another tab.
    ask_and_wait(chat, TAX)
    expect(chat.get_by_test_id("email-form")).to_have_count(0)
    chat.reload()
    expect(chat.get_by_test_id("turn")).to_have_count(2)
    other = chat.context.new_page()
    other.goto(f"{server.url}/chat")
    ask_and_wait(other, CLOUD)
    expect(other.get_by_test_id("profile").first).to_be_visible()
    expect(other.get_by_test_id("email-form")).to_have_count(0)


def test_thumbs_count_at_once_and_switching_is_another_row(chat: Page, votes: list[dict[str, Any]]) -> None:
    ask_and_wait(chat, CLOUD)
    shown = [card.get_attribute("data-expert-id") for card in chat.get_by_test_id("expert-card").all()]
    up, down = chat.get_by_test_id("thumb-up"), chat.get_by_test_id("thumb-down")
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(up).to_have_attribute("aria-pressed", "false")
    expect(chat.get_by_test_id("downvote")).to_be_visible()
    chat.keyboard.press("Escape")
    expect(chat.get_by_test_id("downvote")).to_have_count(0)
    up.click()
    # The gate is another matter: nobody has given an email here.
    expect(chat.get_by_test_id("email-form")).to_be_visible()
    tied.until(lambda: len(votes) == 3, 10, lambda: f"{votes}")
    assert [vote["vote"] for vote in votes] == ["up", "down", "up"]
    assert all(vote["expert_ids"] == shown and vote["reasons"] == [] for vote in votes)


def test_a_thumb_down_asks_why_and_nobody_has_to_say(
    chat: Page, votes: list[dict[str, Any]], server: ServerProcess
) -> None:
    dialog, down = chat.get_by_test_id("downvote"), chat.get_by_test_id("thumb-down")
    ask_and_wait(chat, CLOUD)
    for number, leave in enumerate(
        (
            lambda: chat.keyboard.press("Escape"),
            lambda: chat.get_by_test_id("downvote-skip").click(),
            lambda: chat.mouse.click(5, 5),
        )
    ):
        down.click()
        expect(dialog).to_be_visible()
        tied.until(lambda wanted=2 * number + 1: len(votes) == wanted, 10, lambda: f"{votes}")
        leave()
        expect(dialog).to_have_count(0)
        chat.get_by_test_id("thumb-up").click()
    down.click()
    expect(chat.get_by_test_id("downvote-send")).to_be_disabled()
    chat.get_by_label("Not relevant to my problem").check()
    expect(chat.get_by_test_id("downvote-comment")).to_have_count(0)
    chat.get_by_label("Other").check()
    chat.get_by_test_id("downvote-comment").fill("They are all too far away.")
    with chat.expect_response(re.compile("/feedback$")) as answered:
        chat.get_by_test_id("downvote-send").click()
    assert answered.value.status == 200
    expect(dialog).to_have_count(0)
    expect(chat.get_by_test_id("thumbs")).to_contain_text("Thank you")
    assert len(votes) == 8
    assert votes[-1]["vote"] == "down"
    assert votes[-1]["reasons"] == ["Not relevant to my problem", "Other"]
    assert votes[-1]["comment"] == "They are all too far away."


def test_form_and_thumbs_are_under_the_latest_result_alone_and_never_under_a_clarification(
    chat: Page,
) -> None:
    ask_and_wait(chat, NOBODY)
    expect(chat.get_by_test_id("turn")).to_have_attribute("data-type", "clarification")
    expect(chat.get_by_test_id("narrative")).to_contain_text("?")
    for part in ("thumbs", "email-form", "expert-card"):
        expect(chat.get_by_test_id(part)).to_have_count(0)
    ask_and_wait(chat, CLOUD)
    expect(chat.get_by_test_id("turn").nth(1).get_by_test_id("thumbs")).to_be_visible()
    ask_and_wait(chat, TAX)
    for part in ("thumbs", "email-form"):
        expect(chat.get_by_test_id(part)).to_have_count(1)
        expect(chat.get_by_test_id("turn").nth(2).get_by_test_id(part)).to_be_visible()


def test_a_conversation_survives_a_reload_and_a_new_one_can_be_taken_back(chat: Page) -> None:
    ask_and_wait(chat, CLOUD)
    chat.get_by_test_id("thumb-up").click()
    chat.reload()
    expect(chat.get_by_test_id("turn")).to_have_count(1)
    expect(chat.get_by_test_id("thumb-up")).to_have_attribute("aria-pressed", "true")
    chat.get_by_test_id("chat-new").click()
    expect(chat.get_by_test_id("chat-start")).to_be_visible()
    expect(chat.get_by_test_id("chat-field")).to_be_focused()
    chat.get_by_test_id("chat-back").click()
    expect(chat.get_by_test_id("turn")).to_have_count(1)
    chat.get_by_test_id("chat-new").click()
    chat.get_by_test_id("chat-example").first.click()
    expect(chat.get_by_test_id("chat-field")).not_to_be_empty()


def test_a_screen_reader_hears_the_finished_answer_and_keys_do_everything(chat: Page) -> None:
    field, said = chat.get_by_test_id("chat-field"), chat.get_by_test_id("announcement")
    field.focus()
    chat.keyboard.type("Our cloud bill has doubled")
    chat.keyboard.press("Shift+Enter")
    chat.keyboard.type("and nobody can say why")
    expect(field).to_have_value(CLOUD.replace(" and", "\nand"))
    chat.evaluate(
        "() => { window.said = []; new MutationObserver(() => window.said.push("
        "document.querySelector('[data-testid=announcement]').textContent)).observe("
        "document.querySelector('[data-testid=announcement]'), "
        "{ childList: true, characterData: true, subtree: true }) }"
    )
    chat.keyboard.press("Enter")
    expect(chat.get_by_test_id("turn")).to_have_attribute("data-state", "answered")
    expect(said).to_contain_text("Ada Bell, Cloud cost engineer")
    told = chat.evaluate("() => window.said")
    assert told[0] == "Looking for experts." and len(told) == 2, told
    live = chat.locator("[aria-live], [role=status], [role=alert], [role=log]")
    assert chat.get_by_test_id("narrative").locator("xpath=ancestor-or-self::*[@aria-live]").count() == 0
    assert live.count() >= 1


def test_nothing_moves_while_an_answer_is_written(browser: Browser, server: ServerProcess) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    observe(context)
    page = context.new_page()
    page.goto(f"{server.url}/chat")
    ask_and_wait(page, CLOUD)
    expect(page.get_by_test_id("thumbs")).to_be_visible()
    assert seen(page)["shift"] < 0.01, seen(page)["shifts"]
    context.close()


@pytest.fixture
def cable(server: ServerProcess) -> Iterator[Cable]:
    way = Cable(server.port)
    yield way
    way.close()


def test_a_dropped_connection_says_so_and_asks_again_and_stop_stops(page: Page, cable: Cable) -> None:
    page.goto(f"{cable.url}/chat")
    turn = page.get_by_test_id("turn").last
    cable.holds = True
    ask(page, CLOUD)
    expect(page.get_by_test_id("chat-status")).to_contain_text("Looking")
    page.get_by_test_id("chat-stop").click()
    expect(turn).to_have_attribute("data-state", "stopped")
    expect(page.get_by_test_id("chat-field")).to_be_enabled()
    ask(page, CLOUD)
    expect(page.get_by_test_id("turn")).to_have_count(2)
    expect(page.get_by_test_id("chat-status")).to_contain_text("Looking")
    cable.cut()
    expect(turn).to_have_attribute("data-state", "lost")
    expect(turn.get_by_test_id("unanswered")).to_contain_text("The connection was lost")
    expect(turn).to_contain_text(CLOUD)
    cable.holds = False
    page.get_by_test_id("ask-again").click()
    expect(turn).to_have_attribute("data-state", "answered")
    expect(page.get_by_test_id("expert-card").first).to_be_visible()
    expect(page.get_by_test_id("turn")).to_have_count(2)


def test_leaving_the_page_ends_the_answer(page: Page, cable: Cable) -> None:
    ended: list[str] = []
    page.on("requestfailed", lambda request: ended.append(request.url))
    page.goto(f"{cable.url}/chat")
    cable.holds = True
    ask(page, CLOUD)
    expect(page.get_by_test_id("chat-status")).to_contain_text("Looking")
    page.get_by_test_id("chat-new").click()
    tied.until(lambda: any(url.endswith("/chat") for url in ended), 30, lambda: f"{ended}")
    expect(page.get_by_test_id("chat-start")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_chat_can_be_read_and_operated_by_everybody(
    browser: Browser, server: ServerProcess, scheme: Scheme, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
    )
    page = context.new_page()
    page.goto(f"{server.url}/chat")
    expect(page.get_by_test_id("chat-start")).to_be_visible()
    found = faults(page, "start")
    ask_and_wait(page, CLOUD)
    page.get_by_test_id("email").press("Enter")
    expect(page.get_by_text("Please enter a valid email address.")).to_be_visible()
    found += faults(page, "gate")
    page.get_by_test_id("thumb-down").click()
    page.get_by_label("Other").check()
    found += faults(page, "downvote", but=("page-has-heading-one",))
    page.get_by_test_id("downvote-skip").click()
    ask_and_wait(page, NOBODY)
    found += faults(page, "clarification")
    page.route("**/chat", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    ask(page, CLOUD)
    expect(page.get_by_test_id("unanswered")).to_be_visible()
    found += faults(page, "lost")
    context.close()
    assert not found, "\n".join(found)


def test_the_server_has_the_vote_that_counts(chat: Page, server: ServerProcess) -> None:
    ask_and_wait(chat, CLOUD)
    for thumb in ("thumb-up", "thumb-down"):
        with chat.expect_response(re.compile("/feedback$")) as answered:
            chat.get_by_test_id(thumb).click()
        assert answered.value.status == 200
    conversation = answered.value.request.post_data_json["conversation_id"]
    with server.client() as api:
        votes = api.get(f"/api/v1/experts/searches/{conversation}").raise_for_status().json()["votes"]
    assert [(vote["vote"], vote["counts"]) for vote in votes] == [("down", True), ("up", False)]
