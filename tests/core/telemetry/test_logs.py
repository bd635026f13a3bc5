"""What a log line holds, and what it never holds."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from reprise.core.settings import Settings
from reprise.core.telemetry import logs


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = before, level
    logs.requests.forget()
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def configure(tmp_path: Path, level: str = "info") -> None:
    settings = Settings(data_dir=tmp_path, log_format="json", log_level=level)  # type: ignore[arg-type]
    logs.configure(settings, process="test")


def test_every_line_is_json_on_standard_error_with_its_context(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(tmp_path)
    with structlog.contextvars.bound_contextvars(job_id="7"):
        structlog.get_logger().info("job_started", samples=2)
        logging.getLogger("some.library").warning("careful: %s", "x")
    ours, theirs = lines(capsys)
    assert ours | {"event": "job_started", "job_id": "7", "samples": 2, "process": "test"} == ours
    assert theirs | {"event": "careful: x", "job_id": "7", "level": "warning"} == theirs
    assert str(ours["timestamp"]).endswith("Z")


def test_lines_below_the_level_are_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(tmp_path, level="error")
    structlog.get_logger().warning("quiet")
    logging.getLogger("some.library").warning("quiet")
    bold = logging.getLogger("a.library.that.sets.its.own")
    bold.setLevel(logging.DEBUG)
    bold.debug("quiet")
    structlog.get_logger().error("loud")
    assert [line["event"] for line in lines(capsys)] == ["loud"]


def test_secrets_are_masked_wherever_they_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(tmp_path)
    log = structlog.get_logger()
    log.info("opened", token="hunter2", Authorization="Bearer hunter2", api_key="hunter2")
    log.info("visited", address="http://127.0.0.1/?a=1&token=hunter2&b=2")
    logging.getLogger("some.library").warning("cannot reach postgresql://me:hunter2@db:5432/x")
    try:
        raise ValueError("postgresql://me:hunter2@db/x refused ?token=hunter2")
    except ValueError:
        log.exception("failed")
    told = capsys.readouterr().err
    assert "hunter2" not in told
    assert told.count(logs.MASK) >= 6
    assert "@db:5432/x" in told
    assert "b=2" in told


def test_secrets_are_masked_in_what_a_line_nests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(tmp_path)
    nested = {"inner": [{"password": "hunter2"}, ("?token=hunter2", 7)], 5: "password=hunter2", "kept": "yes"}
    structlog.get_logger().info("sent", request=nested)
    (line,) = lines(capsys)
    assert "hunter2" not in str(line)
    assert str(line).count(logs.MASK) == 3
    assert "yes" in str(line)
