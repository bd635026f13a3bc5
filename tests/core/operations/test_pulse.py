"""A process that stands still is told from one that works, and from one that is being started."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import closing, suppress

import pytest

from reprise.core.operations import pulse


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "BEAT_EVERY", 0.05)
    monkeypatch.setattr(pulse, "STILL_AFTER", 0.5)


@pytest.fixture
async def sign() -> AsyncIterator[pulse.Pulse]:
    with closing(pulse.Pulse()) as sign:
        yield sign


async def beating(sign: pulse.Pulse, monkeypatch: pytest.MonkeyPatch) -> asyncio.Task[None]:
    monkeypatch.setenv(pulse.VARIABLE, str(sign.write))
    task = asyncio.create_task(pulse.beat_for_ever())
    await asyncio.sleep(0.2)
    return task


async def watched(
    sign: pulse.Pulse, monkeypatch: pytest.MonkeyPatch
) -> tuple[asyncio.Task[None], asyncio.Task[None]]:
    """A heart that beats, and somebody who waits for it to stop."""
    heart = await beating(sign, monkeypatch)
    return heart, asyncio.create_task(sign.stopped())


async def test_what_beats_is_left_alone_and_what_stopped_is_told(
    sign: pulse.Pulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    heart, watching = await watched(sign, monkeypatch)
    await asyncio.sleep(1)
    assert not watching.done()
    heart.cancel()
    await asyncio.wait_for(watching, 30)
    os.close(sign.write)


async def test_nothing_is_expected_before_the_first_sign(sign: pulse.Pulse) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(sign.stopped(), 1)
    os.close(sign.write)


async def test_who_was_held_up_itself_blames_nobody(
    sign: pulse.Pulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    heart, watching = await watched(sign, monkeypatch)
    await asyncio.sleep(0.1)
    # Both stand on this loop: neither sends nor looks.
    asyncio.get_running_loop().call_soon(time.sleep, 1)
    await asyncio.sleep(0.3)
    assert not watching.done()
    heart.cancel()
    watching.cancel()
    os.close(sign.write)


async def test_a_worker_that_nobody_watches_beats_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(pulse.VARIABLE, raising=False)
    await asyncio.wait_for(pulse.beat_for_ever(), 10)


async def test_a_watcher_that_is_gone_or_does_not_read_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign = pulse.Pulse()
    os.set_blocking(sign.write, False)
    with suppress(BlockingIOError):
        while True:
            os.write(sign.write, b"." * 4096)
    heart = await beating(sign, monkeypatch)
    assert not heart.done()
    sign.close()
    await asyncio.sleep(0.2)
    assert not heart.done()
    heart.cancel()
    os.close(sign.write)
