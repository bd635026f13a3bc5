"""Interviews with a model provider that refuses and stalls, on a server of one person."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.practising import ANSWERS, POSTING
from tests.support.model_server import ModelServer, stalls, status, well
from tests.support.processes import StartServer

pytestmark = pytest.mark.e2e


def test_a_refused_question_says_why_and_a_stalled_one_survives_a_reload(
    page: Page, start_server: StartServer, model_server: ModelServer
) -> None:
    server = start_server(
        environment={
            "REPRISE_LLM_MODEL": "openai:test-model",
            "REPRISE_LLM_BASE_URL": f"{model_server.address}/v1",
            "REPRISE_LLM_API_KEY": "sk-proj-not-a-secret",
            "REPRISE_LLM_REQUEST_TIMEOUT": "10",
            "REPRISE_LLM_RETRIES": "0",
        }
    )
    model_server.behave(status(401, "bad key"), stalls, well)
    with server.client() as client:
        posting = post(client, "/job-postings", POSTING)
        session = post(client, "/sessions", {"job_posting_id": posting, "question_count": 1})
    page.goto(f"{server.url}/?token={server.token}")
    expect(page.get_by_test_id("prompt")).to_be_visible()
    page.get_by_test_id("prompt").blur()
    page.keyboard.press("g")
    page.keyboard.press("v")
    expect(page.get_by_role("heading", name="Interviews", level=1)).to_be_visible()
    page.goto(f"{server.url}/interviews/sessions/{session}")
    page.get_by_test_id("ask").click()
    operation = page.get_by_test_id("operation")
    expect(operation).to_have_attribute("data-status", "failed")
    expect(operation).not_to_contain_text("sk-proj")
    page.get_by_test_id("retry-operation").click()
    expect(operation).to_have_attribute("data-status", "processing")
    expect(operation).to_contain_text("You may leave")
    page.reload()
    expect(operation).to_have_attribute("data-status", re.compile("processing|failed"))
    expect(operation).to_have_attribute("data-status", "failed")
    page.get_by_test_id("retry-operation").click()
    expect(page.get_by_test_id("question")).to_be_visible()
    page.get_by_test_id("answer").fill(ANSWERS[0])
    page.get_by_test_id("send").click()
    page.get_by_test_id("complete-end").click()
    page.get_by_test_id("get-feedback").click()
    expect(page.get_by_test_id("judge")).to_contain_text("test-model")


def post(client: httpx.Client, address: str, body: dict[str, object]) -> str:
    return str(client.post(f"/api/v1{address}", json=body).raise_for_status().json()["id"])
