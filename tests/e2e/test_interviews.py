"""Interviews through the page: whole journeys, and what happens where they do not go straight on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.asking import WIDTHS, horizontal_overflow
from tests.e2e.late import Late
from tests.e2e.persons import (
    ADMIN,
    Windows,
    accounts_server,
    come_in,
    invite,
    new_email,
    register,
    sign_in_api,
)
from tests.e2e.practising import ANSWERS, POSTING, RESUME, Hand, practised, work
from tests.support import tied
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e

FORMS = {"pdf": b"%PDF", "md": b"#"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with accounts_server(tmp_path_factory.mktemp("interviews")) as process:
        yield process


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    opened = Windows(browser)
    yield opened
    opened.close()


@pytest.fixture
def email(server: ServerProcess) -> str:
    return register(server)


@pytest.fixture
def client(server: ServerProcess, email: str) -> Iterator[httpx.Client]:
    """A program of the person with `email`."""
    with sign_in_api(server, email) as signed_in:
        yield signed_in


def answer(hand: Hand, number: int, text: str) -> None:
    page = hand.page
    expect(page.get_by_role("heading", name=re.compile(f"^Question {number} of"))).to_be_visible()
    hand.write(page.get_by_test_id("answer"), text)
    if hand.keyboard:
        page.keyboard.press("Control+Enter")
    else:
        page.get_by_test_id("send").click()
    expect(page.get_by_test_id("progress")).to_contain_text(f"{number} of 3 answered")


def set_up(hand: Hand) -> None:
    """From the first steps to a session of three questions."""
    page = hand.page
    if hand.keyboard:
        page.keyboard.press("g")
        page.keyboard.press("v")
    else:
        page.get_by_test_id("rail").get_by_role("link", name="Interviews").click()
    expect(page.get_by_test_id("empty")).to_contain_text("Practise an interview")
    hand.press(page.get_by_role("link", name="Add your résumé"))
    hand.write(page.get_by_test_id("resume-text"), RESUME)
    hand.press(page.get_by_test_id("resume-save"))
    expect(page.get_by_test_id("notices")).to_contain_text("saved")
    hand.press(page.get_by_role("link", name="Postings"))
    hand.press(page.get_by_test_id("posting-add"))
    hand.write(page.get_by_test_id("posting-title"), POSTING["title"])
    hand.write(page.get_by_test_id("posting-description"), POSTING["description"])
    hand.write(page.get_by_test_id("posting-company"), POSTING["company"])
    hand.press(page.get_by_test_id("posting-save"))
    hand.write(page.get_by_test_id("set-up-questions"), "3")
    hand.press(page.get_by_test_id("start"))


def practise(hand: Hand) -> None:
    """Three answers; in the middle of the second the page is loaded anew."""
    page = hand.page
    answer(hand, 1, ANSWERS[0])
    expect(page.get_by_role("heading", name=re.compile("^Question 2 of"))).to_be_visible()
    hand.write(page.get_by_test_id("answer"), "half an ans")
    before = page.get_by_test_id("clock").inner_text()
    page.reload()
    expect(page.get_by_test_id("answer")).to_have_value("half an ans")
    assert page.get_by_test_id("clock").inner_text() <= before, "the time that has gone by stays gone"
    answer(hand, 2, ANSWERS[1])
    answer(hand, 3, ANSWERS[2])
    hand.press(page.get_by_test_id("complete-end"))
    hand.press(page.get_by_test_id("get-feedback"))
    expect(page.get_by_test_id("feedback")).to_be_visible()


def look_at_feedback(hand: Hand) -> None:
    page = hand.page
    expect(page.get_by_test_id("scores").get_by_role("row")).to_have_count(4)
    expect(page.get_by_role("img", name=re.compile(r"Technical accuracy \d+, Clarity \d+"))).to_be_visible()
    expect(page.get_by_test_id("judge")).to_contain_text("not by a language model")
    quote = page.get_by_test_id("quote").last
    words = quote.inner_text().strip("“”")
    hand.press(quote)
    mark = page.locator("mark:focus")
    expect(mark).to_be_in_viewport()
    assert words.startswith(mark.inner_text()[:20])
    hand.press(page.get_by_test_id("back-to-feedback"))
    expect(quote).to_be_focused()
    hand.press(page.get_by_test_id("thumb-down"))
    hand.write(page.get_by_test_id("thumb-reason"), "It overlooked the figures.")
    hand.press(page.get_by_test_id("thumb-save"))
    expect(page.get_by_test_id("thumb-save")).to_be_disabled()


def take_reports(hand: Hand) -> None:
    page = hand.page
    for name, beginning in FORMS.items():
        hand.press(page.get_by_test_id("report"))
        entry = page.get_by_test_id(f"report-{name}")
        expect(entry).to_be_visible()
        with page.expect_download() as download:
            if hand.keyboard:
                entry.focus()
                page.keyboard.press("Enter")
            else:
                entry.click()
        assert download.value.path().read_bytes().startswith(beginning)
        if page.get_by_test_id("report-pdf").is_visible():
            page.keyboard.press("Escape")


def share(hand: Hand, windows: Windows, width: int) -> None:
    """A coach reads it, until the link is taken back."""
    page = hand.page
    hand.press(page.get_by_test_id("share"))
    hand.press(page.get_by_test_id("share-create"))
    link = page.get_by_test_id("share-once").input_value()
    coach = windows.open(width)
    coach.goto(link)
    expect(coach.get_by_test_id("feedback")).to_be_visible()
    expect(coach.get_by_test_id("transcript")).to_contain_text(ANSWERS[1])
    expect(coach.get_by_text(RESUME)).to_have_count(0)
    assert horizontal_overflow(coach) == 0
    hand.press(page.get_by_test_id("share-revoke"))
    expect(page.get_by_test_id("share-link")).to_contain_text("revoked")
    coach.reload()
    expect(coach.get_by_test_id("link-gone")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("share-once")).to_have_count(0)


def retake(hand: Hand) -> None:
    page = hand.page
    hand.press(page.get_by_test_id("retake"))
    expect(page.get_by_test_id("progress")).to_contain_text("attempt 2")
    hand.press(page.get_by_test_id("ask"))
    answer(hand, 1, ANSWERS[0])
    expect(page.get_by_test_id("answer")).to_be_editable()
    hand.press(page.get_by_test_id("complete"))
    hand.press(page.get_by_test_id("complete-confirm"))
    hand.press(page.get_by_test_id("get-feedback"))
    expect(page.get_by_test_id("feedback")).to_be_visible()
    expect(page.get_by_test_id("attempts").get_by_role("row")).to_have_count(2)
    expect(page.get_by_test_id("attempts")).to_contain_text(re.compile(r"[+−±]\d+"))


@pytest.mark.parametrize("width", WIDTHS)
def test_from_an_invite_to_a_second_attempt(windows: Windows, server: ServerProcess, width: int) -> None:
    page = windows.open(width)
    hand = Hand(page, keyboard=width < 1000)
    page.goto(invite(server))
    hand.write(page.get_by_test_id("email"), new_email())
    hand.write(page.get_by_test_id("new-password"), "a long sentence of mine")
    hand.press(page.get_by_test_id("sign-up-submit"))
    expect(page.get_by_test_id("prompt")).to_be_visible()
    page.get_by_test_id("prompt").blur()
    set_up(hand)
    practise(hand)
    assert horizontal_overflow(page) == 0
    look_at_feedback(hand)
    take_reports(hand)
    share(hand, windows, width)
    retake(hand)
    page.goto(f"{server.url}/interviews")
    expect(page.get_by_test_id("figures")).to_contain_text(re.compile(r"Completed\s*2"))
    expect(page.get_by_test_id("roles")).to_contain_text("2 sessions")
    page.get_by_role("slider", name=re.compile("^Overall score")).press("ArrowLeft")
    expect(page.get_by_test_id("chart")).to_contain_text("attempt 2")
    assert horizontal_overflow(page) == 0


def test_another_person_sees_nothing_of_it(
    windows: Windows, server: ServerProcess, client: httpx.Client
) -> None:
    session = practised(client)
    posting = client.get("/job-postings").json()["items"][0]["id"]
    stranger = windows.open()
    come_in(stranger, server, register(server), f"/interviews/sessions/{session}")
    expect(stranger.get_by_test_id("not-found")).to_contain_text("There is no such session")
    stranger.goto(f"{server.url}/interviews/postings/{posting}")
    expect(stranger.get_by_test_id("not-found")).to_contain_text("There is no such posting")
    stranger.goto(f"{server.url}/interviews/sessions")
    expect(stranger.get_by_test_id("empty")).to_be_visible()
    expect(stranger.get_by_text("Backend engineer")).to_have_count(0)


def test_a_resume_comes_from_a_file_and_is_corrected(
    page: Page, server: ServerProcess, email: str, client: httpx.Client
) -> None:
    come_in(page, server, email, "/interviews/resume")
    chooser = page.get_by_test_id("resume-drop").locator("input")
    chooser.set_input_files(
        {"name": "notes.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\0\0"}
    )
    expect(page.get_by_test_id("error")).to_be_visible()
    chooser.set_input_files({"name": "cv.txt", "mimeType": "text/plain", "buffer": RESUME.encode()})
    expect(page.get_by_test_id("resume-text")).to_have_value(RESUME)
    page.get_by_test_id("resume-text").fill(f"{RESUME} Also Rust.")
    page.get_by_test_id("resume-save").click()
    expect(page.get_by_text("Saved just now")).to_be_visible()
    assert client.get("/resumes/me").json()["content"].endswith("Also Rust.")
    page.get_by_test_id("resume-delete").click()
    expect(page.get_by_test_id("resume-text")).to_have_value("")
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("resume-text")).to_have_value(f"{RESUME} Also Rust.")


def test_a_dropped_file_is_read(page: Page, server: ServerProcess, email: str) -> None:
    come_in(page, server, email, "/interviews/postings/new")
    transfer = page.evaluate_handle(
        """words => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([words], "posting.txt", { type: "text/plain" }));
          return transfer;
        }""",
        POSTING["description"],
    )
    page.get_by_test_id("posting-drop").dispatch_event("drop", {"dataTransfer": transfer})
    expect(page.get_by_test_id("posting-description")).to_have_value(POSTING["description"])


def test_a_paused_session_keeps_its_time_and_its_draft(
    page: Page, server: ServerProcess, email: str, client: httpx.Client
) -> None:
    posting = client.post("/job-postings", json=POSTING).json()["id"]
    body = {"job_posting_id": posting, "question_count": 2, "minutes": 10}
    session = client.post("/sessions", json=body).json()["id"]
    come_in(page, server, email, f"/interviews/sessions/{session}")
    page.get_by_test_id("ask").click()
    page.get_by_test_id("answer").fill("to be continued")
    page.get_by_test_id("pause").click()
    expect(page.get_by_test_id("clock")).to_contain_text("paused")
    expect(page.get_by_test_id("send")).to_be_disabled()
    left = client.get(f"/sessions/{session}").json()["remaining_seconds"]
    shown = page.get_by_test_id("clock").inner_text()
    page.reload()
    expect(page.get_by_test_id("answer")).to_have_value("to be continued")
    assert page.get_by_test_id("clock").inner_text() == shown
    assert client.get(f"/sessions/{session}").json()["remaining_seconds"] == left
    page.get_by_test_id("resume").click()
    expect(page.get_by_test_id("send")).to_be_enabled()


def test_an_answer_from_before_the_pause_does_not_undo_it(
    page: Page, server: ServerProcess, email: str, client: httpx.Client
) -> None:
    posting = client.post("/job-postings", json=POSTING).json()["id"]
    session = client.post("/sessions", json={"job_posting_id": posting, "minutes": 10}).json()["id"]
    work(client, f"/sessions/{session}/generate-question")
    come_in(page, server, email)
    late = Late(page, f"**/api/v1/sessions/{session}")
    page.goto(f"{server.url}/interviews/sessions/{session}")
    expect(page.get_by_test_id("answer")).to_be_editable()
    late.wait()
    page.get_by_test_id("pause").click()
    expect(page.get_by_test_id("clock")).to_contain_text("paused")
    late.release()
    assert "paused" in page.get_by_test_id("clock").inner_text()
    assert page.get_by_test_id("resume").is_visible()


def test_when_the_time_is_up_the_open_question_is_the_last(
    page: Page, server: ServerProcess, email: str, client: httpx.Client
) -> None:
    posting = client.post("/job-postings", json=POSTING).json()["id"]
    session = client.post("/sessions", json={"job_posting_id": posting, "minutes": 1}).json()["id"]
    come_in(page, server, email, f"/interviews/sessions/{session}")
    page.get_by_test_id("ask").click()
    page.get_by_test_id("answer").fill(ANSWERS[0])
    expect(page.get_by_text("Time is up.")).to_be_visible()
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("complete-end")).to_be_visible()
    expect(page.get_by_test_id("ask")).to_have_count(0)


def test_feedback_that_failed_says_why_and_can_be_tried_again(
    page: Page, server: ServerProcess, email: str, client: httpx.Client
) -> None:
    german = (
        "Wir haben die Abfragen gemessen und danach zwei Indizes angelegt, weil sie zu langsam waren. "
        "Das Ergebnis war deutlich besser, und die Kunden haben sich gefreut."
    )
    session = practised(client, (german, german), feedback=False)
    come_in(page, server, email, f"/interviews/sessions/{session}")
    page.get_by_test_id("get-feedback").click()
    failed = page.locator("[data-testid=operation][data-status=failed]")
    expect(failed).to_contain_text("English")
    page.get_by_test_id("retry-operation").click()
    tied.until(
        lambda: client.get(f"/sessions/{session}/operations").json()["items"][0]["retry_count"] == 1,
        20,
        lambda: "it was not tried again",
    )
    expect(failed).to_be_visible()


def test_without_an_answer_there_is_nothing_to_judge(
    page: Page, server: ServerProcess, email: str, client: httpx.Client
) -> None:
    session = practised(client, (), feedback=False)
    come_in(page, server, email, f"/interviews/sessions/{session}")
    expect(page.get_by_text("No question was answered")).to_be_visible()
    expect(page.get_by_test_id("get-feedback")).to_have_count(0)


def test_a_deleted_session_can_be_had_back(
    page: Page, server: ServerProcess, email: str, client: httpx.Client
) -> None:
    session = practised(client, ANSWERS[:1], feedback=False)
    come_in(page, server, email, f"/interviews/sessions/{session}")
    page.get_by_test_id("delete-session").click()
    row = page.locator(f"[data-session-id='{session}']")
    expect(page.get_by_test_id("empty")).to_be_visible()
    page.get_by_test_id("undo").click()
    expect(row).to_be_visible()
    page.get_by_role("link", name="Backend engineer").click()
    page.get_by_test_id("delete-session").click()
    expect(page.get_by_test_id("undo")).to_be_visible()
    page.goto("about:blank")
    tied.until(
        lambda: client.get(f"/sessions/{session}").status_code == 404, 5, lambda: "the session is still there"
    )


def test_the_list_is_narrowed_by_its_address(
    page: Page, server: ServerProcess, email: str, client: httpx.Client
) -> None:
    nurse = practised(client, (), feedback=False, title="Nurse", company=None)
    engineer = practised(client, (), feedback=False)
    come_in(page, server, email, "/interviews/sessions")
    rows = page.get_by_test_id("session-row")
    expect(rows).to_have_count(2)
    page.get_by_test_id("role-filter").fill("nur")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?role=nur$"))
    page.reload()
    expect(rows).to_have_attribute("data-session-id", nurse)
    page.get_by_test_id("status-filter").select_option("active")
    expect(page.get_by_test_id("empty")).to_contain_text("No session fits")
    page.get_by_test_id("filters-clear").click()
    expect(rows).to_have_count(2)
    expect(rows.first).to_have_attribute("data-session-id", engineer)


def test_an_administrator_reads_thumbs_and_no_names(
    page: Page, server: ServerProcess, email: str, client: httpx.Client
) -> None:
    session = practised(client, ANSWERS[:1])
    body = {"up": False, "reason": "It overlooked my figures."}
    client.put(f"/sessions/{session}/feedback/thumb", json=body).raise_for_status()
    come_in(page, server, ADMIN, "/settings/thumbs")
    expect(page.get_by_test_id("thumbs")).to_contain_text("It overlooked my figures.")
    expect(page.get_by_text(email)).to_have_count(0)


def test_a_shared_link_that_is_wrong_says_so(page: Page, server: ServerProcess) -> None:
    for fragment in ("", "#nothing"):
        page.goto("about:blank")
        page.goto(f"{server.url}/interviews/shared{fragment}")
        expect(page.get_by_test_id("link-gone")).to_be_visible()
