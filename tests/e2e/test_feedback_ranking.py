"""Samples of a job put into an order: dragged, tied by dropping them together, or from the keyboard alone."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.asking import tab_to
from tests.e2e.rating import Made, make, open_panel, said_of
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


@pytest.fixture
def ranking(signed_in: Page, server: ServerProcess, api: httpx.Client) -> Made:
    """The ranking of four samples, opened."""
    made = make(api, num_samples=4)
    open_panel(signed_in, server, made, total=0)
    signed_in.get_by_test_id("rank-open").click()
    expect(signed_in.get_by_test_id("grip-D")).to_be_in_viewport()
    expect_order(signed_in, "A>B>C>D")
    # The letters are no judgement yet: whoever agrees with them says so.
    expect(signed_in.get_by_test_id("rank-save")).to_have_text("Their letters are my order")
    return made


def expect_order(page: Page, order: str) -> None:
    expect(page.get_by_test_id("ranking")).to_have_attribute("data-order", order)


def drag_to(page: Page, grip: str, onto: str, share: float) -> None:
    """Drag a sample to the place of another: to its upper edge (0), its middle or its lower edge (1)."""
    start = page.get_by_test_id(f"grip-{grip}").bounding_box()
    end = page.get_by_role("listitem").filter(has=page.get_by_test_id(f"grip-{onto}")).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2, end["y"] + end["height"] * share, steps=6)
    page.mouse.up()


def pairs_of(api: httpx.Client, made: Made) -> set[tuple[str, str, bool]]:
    """Preferences as letters: who, over whom, and whether it is a tie."""
    label = dict(zip(made.samples, "ABCD", strict=True))
    rows = [row for audio_id in made.samples for row in said_of(api, audio_id)]
    return {(label[row["audio_id"]], label[row["preferred_over"]], row["tie"]) for row in rows}


def test_samples_are_ranked_by_drag_and_tied_by_dropping_them_together(
    signed_in: Page, ranking: Made, api: httpx.Client
) -> None:
    drag_to(signed_in, "D", "A", 0.05)
    expect_order(signed_in, "D>A>B>C")
    drag_to(signed_in, "C", "A", 0.5)
    expect_order(signed_in, "D>A=C>B")
    expect(signed_in.get_by_test_id("rank-save")).to_have_text("Save the order")
    heard = signed_in.get_by_test_id("rank").get_by_role("button", name="Play sample C")
    heard.click()
    expect(signed_in.get_by_test_id("rank").get_by_role("button", name="Pause sample C")).to_be_visible()
    signed_in.get_by_test_id("rank-save").click()
    expect(signed_in.get_by_test_id("notices")).to_contain_text("Kept the order: D, then A and C, then B")
    expect(signed_in.get_by_test_id("feedback-total")).to_have_text("6 total")
    found = pairs_of(api, ranking)
    assert {pair for pair in found if not pair[2]} == {
        (better, worse, False) for better, worse in ("DA", "DC", "DB", "AB", "CB")
    }
    assert {frozenset(pair[:2]) for pair in found if pair[2]} == {frozenset("AC")}
    signed_in.get_by_test_id("undo").click()
    expect(signed_in.get_by_test_id("feedback-total")).to_have_text("0 total")


def test_samples_are_ranked_from_the_keyboard_alone(
    signed_in: Page, ranking: Made, api: httpx.Client
) -> None:
    page = signed_in
    tab_to(page, page.get_by_test_id("grip-D"))
    for order in ("A>B>C=D", "A>B>D>C", "A>B=D>C"):
        page.keyboard.press("ArrowUp")
        expect_order(page, order)
        expect(page.get_by_test_id("grip-D")).to_be_focused()
    expect(page.get_by_test_id("ranking").get_by_role("status")).to_have_text("A, then B and D, then C")
    expect(page.get_by_test_id("grip-D")).to_have_attribute("aria-label", "Sample D, place 2, as good as B")
    page.keyboard.press("ArrowDown")
    expect_order(page, "A>B>D>C")
    tab_to(page, page.get_by_test_id("rank-save"))
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("rank")).to_have_count(0)
    assert pairs_of(api, ranking) == {(*pair, False) for pair in ("AB", "AD", "AC", "BD", "BC", "DC")}
