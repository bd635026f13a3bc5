"""A transcript and settings for both protocols."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from tests.support.model_server import ModelServer

from reprise.core.settings import Settings
from reprise.interviews.analysis.interface import Message, Posting, Transcript

POSTING = Posting(
    "Backend engineer", "You build APIs in Python with PostgreSQL.", tech_stack=("Python", "PostgreSQL")
)
SAID = (
    "I measured first: EXPLAIN ANALYZE showed a sequential scan over 8 million rows, so I added an index.",
    "A colleague wanted three services. We wrote down costs and risks on one page — and kept one service.",
)


@pytest.fixture(params=["openai", "anthropic"])
def settings(request: pytest.FixtureRequest, model_server: ModelServer, tmp_path: Path) -> Settings:
    openai = request.param == "openai"
    return Settings(
        data_dir=tmp_path,
        llm_model="openai:gpt-5-mini" if openai else "anthropic:claude-haiku-4-5",
        llm_base_url=model_server.address + ("/v1" if openai else ""),
        llm_api_key="sk-proj-secret-secret",
        llm_timeout=20,
        llm_retries=0,
    )


def talk(*answers: str) -> Transcript:
    """Questions of two types with these answers."""
    messages: list[Message] = []
    for number, answer in enumerate(answers):
        question = "How do you speed up a slow query?" if number % 2 == 0 else "Tell me about a dispute."
        messages.append(
            Message(UUID(int=2 * number), "technical" if number % 2 == 0 else "behavioral", question)
        )
        messages.append(Message(UUID(int=2 * number + 1), "answer", answer))
    return Transcript(POSTING, "Five years of Python.", tuple(messages))
