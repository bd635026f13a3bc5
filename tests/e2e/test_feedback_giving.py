"""Saying something of a sample: there at once, taken back, refused, lost on the way, by keys alone."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Locator, Page, Route, expect
from tests.e2e.asking import tab_to
from tests.e2e.rating import Made, as_drawn, card, open_panel, said_of, star
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e

POSTS = "**/api/v1/feedback"


@pytest.fixture
def drawn(api: httpx.Client) -> Made:
    return as_drawn(api)


@pytest.fixture
def panel(signed_in: Page, server: ServerProcess, drawn: Made) -> Locator:
    """The panel of the job that is drawn, opened."""
    return open_panel(signed_in, server, drawn)


def expect_stars(scope: Page | Locator, stars: int | None) -> None:
    """What is chosen of the stars for the whole."""
    expect(scope.get_by_test_id("stars").first).to_have_attribute("data-value", str(stars or ""))


def test_stars_are_there_at_once_and_kept(
    signed_in: Page, panel: Locator, drawn: Made, api: httpx.Client
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    signed_in.route(POSTS, hold)
    first = card(signed_in, "A")
    star(first, 5).click()
    expect_stars(first, 5)
    expect(panel.get_by_test_id("feedback-total")).to_have_text("2 total")
    held.pop().continue_()
    expect(panel.get_by_test_id("feedback-total")).to_have_text("3 total")
    expect(first.get_by_test_id("stars-shown").first).to_have_text("(5.0)")
    signed_in.reload()
    expect_stars(card(signed_in, "A"), 5)
    assert said_of(api, drawn.samples[0])[0]["rating"] == 5


def test_stars_are_taken_back_by_undo(
    signed_in: Page, panel: Locator, drawn: Made, api: httpx.Client
) -> None:
    first = card(signed_in, "A")
    star(first, 1).click()
    expect(signed_in.get_by_test_id("notices")).to_contain_text("Rated sample A 1 of 5")
    expect(first.get_by_test_id("stars-shown").first).to_have_text("(1.0)")
    signed_in.get_by_test_id("undo").click()
    expect(first.get_by_test_id("stars-shown").first).to_have_text("(4.0)")
    expect_stars(first, 4)
    expect(panel.get_by_test_id("feedback-total")).to_have_text("2 total")
    assert [row["rating"] for row in said_of(api, drawn.samples[0])] == [4]


def test_stars_that_the_server_refuses_go_back(signed_in: Page, panel: Locator) -> None:
    refusal = {"detail": {"code": "NOT_FOUND", "message": "There is no such sample."}}
    signed_in.route(POSTS, lambda route: route.fulfill(status=404, json=refusal))
    first = card(signed_in, "A")
    star(first, 2).click()
    expect(signed_in.get_by_test_id("notices")).to_contain_text(
        "Not kept for sample A: There is no such sample."
    )
    expect_stars(first, 4)
    expect(first.get_by_test_id("said")).to_have_count(1)


def test_a_lost_answer_is_asked_for_again_and_nothing_is_said_twice(
    signed_in: Page, panel: Locator, drawn: Made, api: httpx.Client
) -> None:
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(str(route.fetch().status))
        return route.abort()

    signed_in.route(POSTS, lose_the_first)
    star(card(signed_in, "B"), 5).click()
    expect(signed_in.get_by_test_id("notices")).to_contain_text("Rated sample B 5 of 5")
    assert lost == ["201"], "the server had it when the answer was lost"
    assert [row["rating"] for row in said_of(api, drawn.samples[1])] == [5, 3]


def test_criteria_tags_and_notes_are_said_from_the_keyboard_alone(
    signed_in: Page, panel: Locator, drawn: Made, api: httpx.Client
) -> None:
    page = signed_in
    second = card(page, "B")
    chosen = star(second, 3)
    tab_to(page, chosen)
    page.keyboard.press("ArrowRight")
    expect(star(second, 4)).to_be_focused()
    # To pass a star is not to choose it.
    expect_stars(second, 3)
    page.keyboard.press("Enter")
    expect_stars(second, 4)
    tab_to(page, second.get_by_test_id("rate-more"))
    page.keyboard.press("Enter")
    melody = page.get_by_role("radiogroup", name="Melody of sample B")
    expect(melody.get_by_role("radio", name="1 star")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    expect(melody).to_have_attribute("data-value", "5")
    expect(second.get_by_test_id("averages")).to_have_text("Melody 5.0")
    tab_to(page, page.get_by_test_id("tag-picker"))
    page.keyboard.type("good mel")
    expect(page.get_by_role("option", name="Good melody")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("My own tag,")
    tab_to(page, page.get_by_test_id("notes"))
    page.keyboard.type("It grows on me")
    tab_to(page, page.get_by_test_id("words-save"))
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("rate-menu")).to_have_count(0)
    expect(second.get_by_test_id("said").first).to_contain_text("“It grows on me”")
    newest = said_of(api, drawn.samples[1])[0]
    assert newest["tags"] == ["repetitive", "good_melody", "my_own_tag"]
    assert newest["notes"] == "It grows on me"


def test_a_sample_is_found_better_than_another_or_as_good(
    signed_in: Page, panel: Locator, drawn: Made, api: httpx.Client
) -> None:
    second = card(signed_in, "B")
    second.get_by_test_id("prefer").click()
    signed_in.locator("[data-tied-with=A]").click()
    expect(second.get_by_test_id("preference")).to_contain_text("As good as Sample A")
    second.get_by_test_id("prefer").click()
    signed_in.locator("[data-better-than=A]").click()
    expect(second.get_by_test_id("preference").first).to_have_text("Preferred over Sample A")
    newest = said_of(api, drawn.samples[1])[0]
    assert (newest["preferred_over"], newest["tie"]) == (drawn.samples[0], False)


def test_what_plays_is_rated_by_keys_and_tagged(
    signed_in: Page, panel: Locator, drawn: Made, api: httpx.Client
) -> None:
    page = signed_in
    page.get_by_test_id("play").nth(1).click()
    bar = page.get_by_test_id("player")
    expect_stars(bar, 3)
    page.keyboard.press("Shift+Digit5")
    expect_stars(bar, 5)
    expect_stars(card(page, "B"), 5)
    expect(card(page, "B").get_by_test_id("stars-shown").first).to_have_text("(5.0)")
    page.keyboard.press("t")
    expect(page.get_by_test_id("tag-picker")).to_be_focused()
    assert said_of(api, drawn.samples[1])[0]["rating"] == 5


def test_what_is_not_saved_is_there_again(
    signed_in: Page, panel: Locator, drawn: Made, api: httpx.Client
) -> None:
    page = signed_in
    second = card(page, "B")
    second.get_by_test_id("rate-more").click()
    expect(page.get_by_role("heading", name="Feedback on sample B")).to_be_visible()
    expect(
        page.get_by_role("radiogroup", name="Melody of sample B").get_by_role("radio").first
    ).to_be_focused()
    page.get_by_test_id("notes").fill("Only begun")
    page.get_by_test_id("tag-picker").fill("half a ta")
    expect(page.get_by_test_id("words-state")).to_have_text("Not saved yet")
    page.get_by_test_id("rate-close").click()
    expect(page.get_by_test_id("rate-menu")).to_have_count(0)
    page.reload()
    second.get_by_test_id("rate-more").click()
    expect(page.get_by_test_id("notes")).to_have_value("Only begun")
    expect(page.get_by_test_id("words-state")).to_have_text("Not saved yet")
    page.get_by_test_id("words-save").click()
    expect(page.get_by_test_id("rate-menu")).to_have_count(0)
    expect(second.get_by_test_id("said").first).to_contain_text("“Only begun”")
    newest = said_of(api, drawn.samples[1])[0]
    assert (newest["tags"], newest["notes"]) == (["repetitive", "half_a_ta"], "Only begun")
    second.get_by_test_id("rate-more").click()
    expect(page.get_by_test_id("notes")).to_have_value("Only begun")
    expect(page.get_by_test_id("words-state")).to_have_text("")


def test_notes_that_are_too_long_are_cut_aloud_and_shown_in_part(signed_in: Page, panel: Locator) -> None:
    page = signed_in
    first = card(page, "A")
    first.get_by_test_id("rate-more").click()
    notes = page.get_by_test_id("notes")
    notes.fill("A line\n" * 500)
    expect(page.get_by_text("3,500 of 4,000 characters")).to_be_visible()
    notes.fill("A line\n" * 600)
    expect(page.get_by_role("alert")).to_contain_text("Notes end at 4,000 characters")
    page.get_by_test_id("words-save").click()
    shown = first.get_by_test_id("said-notes").first
    expect(shown).to_contain_text("A line")
    more = first.get_by_role("button", name="Show more of these notes")
    expect(more).to_be_visible()
    assert shown.evaluate("(words) => words.clientHeight") < 120
    more.click()
    expect(first.get_by_role("button", name="Show less of these notes")).to_be_visible()
    assert shown.evaluate("(words) => words.clientHeight") > 1_000
