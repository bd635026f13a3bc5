"""An export of much feedback costs no more memory than one of a little."""

from __future__ import annotations

import threading

import httpx
import pytest
from tests.memory.pss import measurable, pss
from tests.support.feedback_rows import insert_feedback
from tests.support.processes import ServerProcess, StartServer

ROWS = 100_000
MORE_BYTES = 40_000_000

pytestmark = pytest.mark.skipif(
    not measurable(), reason="Memory is measured from /proc/*/smaps_rollup, which only Linux has."
)


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet"])
def test_memory_stays_flat(format_: str, start_server: StartServer) -> None:
    server = start_server(workers=1)
    insert_feedback(server.data_dir, ROWS, jobs=1_000)
    with server.client() as client:
        # What a first export loads stays loaded: it is no part of what the rows cost.
        client.get(f"/api/v1/feedback/export?format={format_}&date_to=2000-01-01").raise_for_status()
        before, most = pss(server.pid), _most_while_exporting(server, client, format_)
    assert most - before < MORE_BYTES, f"{(most - before) / 1e6:.0f} MB more"


def _most_while_exporting(server: ServerProcess, client: httpx.Client, format_: str) -> int:
    """The most memory of the API's process, looked at all the time while a file is fetched."""
    seen, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            seen.append(pss(server.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        address = f"/api/v1/feedback/export?format={format_}"
        with client.stream("GET", address, timeout=600) as answer:
            answer.raise_for_status()
            size = sum(len(some) for some in answer.iter_raw())
    finally:
        done.set()
        watching.join()
    assert size > ROWS * 20
    return max(seen)
