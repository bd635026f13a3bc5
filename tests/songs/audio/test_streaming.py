"""Stored files over HTTP: a real server, from a local directory and from S3."""

from __future__ import annotations

import asyncio
import io
import random
import re
import secrets
import subprocess
import threading
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import numpy as np
import pytest
import soundfile
import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from obstore.store import LocalStore
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from tests.support import programs, tied
from tests.support.s3 import S3Bucket

from reprise.core.errors import AppError
from reprise.core.storage import Storage, open_storage
from reprise.songs.audio.streaming import stream_file

CONTENT = random.Random(1).randbytes(700_001)
SIZE = len(CONTENT)
ETAG = '"sha-of-it"'
PLAYABLE_SECONDS = 30
RATE = 8000
MODIFIED = "Fri, 02 Jan 2026 03:04:05 GMT"


def _signal() -> NDArray[np.int16]:
    """Noise, so that every place in it is unlike every other."""
    return np.random.default_rng(1).integers(-9000, 9000, PLAYABLE_SECONDS * RATE, dtype=np.int16)


def _flac() -> bytes:
    file = io.BytesIO()
    soundfile.write(file, _signal(), RATE, format="FLAC", subtype="PCM_16")
    return file.getvalue()


PLAYABLE = _flac()


@dataclass(frozen=True)
class Offer:
    """What the test's only route answers with under one name."""

    key: str
    size: int
    last_modified: datetime = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    filename: str | None = None


OFFERS = {
    "song": Offer("songs/a.flac", SIZE),
    "empty": Offer("songs/empty.flac", 0),
    "named": Offer("songs/a.flac", SIZE, filename='Für "Elise".flac'),
    "playable": Offer("songs/playable.flac", len(PLAYABLE)),
    "missing": Offer("songs/missing.flac", 10),
    "missing-empty": Offer("songs/missing.flac", 0),
    "cut": Offer("songs/cut.flac", 9 * 2**20),
    "ahead": Offer("songs/a.flac", SIZE, datetime.now(UTC) + timedelta(days=1)),
}


def application(storage: Storage, offers: Mapping[str, Offer] = OFFERS) -> Starlette:
    async def endpoint(request: Request) -> Response:
        offer = offers[request.path_params["name"]]
        return stream_file(
            request,
            storage,
            key=offer.key,
            size=offer.size,
            etag=ETAG.strip('"'),
            last_modified=offer.last_modified,
            content_type="audio/flac",
            filename=offer.filename,
        )

    async def render(_request: Request, error: Exception) -> Response:
        assert isinstance(error, AppError)
        return JSONResponse({"code": error.code}, error.status)

    return Starlette(
        routes=[Route("/{name}", endpoint, methods=["GET", "HEAD"])], exception_handlers={AppError: render}
    )


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    tied.until(lambda: server.started, 30, lambda: "the server did not start")
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="module", params=["local", "s3"])
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("storage")
    if request.param == "local":
        storage = open_storage("", data_dir=folder)
    else:
        bucket = S3Bucket(request.getfixturevalue("s3_endpoint"), f"test-{secrets.token_hex(6)}")
        httpx.put(f"{bucket.endpoint}/{bucket.name}").raise_for_status()
        with pytest.MonkeyPatch.context() as patch:
            for name, value in bucket.environment.items():
                patch.setenv(name, value)
            storage = open_storage(f"{bucket.url}/p", endpoint=bucket.endpoint, data_dir=folder)
    asyncio.run(_fill(storage))
    with serving(application(storage)) as url, httpx.Client(base_url=url) as client:
        yield client


async def _fill(storage: Storage) -> None:
    await storage.put("songs/a.flac", CONTENT)
    await storage.put("songs/empty.flac", b"")
    await storage.put("songs/playable.flac", PLAYABLE)
    await storage.put("songs/cut.flac", bytes(2 * 2**20 + 5))


def parts_of(response: httpx.Response) -> list[tuple[int, bytes]]:
    """Offset and bytes of every part; single answers count as one. Checks all framing on the way."""
    if not response.headers["content-type"].startswith("multipart/"):
        span = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", response.headers["content-range"])
        assert span is not None
        assert int(span[3]) == SIZE
        assert len(response.content) == int(span[2]) - int(span[1]) + 1
        return [(int(span[1]), response.content)]
    assert "content-range" not in response.headers
    boundary = response.headers["content-type"].removeprefix("multipart/byteranges; boundary=").encode()
    before, *parts, after = response.content.split(b"\r\n--" + boundary)
    assert (before, after) == (b"", b"--\r\n")
    return [_part(part) for part in parts]


def _part(part: bytes) -> tuple[int, bytes]:
    head, body = part.split(b"\r\n\r\n", 1)
    found = re.fullmatch(rb"\r\nContent-Type: audio/flac\r\nContent-Range: bytes (\d+)-(\d+)/(\d+)", head)
    assert found is not None
    first, last, size = map(int, found.groups())
    assert (len(body), size) == (last - first + 1, SIZE)
    return first, body


def test_the_whole_file(client: httpx.Client) -> None:
    response = client.get("/song")
    assert response.status_code == 200
    assert response.content == CONTENT
    expected = {
        "etag": ETAG,
        "accept-ranges": "bytes",
        "content-length": str(SIZE),
        "content-type": "audio/flac",
        "last-modified": MODIFIED,
        "cache-control": "private, no-cache",
        "x-content-type-options": "nosniff",
    }
    assert {name: response.headers.get(name) for name in expected} == expected
    assert "content-range" not in response.headers
    assert "content-disposition" not in response.headers


@pytest.mark.parametrize("headers", [{}, {"range": "bytes=0-9"}, {"range": "bytes=9999999-"}])
def test_head_has_the_headers_of_the_whole_and_no_body(client: httpx.Client, headers: dict[str, str]) -> None:
    head, whole = client.head("/song", headers=headers), client.get("/song")
    assert (head.status_code, head.content) == (200, b"")
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("bytes=0-0", [(0, 1)]),
        ("bytes=1000-1999", [(1000, 2000)]),
        (f"bytes={SIZE - 1}-{SIZE - 1}", [(SIZE - 1, SIZE)]),
        ("bytes=100-", [(100, SIZE)]),
        ("bytes=0-", [(0, SIZE)]),
        ("bytes=-1", [(SIZE - 1, SIZE)]),
        (f"bytes=-{SIZE * 3}", [(0, SIZE)]),
        (f"bytes=10-{'9' * 5000}", [(10, SIZE)]),
        ("bytes=0-9, 20-29", [(0, 10), (20, 30)]),
        ("bytes=500000-599999,0-0,-1", [(500000, 600000), (0, 1), (SIZE - 1, SIZE)]),
        ("bytes=0-300000,200000-400000", [(0, 400001)]),
        ("bytes=0-9,9999999-", [(0, 10)]),
    ],
)
def test_parts(client: httpx.Client, value: str, expected: list[tuple[int, int]]) -> None:
    response = client.get("/song", headers={"range": value})
    assert response.status_code == 206
    assert parts_of(response) == [(start, CONTENT[start:end]) for start, end in expected]
    assert response.headers["etag"] == ETAG
    assert response.headers["accept-ranges"] == "bytes"
    assert response.headers["last-modified"] == MODIFIED


@settings(deadline=None, max_examples=60)
@given(
    specs=st.lists(
        st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE)).map(lambda pair: (pair[0], sum(pair))),
        min_size=1,
        max_size=5,
    )
)
def test_every_part_is_a_slice(client: httpx.Client, specs: list[tuple[int, int]]) -> None:
    value = ",".join(f"{first}-{last}" for first, last in specs)
    response = client.get("/song", headers={"range": f"bytes={value}"})
    assert response.status_code == 206
    parts = parts_of(response)
    assert all(body == CONTENT[start : start + len(body)] for start, body in parts)
    for first, last in specs:
        end = min(last + 1, SIZE)
        assert any(start <= first and end <= start + len(body) for start, body in parts)
    assert sum(len(body) for _, body in parts) <= SIZE


@pytest.mark.parametrize(
    "value", ["seconds=1-2", "bytes=5-2", "bytes=", "bytes=x", "", "bytes=" + ",".join(["0-0"] * 33)]
)
def test_a_range_that_means_nothing_gets_the_whole(client: httpx.Client, value: str) -> None:
    response = client.get("/song", headers={"range": value})
    assert (response.status_code, response.content) == (200, CONTENT)


def test_two_range_fields_are_not_a_range(client: httpx.Client) -> None:
    response = client.get("/song", headers=[("range", "bytes=0-1"), ("range", "bytes=4-5")])
    assert response.status_code == 200


@pytest.mark.parametrize("value", [f"bytes={SIZE}-", "bytes=-0", f"bytes={SIZE}-{SIZE + 5},99999999-"])
def test_a_range_outside_is_416_and_says_the_size(client: httpx.Client, value: str) -> None:
    response = client.get("/song", headers={"range": value})
    assert response.status_code == 416
    assert response.headers["content-range"] == f"bytes */{SIZE}"
    assert response.headers["accept-ranges"] == "bytes"
    assert response.json()["detail"]["code"] == "RANGE_NOT_SATISFIABLE"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "headers", [{"if-none-match": ETAG}, {"if-none-match": '"x", W/' + ETAG}, {"if-modified-since": MODIFIED}]
)
def test_what_is_known_already_is_304(client: httpx.Client, method: str, headers: dict[str, str]) -> None:
    response = client.request(method, "/song", headers=headers)
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == ETAG
    assert response.headers["cache-control"] == "private, no-cache"
    assert {"content-length", "content-type", "transfer-encoding"}.isdisjoint(response.headers)
    assert client.get("/song", headers={"range": "bytes=0-0"}).status_code == 206, "connection still in step"


def test_tags_in_several_fields_are_one_list(client: httpx.Client) -> None:
    headers = [("if-none-match", '"x"'), ("if-none-match", ETAG)]
    assert client.get("/song", headers=headers).status_code == 304


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_failed_precondition_is_412(client: httpx.Client, method: str) -> None:
    response = client.request(method, "/song", headers={"if-match": '"x"', "range": "bytes=0-0"})
    assert response.status_code == 412
    assert response.headers["etag"] == ETAG
    if method == "GET":
        assert response.json()["detail"]["code"] == "PRECONDITION_FAILED"


@pytest.mark.parametrize(
    ("condition", "status"),
    [(ETAG, 206), ("W/" + ETAG, 200), ('"x"', 200), (MODIFIED, 206), ("Fri, 02 Jan 2026 03:04:06 GMT", 200)],
)
def test_if_range(client: httpx.Client, condition: str, status: int) -> None:
    response = client.get("/song", headers={"if-range": condition, "range": "bytes=5-9"})
    assert response.status_code == status
    assert response.content == (CONTENT[5:10] if status == 206 else CONTENT)


@pytest.mark.parametrize("value", [None, "bytes=0-", "bytes=-1", "bytes=5-9"])
def test_an_empty_file_is_whole_whatever_is_asked(client: httpx.Client, value: str | None) -> None:
    response = client.get("/empty", headers={"range": value} if value else {})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-length"] == "0"


def test_a_name_makes_it_a_download(client: httpx.Client) -> None:
    value = client.get("/named").headers["content-disposition"]
    assert value == "attachment; filename*=UTF-8''F%C3%BCr%20%22Elise%22.flac"


def test_a_change_is_never_in_the_future(client: httpx.Client) -> None:
    headers = client.get("/ahead").headers
    assert parsedate_to_datetime(headers["last-modified"]) <= datetime.now(UTC)


@pytest.mark.parametrize("name", ["missing", "missing-empty"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("headers", [{}, {"range": "bytes=0-1"}, {"range": "bytes=0-1,4-5"}])
def test_a_missing_file_is_an_error_and_not_an_empty_answer(
    client: httpx.Client, name: str, method: str, headers: dict[str, str]
) -> None:
    response = client.request(method, f"/{name}", headers=headers)
    assert response.status_code == 404
    if method == "GET":
        assert response.json() == {"code": "FILE_MISSING"}


@pytest.mark.parametrize("headers", [{}, {"range": "bytes=10-"}, {"range": "bytes=0-1,10-"}])
def test_a_file_that_ends_early_ends_the_connection(client: httpx.Client, headers: dict[str, str]) -> None:
    with client.stream("GET", "/cut", headers=headers) as response:
        assert response.status_code in {200, 206}
        with pytest.raises(httpx.RemoteProtocolError):
            response.read()


def test_curl_resumes(client: httpx.Client, tmp_path: Path) -> None:
    target = tmp_path / "song.flac"
    target.write_bytes(CONTENT[:123_456])
    command = [programs.curl(), "-sS", "--fail", "-C", "-", "-o", target, client.base_url.join("/song")]
    subprocess.run([str(part) for part in command], check=True, timeout=60)
    assert target.read_bytes() == CONTENT


def test_players_find_the_length_and_seek(client: httpx.Client) -> None:
    url = client.base_url.join("/playable")
    probe = [programs.ffprobe(), "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", url]
    assert float(_output(probe)) == pytest.approx(PLAYABLE_SECONDS, abs=0.001)
    cut = [programs.ffmpeg(), "-v", "error", "-ss", "20", "-i", url, "-t", "0.1", "-f", "s16le", "-"]
    heard = np.frombuffer(_output(cut), np.int16)
    start = 20 * RATE
    assert np.array_equal(heard, _signal()[start : start + heard.size])
    assert heard.size == RATE // 10


def _output(command: list[object]) -> bytes:
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


class CountingStorage(Storage):
    """A real storage that says how much was read from it and how many streams are open."""

    def __init__(self, root: Path) -> None:
        super().__init__(LocalStore(root), str(root))
        self.read_bytes = 0
        self.open_streams = 0

    async def stream(
        self, key: str, start: int, end: int, chunk_size: int = 65536
    ) -> AsyncGenerator[bytes, None]:
        self.open_streams += 1
        try:
            async with aclosing(super().stream(key, start, end, chunk_size)) as chunks:
                async for chunk in chunks:
                    self.read_bytes += len(chunk)
                    yield chunk
        finally:
            self.open_streams -= 1


@pytest.mark.parametrize("headers", [{}, {"range": "bytes=1-"}, {"range": "bytes=0-1,10-"}])
def test_a_client_that_goes_stops_the_read(tmp_path: Path, headers: dict[str, str]) -> None:
    size = 512 * 2**20
    with (tmp_path / "big").open("wb") as sparse:
        sparse.truncate(size)
    storage = CountingStorage(tmp_path)
    offer = replace(OFFERS["song"], key="big", size=size)
    with serving(application(storage, {"big": offer})) as url:
        with httpx.stream("GET", f"{url}/big", headers=headers) as response:
            chunks = response.iter_raw()
            received = 0
            while received < 100_000:
                received += len(next(chunks))
            assert storage.open_streams == 1
        tied.until(lambda: storage.open_streams == 0, 30, lambda: f"still reading: {storage.read_bytes}")
        seen = storage.read_bytes
        assert 100_000 < seen < size / 4
        assert httpx.get(f"{url}/big", headers={"range": "bytes=0-9"}).content == bytes(10)
        assert storage.read_bytes == seen + 10
