"""What was said of a job, in its own panel: as drawn, cached, in step with everybody."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.e2e.looks import LOOKS, Scheme, dressed, faults
from tests.e2e.persons import PASSWORD, Windows, accounts_server, come_in, register, sign_in_api
from tests.e2e.rating import Made, as_drawn, card, make, open_panel, said_of, say, star
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


@pytest.fixture
def drawn(api: httpx.Client) -> Made:
    return as_drawn(api)


@pytest.fixture
def panel(signed_in: Page, server: ServerProcess, drawn: Made) -> Locator:
    """The panel of the job that is drawn, opened."""
    return open_panel(signed_in, server, drawn)


def asked_for(page: Page, part: str) -> list[str]:
    """Addresses that hold `part` and are asked for from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if part in request.url else None)
    return found


def test_the_panel_shows_total_stars_preference_tags_and_notes_as_drawn(
    signed_in: Page, panel: Locator
) -> None:
    expect(panel.get_by_role("heading", name="Job Feedback")).to_be_visible()
    first, second = card(signed_in, "A"), card(signed_in, "B")
    expect(first.get_by_role("heading", name="Sample A")).to_be_visible()
    expect(first.get_by_test_id("stars-shown").first).to_have_text("(4.0)")
    expect(first.get_by_role("img", name="4.0 of 5 stars")).to_be_visible()
    said = first.get_by_test_id("said")
    expect(said).to_have_count(1)
    expect(said.get_by_test_id("preference")).to_have_text("Preferred over Sample B")
    expect(said).to_contain_text("Tags: good_melody, creative")
    expect(said).to_contain_text("“Nice rhythm section”")
    expect(second.get_by_test_id("stars-shown").first).to_have_text("(3.0)")
    expect(second.get_by_test_id("said")).to_contain_text("Tags: repetitive")
    # Their mean lies between two stars, and so does what is filled of them.
    mean = panel.get_by_test_id("job-average")
    expect(mean).to_contain_text("(3.5)")
    expect(mean.locator("[style*='width: 70%']")).to_be_attached()


def test_it_is_fetched_on_mount_cached_across_tab_switches_and_refreshed_by_hand(
    signed_in: Page, server: ServerProcess, drawn: Made
) -> None:
    page = signed_in
    asked = asked_for(page, f"/generate/{drawn.job}/feedback")
    # Within one document, which knows nothing at first; its stream greets it before anything is asked.
    with page.expect_response("**/api/v1/jobs/events"):
        page.goto(f"{server.url}/songs/jobs")
    row = page.locator(f"[data-job-id='{drawn.job}']")
    expect(row).to_be_visible()
    assert not asked
    row.get_by_role("link", name="slow sad piano").click()
    total = page.get_by_test_id("feedback-total")
    expect(total).to_have_text("2 total")
    assert len(asked) == 1, "on mount"
    page.get_by_test_id("rail").get_by_role("link", name="Jobs").click()
    expect(total).to_have_count(0)
    row.get_by_role("link", name="slow sad piano").click()
    expect(total).to_have_text("2 total")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(card(page, "A").get_by_test_id("said")).to_be_visible()
    with page.expect_response(lambda answer: answer.url in asked[:1]):
        page.get_by_test_id("feedback-refresh").click()
    assert len(asked) == 2, "once more, by hand alone"


def test_what_somebody_says_elsewhere_appears_by_itself(
    signed_in: Page, panel: Locator, drawn: Made, api: httpx.Client
) -> None:
    record = say(api, drawn.samples[1], rating=5, notes="Heard it on the train")
    expect(card(signed_in, "B")).to_contain_text("“Heard it on the train”")
    expect(panel.get_by_test_id("feedback-total")).to_have_text("3 total")
    api.delete(f"/api/v1/feedback/{record['id']}").raise_for_status()
    expect(panel.get_by_test_id("feedback-total")).to_have_text("2 total")
    expect(card(signed_in, "B").get_by_test_id("stars-shown").first).to_have_text("(3.0)")


def test_what_was_replaced_stays_and_says_so(
    signed_in: Page, panel: Locator, drawn: Made, api: httpx.Client
) -> None:
    say(api, drawn.samples[1], rating=1, tags=["dull"])
    rows = card(signed_in, "B").get_by_test_id("said")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_have_attribute("data-effective", "true")
    expect(rows.nth(1)).to_have_attribute("data-effective", "false")
    expect(rows.nth(1)).to_contain_text("replaced by something newer")


def test_a_record_is_deleted_with_eight_seconds_to_undo(
    signed_in: Page, panel: Locator, drawn: Made, api: httpx.Client
) -> None:
    second = card(signed_in, "B")
    total = panel.get_by_test_id("feedback-total")
    second.get_by_test_id("said-delete").click()
    expect(second.get_by_test_id("said")).to_have_count(0)
    expect(total).to_have_text("1 total")
    assert said_of(api, drawn.samples[1]), "it can still be undone"
    signed_in.get_by_test_id("undo").click()
    expect(second.get_by_test_id("said")).to_have_count(1)
    expect(total).to_have_text("2 total")
    second.get_by_test_id("said-delete").click()
    expect(signed_in.get_by_test_id("undo")).to_have_count(0)
    expect(second.get_by_test_id("stars-shown").first).to_have_count(0)
    expect(second.get_by_text("not rated")).to_be_visible()
    expect(second).to_contain_text("Nothing was said of it yet.")
    assert said_of(api, drawn.samples[1]) == []


def test_view_feedback_summary_in_job_status(
    signed_in: Page, server: ServerProcess, drawn: Made, api: httpx.Client
) -> None:
    page = signed_in
    page.goto(f"{server.url}/songs/jobs/{drawn.job}")
    expect(page.get_by_test_id("feedback-total")).to_have_text("2 total")
    say(api, drawn.samples[1], rating=5)
    expect(page.get_by_test_id("feedback-total")).to_have_text("3 total")
    status = api.get(f"/api/v1/generate/{drawn.job}").raise_for_status().json()
    assert (status["feedback"]["count"], status["feedback"]["has_feedback"]) == (3, True)
    details = api.get(status["links"]["feedback"]).raise_for_status().json()
    assert details["total_feedback"] == 3


def test_list_jobs_with_feedback_indicators(
    signed_in: Page, server: ServerProcess, drawn: Made, api: httpx.Client
) -> None:
    page = signed_in
    silent = make(api, num_samples=1)
    page.goto(f"{server.url}/songs/jobs")
    note = page.locator(f"[data-job-id='{drawn.job}']").get_by_test_id("feedback-note")
    expect(note).to_contain_text("3.5")
    expect(note).to_contain_text("2 records")
    expect(page.locator(f"[data-job-id='{silent.job}']").get_by_test_id("feedback-note")).to_have_count(0)
    page.get_by_test_id("feedback-filter").select_option("without")
    expect(page).to_have_url(re.compile(r"\?feedback=without$"))
    expect(page.locator(f"[data-job-id='{drawn.job}']")).to_have_count(0)
    page.reload()
    expect(page.locator(f"[data-job-id='{silent.job}']")).to_be_visible()
    page.get_by_test_id("feedback-filter").select_option("with")
    expect(page.locator(f"[data-job-id='{silent.job}']")).to_have_count(0)
    say(api, drawn.samples[0], rating=5)
    expect(note).to_contain_text("3 records")
    note.click()
    expect(page).to_have_url(re.compile(rf"/songs/feedback\?job={drawn.job}$"))


def test_members_delete_what_they_said_and_administrators_everything(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    windows = Windows(browser)
    with accounts_server(tmp_path_factory.mktemp("people")) as server:
        one, other = register(server), register(server)
        with sign_in_api(server, one, PASSWORD) as api:
            api.base_url = httpx.URL(server.url)
            made = make(api, num_samples=1)
            say(api, made.samples[0], rating=4, notes="Mine")
        with sign_in_api(server, other, PASSWORD) as api:
            api.base_url = httpx.URL(server.url)
            say(api, made.samples[0], rating=2, notes="Theirs")
        page = windows.open()
        come_in(page, server, one, f"/songs/jobs/{made.job}")
        mine, theirs = (page.get_by_test_id("said").filter(has_text=word) for word in ("Mine", "Theirs"))
        expect(mine.get_by_test_id("said-delete")).to_be_visible()
        expect(theirs.get_by_test_id("said-delete")).to_have_count(0)
        expect(mine).to_contain_text("you")
        expect(theirs).to_contain_text(other.partition("@")[0])
        expect(card(page, "A").get_by_test_id("stars-shown").first).to_have_text("(3.0)")
        admin = windows.open()
        come_in(admin, server, "admin@example.org", f"/songs/jobs/{made.job}")
        expect(admin.get_by_test_id("said-delete")).to_have_count(2)
        windows.close()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_panel_can_be_read_and_operated_by_everybody(
    browser: Browser, server: ServerProcess, drawn: Made, api: httpx.Client, scheme: Scheme, width: int
) -> None:
    say(api, drawn.samples[1], rating=1, rating_criterion="melody")
    say(api, drawn.samples[1], rating=2)
    fresh = make(api, num_samples=1)
    with dressed(browser, server, scheme, width) as page:
        open_panel(page, server, fresh, total=0)
        found = faults(page, "nothing said")
        open_panel(page, server, drawn, total=4)
        found += faults(page, "panel")
        page.get_by_test_id("rank-open").click()
        found += faults(page, "ranking")
        page.get_by_test_id("rate-more").first.click()
        expect(page.get_by_test_id("rate-menu")).to_be_visible()
        # What floats over the page is in no landmark; axe knows that of dialogs alone.
        found += faults(page, "criteria, tags and notes", but=("region",))
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("rate-menu")).to_have_count(0)
        star(card(page, "A"), 2).click()
        expect(page.get_by_test_id("undo")).to_be_visible()
        found += faults(page, "rated")
        page.goto(f"{server.url}/songs/jobs")
        expect(page.get_by_test_id("feedback-note").first).to_be_visible()
        found += faults(page, "list of jobs")
    assert not found, "\n".join(found)
