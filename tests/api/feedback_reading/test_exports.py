"""Feedback as files: the same rows in each format, with what their samples were made of."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import tempfile
import threading
from contextlib import AsyncExitStack
from datetime import UTC
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pyarrow
import pytest
from pyarrow import parquet
from sqlalchemy import Engine, event, func, select
from tests.api.feedback_reading.panel import NOON, Json, Panel

from reprise.core.auth.models import OWNER_ID
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.experiments.models import Experiment
from reprise.songs.feedback.exports import parquet_making, writing
from reprise.songs.feedback.exports.columns import COLUMNS
from reprise.songs.feedback.exports.parquet_making import ParquetMaker
from reprise.songs.feedback.models import Feedback

PROMPT = {
    "style": "jazz",
    "mood": "sad",
    "tempo": 62.5,
    "key": "D minor",
    "instruments": {"primary": ["piano"]},
}
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'=1+1", "''-1", "plain", "'quoted'", "a=b"]


async def exported(panel: Panel, format_: str, **params: Any) -> httpx.Response:
    answer = await panel.client.get("/feedback/export", params={"format": format_, **params})
    assert answer.status_code == 200, answer.text
    return answer


async def rows_of(panel: Panel, format_: str, **params: Any) -> list[Json]:
    """The file as its readers see it, each value of the type that its column says."""
    content = (await exported(panel, format_, **params)).content
    if format_ == "parquet":
        return [_plain(row) for row in parquet.read_table(io.BytesIO(content)).to_pylist()]
    if format_ == "jsonl":
        return [json.loads(line) for line in content.decode().splitlines()]
    read = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return [{name: _typed(name, value) for name, value in row.items()} for row in read]


def _plain(row: Json) -> Json:
    created = row["created_at"].astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return row | {"created_at": created, "parameters": json.loads(row["parameters"])}


def _typed(name: str, value: str) -> Any:
    if value == "":
        return None
    return value if COLUMNS[name] in {"text", "instant"} else json.loads(value)


async def judged(panel: Panel) -> tuple[Json, Json]:
    """A sample of everything that there is to tell, and its job."""
    adapter = Adapter(id=uuid4(), owner_id=OWNER_ID, name="warm", engine="paced")
    version = AdapterVersion(adapter_id=adapter.id, number=2, parameters={}, is_active=True)
    experiment = Experiment(id=uuid4(), owner_id=OWNER_ID, name="tempo")
    await panel.add(adapter, version, experiment)
    prompt_id = await panel.studio.prompt("slow sad piano", **PROMPT)
    asked = {"adapter_id": str(adapter.id), "experiment_id": str(experiment.id), "seed": 2**53 - 1}
    job_id, (a, b) = await panel.job(2, prompt_id=prompt_id, **asked)
    anna = await panel.person("anna@example.org")
    await panel.says(a, 2, by=anna, at=NOON)
    await panel.says(
        b, 4, by=anna, over=a, criterion="melody", tags=["creative", "x,y"], notes='a "b"\nc', at=NOON
    )
    await panel.says(a, 5, by=anna)
    return await panel.get(f"/audio/{b}"), await panel.get(f"/generate/{job_id}")


async def test_a_row_tells_all_that_its_sample_came_of(panel: Panel) -> None:
    sample, job = await judged(panel)
    (row,) = await rows_of(panel, "jsonl", audio_id=sample["id"])
    (shown,) = (await panel.get("/feedback", audio_id=sample["id"]))["items"]
    same = set(shown) & set(row) - {"author"}
    assert {name: row[name] for name in same} == {name: shown[name] for name in same}
    assert (row["author_id"], row["author"]) == (shown["author"]["id"], "anna")
    assert list(row) == list(COLUMNS)
    of_sample = ("engine", "engine_version", "adapter_version_id", "seed", "duration", "sha256", "loudness")
    assert {name: row[name] for name in of_sample} == {name: sample[name] for name in of_sample}
    assert (row["parameters"], row["label"]) == (sample["parameters"], "B")
    assert (row["job_seed"], row["composed_prompt"]) == (2**53 - 1, job["composed_prompt"])
    assert (row["adapter_id"], row["adapter_name"], row["adapter_version"]) == (job["adapter_id"], "warm", 2)
    assert (row["experiment_id"], row["experiment_name"]) == (job["experiment_id"], "tempo")
    assert (row["prompt_text"], row["style"], row["mood"]) == ("slow sad piano", "jazz", "sad")
    assert (row["tempo"], row["key"]) == (62.5, "D minor")
    assert (row["instruments_primary"], row["instruments_secondary"]) == (["piano"], [])
    other = await panel.get(f"/audio/{row['preferred_over']}")
    assert (row["preferred_over_label"], row["preferred_over_job_id"]) == ("A", job["id"])
    assert row["preferred_over_sha256"] == other["sha256"]
    assert row["rating_criterion"] == "melody"


async def test_all_formats_hold_the_same(panel: Panel) -> None:
    await judged(panel)
    lines = await rows_of(panel, "jsonl")
    assert sorted(row["effective"] for row in lines) == [False, True, True]
    assert [row["id"] for row in lines] == [item["id"] for item in (await panel.get("/feedback"))["items"]]
    assert await rows_of(panel, "parquet") == lines
    assert await rows_of(panel, "csv") == lines


async def test_the_same_filters_hold(panel: Panel) -> None:
    await judged(panel)
    for filters in ({"rating": 5}, {"effective": False}, {"tag": "creative"}, {"date_from": "2026-01-26"}):
        told = [item["id"] for item in (await panel.get("/feedback", **filters))["items"]]
        assert len(told) < 3
        for format_ in ("csv", "jsonl", "parquet"):
            assert [row["id"] for row in await rows_of(panel, format_, **filters)] == told


@pytest.mark.parametrize(
    ("format_", "kind"),
    [
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("jsonl", "application/jsonl"),
        ("parquet", "application/vnd.apache.parquet"),
    ],
)
async def test_files_have_names_types_and_columns_also_when_empty(
    format_: str, kind: str, panel: Panel
) -> None:
    answer = await exported(panel, format_)
    assert answer.headers["content-type"] == kind
    name = answer.headers["content-disposition"].removeprefix("attachment; filename=").strip('"')
    assert re.fullmatch(rf"reprise-feedback-20\d\d-\d\d-\d\d\.{format_}", name)
    assert await rows_of(panel, format_) == []
    if format_ == "csv":
        assert answer.text == ",".join(COLUMNS) + "\r\n"
    if format_ == "parquet":
        schema = parquet.read_schema(io.BytesIO(answer.content))
        assert schema.names == list(COLUMNS)
        assert schema.field("created_at").type == pyarrow.timestamp("ms", tz="UTC")
        assert schema.field("tags").type == pyarrow.list_(pyarrow.string())


async def test_a_spreadsheet_runs_nothing_and_nothing_is_lost(panel: Panel) -> None:
    _, (a, _) = await panel.job(2)
    for note in FORMULAS:
        await panel.says(a, notes=note)
    as_csv = [row["notes"] for row in await rows_of(panel, "csv")]
    assert not any(note.startswith(("=", "+", "-", "@", "\t")) for note in as_csv)
    guarded = [
        note[1:] if note.lstrip("'").startswith(("=", "+", "-", "@", "\t")) else note for note in as_csv
    ]
    assert guarded == FORMULAS[::-1]
    assert [row["notes"] for row in await rows_of(panel, "jsonl")] == FORMULAS[::-1]
    assert [row["notes"] for row in await rows_of(panel, "parquet")] == FORMULAS[::-1]


async def test_batches_meet_every_row_once(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 3)
    _, (a, _) = await panel.job(2)
    said = [await panel.says(a, 3, by=uuid4(), at=NOON) for _ in range(7)]
    for format_ in ("csv", "jsonl", "parquet"):
        met = [row["id"] for row in await rows_of(panel, format_)]
        assert (len(met), set(met)) == (7, set(said))
    exactly = [row["id"] for row in await rows_of(panel, "jsonl", date_to="2026-01-25", rating=3)]
    assert len(exactly) == 7


async def test_a_client_that_leaves_stops_the_reading(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 1)
    _, (a, _) = await panel.job(2)
    for _ in range(50):
        await panel.says(a, 3)
    reads: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if "FROM feedback" in statement:
            reads.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await _read_a_little(panel, "/api/v1/feedback/export?format=jsonl")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert 1 <= len(reads) < 20
    async with panel.core.database.snapshot() as session:
        assert (await session.execute(select(func.count()).select_from(Feedback))).scalar_one() == 50


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files are made while the test lasts."""
    directory = tmp_path / "temporary"
    directory.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(directory))
    return directory


def _files(directory: Path) -> list[Path]:
    return list(directory.iterdir())


def _makers() -> list[str]:
    """Processes of ours that make Parquet files, dead ones included that nobody has awaited."""
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()
    return [child for child in children if _is_maker(Path(f"/proc/{child}"))]


def _is_maker(process: Path) -> bool:
    stat, command = (process / "stat").read_text(), (process / "cmdline").read_bytes()
    return b"parquet_file" in command or stat.rpartition(")")[2].split()[0] == "Z"


async def test_a_client_that_leaves_takes_its_parquet_file_along(
    panel: Panel, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BATCH", 1)
    _, (a, _) = await panel.job(2)
    for _ in range(20):
        await panel.says(a, 3)
    hangs_up = Visitor(panel)
    seen: list[tuple[int, int]] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if "FROM feedback" in statement:
            seen.append((len(_makers()), len(_files(temporary))))
        if len(seen) == 5:
            hangs_up.gone.set()

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await hangs_up.ask("/api/v1/feedback/export?format=parquet")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert seen[4] == (1, 1)
    assert len(seen) < 15
    assert (_makers(), _files(temporary), hangs_up.content) == ([], [], b"")


async def test_who_left_before_its_turn_costs_nothing(panel: Panel, temporary: Path) -> None:
    maker: ParquetMaker = panel.app.state.parquet
    left = Visitor(panel)
    async with AsyncExitStack() as others:
        for _ in range(parquet_making.AT_ONCE):
            await others.enter_async_context(maker.turn())
        waiting = asyncio.create_task(left.ask("/api/v1/feedback/export?format=parquet"))
        await asyncio.sleep(0.2)
        assert (_files(temporary), waiting.done()) == ([], False)
        left.gone.set()
    await waiting
    assert (left.status, left.content) == (499, b"")


async def test_the_line_for_parquet_files_has_an_end(panel: Panel) -> None:
    maker: ParquetMaker = panel.app.state.parquet
    async with AsyncExitStack() as served, asyncio.TaskGroup() as waiting:
        for _ in range(parquet_making.AT_ONCE):
            await served.enter_async_context(maker.turn())
        tasks = [waiting.create_task(_take_turn(maker)) for _ in range(parquet_making.MOST_WAITING)]
        await asyncio.sleep(0)
        refused = await panel.client.get("/feedback/export", params={"format": "parquet"})
        assert (refused.status_code, refused.json()["detail"]["code"]) == (503, "UNAVAILABLE")
        assert int(refused.headers["retry-after"]) > 0
        assert (await exported(panel, "csv")).text
        assert not any(task.done() for task in tasks)
        await served.aclose()
    assert await rows_of(panel, "parquet") == []


async def _take_turn(maker: ParquetMaker) -> None:
    async with maker.turn():
        await asyncio.sleep(0)


async def _read_a_little(panel: Panel, address: str) -> None:
    """Hang up after three pieces."""
    visitor = Visitor(panel, most_pieces=3)
    await visitor.ask(address)
    assert visitor.pieces >= 3, (visitor.status, visitor.content)


class Visitor:
    """Asks as a server would pass it on, and hangs up when it is `gone`."""

    def __init__(self, panel: Panel, most_pieces: int | None = None) -> None:
        self._panel = panel
        self._most_pieces = most_pieces
        self.gone = asyncio.Event()
        self.pieces = 0
        self.status = 0
        self.content = b""

    async def ask(self, address: str) -> None:
        """Until the answer has ended."""
        path, _, query = address.partition("?")
        given = [*self._panel.client.headers.items(), ("host", "127.0.0.1")]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in given],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        await asyncio.wait_for(self._panel.app(scope, self._receive, self._send), 60)

    async def _receive(self) -> Any:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self.pieces += message["type"] == "http.response.body"
        self.content += message.get("body", b"")
        if self.pieces == self._most_pieces:
            self.gone.set()
        # As a socket would, it lets others run.
        await asyncio.sleep(0)
