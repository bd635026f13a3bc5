"""A blind test as its owner sees it: from the wizard over the vote to what the votes say."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.abtests import generate, hear_both, invite, make_adapter, make_test, open_vote, vote_for
from tests.e2e.looks import LOOKS, Scheme, dressed, faults
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


def choose(page: Page, field: str, option: str) -> None:
    page.get_by_test_id(field).click()
    page.get_by_role("option", name=option).click()


def test_generate_for_ab_test_and_vote_by_keyboard(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    page = signed_in
    adapter = make_adapter(api)
    page.goto(f"{server.url}/songs/jobs")
    expect(page.get_by_role("heading", name="Jobs", level=1)).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("b")
    expect(page.get_by_role("heading", name="A/B tests", level=1)).to_be_visible()
    page.get_by_test_id("ab-new").first.click()
    page.get_by_test_id("ab-create").click()
    expect(page.get_by_test_id("ab-name")).to_be_focused()
    expect(page.get_by_text("Both sides are the same", exact=False).first).to_be_visible()
    page.get_by_test_id("ab-name").fill("Is warm better than none?")
    choose(page, "side-B", adapter["name"])
    choose(page, "version-B", "v2")
    for text in ("slow sad piano", "fast happy jazz"):
        page.get_by_test_id("ab-prompt").fill(text)
        page.keyboard.press("Enter")
    expect(page.get_by_test_id("ab-prompts").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_test_id("advice-sentence")).to_have_text(re.compile(r"people × 2 votes detect 70 %"))
    page.get_by_test_id("ab-duration").fill("0.1")
    page.get_by_test_id("ab-create").click()
    expect(page.get_by_test_id("ab-duration")).to_have_attribute("aria-invalid", "true")
    page.get_by_test_id("ab-duration").fill("4")
    page.get_by_test_id("ab-listen").fill("1")
    page.get_by_test_id("ab-create").click()
    expect(page).to_have_url(re.compile(r"/songs/ab-tests/[0-9a-f-]{36}$"))
    expect(page.get_by_test_id("ab-facts")).to_contain_text(f"B: {adapter['name']} v2")
    page.get_by_test_id("ab-generate").click()
    expect(page.get_by_test_id("ab-progress")).to_have_text(re.compile(r"^\d/2 pairs generated$"))
    expect(page.get_by_test_id("ab-state")).to_have_text("Open for votes")
    page.get_by_test_id("ab-vote").click()
    names = {adapter["name"], "base"}
    for place in (1, 2):
        judge_by_keyboard(page, place, names)
    expect(page.get_by_test_id("vote-done")).to_contain_text("Thank you")
    page.get_by_test_id("to-results").click()
    expect(page.get_by_test_id("claim-these")).to_contain_text("Not decided: 1 decisive vote")
    expect(page.get_by_test_id("ab-counts")).to_contain_text("2 votes by 1 person")
    page.get_by_test_id("ab-votes-open").click()
    expect(page.get_by_test_id("ab-vote-row").filter(has_text="The bass is clearer")).to_have_count(1)


def judge_by_keyboard(page: Page, place: int, names: set[str]) -> None:
    """The first one by its left side and with a note, the second one as a tie."""
    expect(page.get_by_test_id("vote-place")).to_have_text(f"Pair {place} of 2")
    expect(page.get_by_test_id("vote-play")).to_have_attribute("data-phase", "ready")
    page.keyboard.press("l")
    expect(page.get_by_test_id("gate-hint")).to_contain_text("1 s more to the left and 1 s more to the right")
    hear_both(page)
    if place == 1:
        page.get_by_test_id("vote-notes").fill("The bass is clearer, tiring though")
        page.get_by_test_id("vote-notes").blur()
    page.keyboard.press("l" if place == 1 else "t")
    expect(page.get_by_test_id("reveal")).to_contain_text("You preferred" if place == 1 else "about the same")
    shown = {
        page.get_by_test_id(f"revealed-{side}").locator("strong").inner_text() for side in ("left", "right")
    }
    assert {re.sub(r" v\d+$", "", name) for name in shown} == names
    page.keyboard.press("n")


WATCH = """() => {
  window.told = [];
  const look = () => {
    const text = document.querySelector('[data-testid="ab-progress"]')?.textContent;
    if (text && text !== window.told.at(-1)) window.told.push(text);
  };
  new MutationObserver(look).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


def test_track_ab_generation_progress(signed_in: Page, api: httpx.Client, server: ServerProcess) -> None:
    page = signed_in
    test_id = make_test(api, make_adapter(api), pairs=4)
    api.post("/api/v1/queue/pause").raise_for_status()
    try:
        page.goto(f"{server.url}/songs/ab-tests/{test_id}")
        page.evaluate(WATCH)
        page.get_by_test_id("ab-generate").click()
        expect(page.get_by_test_id("ab-progress")).to_have_text("0/4 pairs generated")
        expect(page.get_by_test_id("ab-state")).not_to_have_text("Open for votes")
    finally:
        api.post("/api/v1/queue/resume").raise_for_status()
    # Without a reload: whoever waits is told.
    expect(page.get_by_test_id("ab-state")).to_have_text("Open for votes", timeout=120_000)
    told: list[str] = page.evaluate("window.told")
    assert told[0] == "0/4 pairs generated"
    assert told == sorted(told)
    assert set(told) & {f"{done}/4 pairs generated" for done in (1, 2, 3)}, told


@pytest.fixture(scope="module")
def judged(server: ServerProcess) -> str:
    """A test that eight votes of four people have decided for its side B."""
    with server.client() as api:
        adapter = make_adapter(api)
        test_id = make_test(api, adapter)
        generate(api, test_id)
        vote_for(api, test_id, adapter["name"], raters=4)
    return test_id


def test_a_verdict_is_told_and_the_winner_promoted(
    signed_in: Page, api: httpx.Client, server: ServerProcess, judged: str
) -> None:
    page = signed_in
    page.goto(f"{server.url}/songs/ab-tests")
    row = page.locator(f"[data-testid=ab-row][data-test-id='{judged}']")
    expect(row).to_contain_text("8 by 4 people")
    expect(row.get_by_test_id("ab-verdict")).to_contain_text("preferred by these raters")
    row.get_by_role("link").click()
    these, general = page.get_by_test_id("claim-these"), page.get_by_test_id("claim-general")
    expect(these).to_have_attribute("data-decided", "true")
    expect(these.get_by_test_id("claim-sentence")).to_contain_text("100 % of 8 decisive votes")
    expect(general.get_by_test_id("claim-sentence")).to_contain_text("Not decided: 4 raters")
    chart = these.get_by_role("slider")
    # Where the pointer was left: a page that scrolls below it would choose a place as well.
    page.mouse.move(0, 0)
    chart.focus()
    page.keyboard.press("ArrowLeft")
    expect(chart).to_have_attribute("aria-valuetext", re.compile(r"^After 8 votes: .* 100 %"))
    expect(page.get_by_test_id("ab-by-prompt")).to_contain_text("fast happy jazz")
    page.get_by_test_id("promote").click()
    page.get_by_test_id("promote-reason").fill("We hear it too.")
    page.get_by_test_id("promote-confirm").click()
    expect(page.get_by_test_id("promoted")).to_contain_text("v2 is active now")
    expect(page.get_by_test_id("promoted")).to_contain_text("of 8 decisive votes")
    expect(page.get_by_test_id("promoted")).to_contain_text("We hear it too.")
    page.goto(f"{server.url}/songs/ab-tests/leaderboard")
    # Adapters of other tests stand there too, and their places are for their own votes to say.
    expect(page.get_by_test_id("standing").filter(has_text="8, 0, 0")).to_have_count(1)
    standings = page.get_by_test_id("standing").all_inner_texts()
    (winner,) = (place for place, text in enumerate(standings) if "8, 0, 0" in text)
    (base,) = (place for place, text in enumerate(standings) if text.startswith("base"))
    assert winner < base, standings


def test_failed_pairs_are_retried_links_made_and_taken_back_and_closing_confirmed(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    test_id = make_test(api, make_adapter(api), pairs=1)
    generate(api, test_id)
    (pair,) = api.get(f"/api/v1/ab-tests/{test_id}/pairs").json()["items"]
    api.delete(f"/api/v1/jobs/{pair['b']['job_id']}").raise_for_status()
    page = signed_in
    page.goto(f"{server.url}/songs/ab-tests/{test_id}")
    expect(page.get_by_test_id("empty").first).to_contain_text("Nobody has voted yet")
    expect(page.get_by_label("Generation")).to_contain_text("1 pair failed")
    page.get_by_test_id("ab-retry").click()
    expect(page.get_by_label("Generation")).to_have_count(0)
    expect(page.get_by_test_id("ab-state")).to_have_text("Open for votes")
    page.get_by_test_id("ab-invite-label").fill("The choir")
    page.get_by_test_id("ab-invite-uses").fill("501")
    page.get_by_test_id("ab-invite-create").click()
    expect(page.get_by_test_id("ab-invite-uses")).to_have_attribute("aria-invalid", "true")
    page.get_by_test_id("ab-invite-uses").fill("12")
    page.get_by_test_id("ab-invite-create").click()
    expect(page.get_by_test_id("ab-invite-once")).to_have_value(
        re.compile(rf"^{server.url}/songs/rate/{test_id}#")
    )
    row = page.get_by_test_id("ab-invite")
    expect(row).to_contain_text("used by 0 of 12 people")
    row.get_by_role("button").click()
    expect(row).to_have_count(0)
    page.get_by_test_id("ab-close").click()
    page.get_by_test_id("ab-close-confirm").click()
    expect(page.get_by_test_id("ab-state")).to_have_text("Closed")
    expect(page.get_by_test_id("ab-vote")).to_have_count(0)
    page.goto(f"{server.url}/songs/rate/{test_id}")
    expect(page.get_by_test_id("vote-closed")).to_contain_text("closed")


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_pages_can_be_read_and_operated_everywhere(
    scheme: Scheme, width: int, browser: Browser, server: ServerProcess, judged: str
) -> None:
    shown: dict[str, Any] = {
        "/songs/ab-tests": "ab-tests",
        "/songs/ab-tests/new": "advice-sentence",
        f"/songs/ab-tests/{judged}": "ab-by-prompt",
        "/songs/ab-tests/leaderboard": "standings",
        "/songs/ab-tests/method": "crumbs",
    }
    found: list[str] = []
    with dressed(browser, server, scheme, width) as page:
        for address, testid in shown.items():
            page.goto(server.url + address)
            expect(page.get_by_test_id(testid)).to_be_visible()
            found += faults(page, address)
        # As a guest: the owner would run out of pairs.
        page.context.clear_cookies()
        with server.client() as api:
            open_vote(page, server.url + invite(api, judged))
        found += faults(page, "the vote")
        hear_both(page)
        page.keyboard.press("b")
        expect(page.get_by_test_id("reveal")).to_be_visible()
        found += faults(page, "the reveal")
    assert not found, "\n".join(found)
