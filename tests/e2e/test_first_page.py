"""From a prompt to music in a real browser, against a real server and worker."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect
from tests.e2e.asking import (
    LONG_JOB,
    SAD_PIANO,
    expect_samples_drawn,
    expect_state,
    horizontal_overflow,
    open_finished,
    submit,
    type_and_submit,
)
from tests.support import tied
from tests.support.processes import ServerProcess, StartServer

pytestmark = pytest.mark.e2e

# Whether any pixel of a waveform was painted; its canvases lie in a shadow root.
_PAINTED = """wave => {
  const canvases = [];
  const look = node => {
    if (node instanceof HTMLCanvasElement) canvases.push(node);
    for (const child of [...(node.shadowRoot?.children ?? []), ...node.children]) look(child);
  };
  look(wave);
  const painted = canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, place) => place % 4 === 3 && value > 0);
  };
  return canvases.some(canvas => canvas.width > 0 && painted(canvas));
}"""


def test_the_link_signs_in_and_the_token_leaves_the_address(first_page: Page, server: ServerProcess) -> None:
    assert server.token not in first_page.url
    first_page.goto(f"{server.url}/songs/jobs")
    expect(first_page.get_by_role("heading", name="Jobs")).to_be_visible()


def test_without_a_token_the_page_says_how_to_get_in(page: Page, server: ServerProcess) -> None:
    page.goto(f"{server.url}/songs/jobs")
    expect(page.get_by_test_id("sign-in")).to_contain_text("reprise token")
    page.get_by_test_id("token").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This is not the token")).to_be_visible()
    page.get_by_test_id("token").fill(server.token)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Jobs")).to_be_visible()


def test_a_prompt_becomes_two_samples_with_progress_in_between(first_page: Page, api: httpx.Client) -> None:
    type_and_submit(first_page, duration=120)
    expect_state(first_page, "Processing")
    expect(first_page.get_by_test_id("job-stage")).to_contain_text("of 2")
    expect(first_page.get_by_test_id("job-state").first).to_contain_text(re.compile(r"[1-9]\d? %"))
    expect(first_page.get_by_test_id("queue-pill")).to_have_text("1 running · 0 waiting")
    expect_samples_drawn(first_page, 2)
    expect_state(first_page, "Completed")
    expect(first_page.get_by_test_id("queue-pill")).to_have_text("Queue empty")
    for waveform in first_page.get_by_test_id("sample").get_by_test_id("waveform").all():
        assert waveform.evaluate(_PAINTED)
    ids = [sample.get_attribute("data-audio-id") for sample in first_page.get_by_test_id("sample").all()]
    assert len({api.get(f"/api/v1/audio/{id_}").json()["sha256"] for id_ in ids}) == 2, "they differ"


def test_words_that_the_engine_does_not_know_are_named(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    open_finished(signed_in, api, server.url, text="sad piano with zorblax", num_samples=1, duration=4)
    expect(signed_in.get_by_test_id("job-facts")).to_contain_text("zorblax")


def test_a_job_is_cancelled_half_way_and_can_be_retried(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    job_id = submit(api, **LONG_JOB)
    signed_in.goto(f"{server.url}/songs/jobs/{job_id}")
    expect_samples_drawn(signed_in, 1)
    signed_in.get_by_test_id("cancel").click()
    expect_state(signed_in, "Cancelled")
    assert signed_in.get_by_test_id("sample").count() >= 1, "finished samples stay"
    signed_in.get_by_test_id("retry").click()
    expect(signed_in).not_to_have_url(re.compile(job_id))
    expect(signed_in.get_by_text("an earlier job")).to_be_visible()
    expect_state(signed_in, "Processing")
    signed_in.get_by_test_id("cancel").click()
    expect_state(signed_in, "Cancelled")


def test_the_list_is_live_and_its_filter_is_in_the_address(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    signed_in.goto(f"{server.url}/songs/jobs")
    running = submit(api, "calm ambient pads", **LONG_JOB)
    waiting = submit(api, "funky house", **LONG_JOB)
    finished = submit(api, "folk guitar", num_samples=1, duration=2, priority=10)
    rows = {name: signed_in.locator(f"[data-job-id='{name}']") for name in (running, waiting, finished)}
    expect_state(rows[running], "Processing")
    expect(rows[waiting].get_by_test_id("job-state")).to_contain_text(re.compile(r"no\. \d in the queue"))
    rows[running].get_by_test_id("cancel").click()
    expect_state(rows[running], "Cancelled")
    expect_state(rows[finished], "Completed")
    signed_in.get_by_test_id("status-filter").get_by_text("Cancelled").click()
    expect(signed_in).to_have_url(re.compile(r"\?status=cancelled$"))
    expect(rows[finished]).to_have_count(0)
    signed_in.reload()
    expect(rows[running]).to_be_visible()
    expect(rows[finished]).to_have_count(0)


def test_a_deletion_can_be_undone(signed_in: Page, api: httpx.Client, server: ServerProcess) -> None:
    job_id = open_finished(signed_in, api, server.url, num_samples=1, duration=2)
    signed_in.get_by_test_id("delete").click()
    row = signed_in.locator(f"[data-testid=job-row][data-job-id='{job_id}']")
    expect(signed_in).to_have_url(f"{server.url}/songs/jobs")
    expect(signed_in.get_by_test_id("jobs").or_(signed_in.get_by_test_id("empty"))).to_be_visible()
    expect(row).to_have_count(0)
    signed_in.get_by_test_id("undo").click()
    expect(row).to_be_visible()
    assert api.get(f"/api/v1/generate/{job_id}").status_code == 200


def test_leaving_the_page_carries_a_deletion_out(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    job_id = open_finished(signed_in, api, server.url, num_samples=1, duration=2)
    signed_in.get_by_test_id("delete").click()
    expect(signed_in.get_by_test_id("undo")).to_be_visible()
    signed_in.goto("about:blank")
    tied.until(
        lambda: api.get(f"/api/v1/generate/{job_id}").status_code == 404, 5, lambda: "the job is still there"
    )
    signed_in.goto(f"{server.url}/songs/jobs/{job_id}")
    expect(signed_in.get_by_test_id("error")).to_contain_text("There is no such job")


def test_a_refused_value_is_explained_at_its_field(first_page: Page) -> None:
    first_page.get_by_test_id("attributes-toggle").click()
    first_page.get_by_test_id("tempo").fill("20")
    type_and_submit(first_page, duration=999)
    expect(first_page.get_by_test_id("tempo")).to_have_attribute("aria-invalid", "true")
    expect(first_page.get_by_test_id("tempo")).to_be_focused()
    first_page.get_by_test_id("tempo").fill("60")
    first_page.get_by_test_id("submit").click()
    expect(first_page.get_by_test_id("duration")).to_have_attribute("aria-invalid", "true")
    described = first_page.get_by_test_id("duration").get_attribute("aria-describedby") or ""
    texts = [first_page.locator(f"[id='{name}']").inner_text() for name in described.split()]
    assert any("240" in text for text in texts), texts


def test_the_draft_survives_a_reload(first_page: Page) -> None:
    first_page.get_by_test_id("prompt").fill("a draft")
    first_page.get_by_test_id("seed").fill("7")
    first_page.reload()
    expect(first_page.get_by_test_id("prompt")).to_have_value("a draft")
    expect(first_page.get_by_test_id("seed")).to_have_value("7")


def test_a_phone_never_scrolls_sideways(first_page: Page, api: httpx.Client, server: ServerProcess) -> None:
    first_page.set_viewport_size({"width": 390, "height": 844})
    text = f"{SAD_PIANO} {'unbroken' * 30}"
    job_id = open_finished(first_page, api, server.url, text=text, num_samples=8, duration=2)
    first_page.get_by_test_id("play").first.click()
    expect(first_page.get_by_test_id("player")).to_be_visible()
    assert horizontal_overflow(first_page) == 0
    submit(api, text, **LONG_JOB)
    for address in ("/songs/generate", "/songs/jobs", f"/songs/jobs/{job_id}", "/songs/nowhere"):
        first_page.goto(server.url + address)
        expect(first_page.get_by_role("heading").first).to_be_visible()
        expect(first_page.get_by_test_id("queue-pill")).to_contain_text("running")
        assert horizontal_overflow(first_page) == 0, address


def test_an_open_page_survives_a_killed_server_without_a_click(page: Page, start_server: StartServer) -> None:
    server = start_server()
    page.goto(f"{server.url}/?token={server.token}")
    type_and_submit(page, duration=60)
    expect_samples_drawn(page, 1)
    server.kill9()
    expect(page.get_by_test_id("connection")).to_contain_text("does not answer")
    server.restart()
    expect(page.get_by_test_id("connection")).to_be_empty()
    expect_state(page, "Completed")
    expect_samples_drawn(page, 2)


def test_nothing_is_asked_of_anybody_else_and_the_policy_refuses_nothing(
    page: Page, server: ServerProcess, api: httpx.Client
) -> None:
    hosts: set[str] = set()
    refused: list[str] = []

    def note_host(request: Request) -> None:
        address = urlsplit(request.url)
        hosts.add(address.netloc if address.scheme in {"http", "https", "ws", "wss"} else address.scheme)

    def note_refusal(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    page.on("request", note_host)
    page.on("console", note_refusal)
    page.goto(f"{server.url}/?token={server.token}")
    open_finished(page, api, server.url, num_samples=1, duration=4)
    page.get_by_test_id("theme").click()
    page.goto(f"{server.url}/docs")
    page.get_by_role("link", name="generation", exact=True).click()
    expect(page.get_by_text("/api/v1/generate", exact=True).first).to_be_visible()
    assert hosts - {"data", "blob"} == {f"127.0.0.1:{server.port}"}
    assert refused == []
