"""What leaves a handler is stored by the workflow engine: it must not hold anybody's text."""

from __future__ import annotations

import asyncio
import pickle

import pytest

from reprise.core.db import Database
from reprise.core.operations.queue import WorkQueue
from reprise.core.operations.runtime import WorkerRuntime

PRIVATE = "what-i-answered"


@pytest.fixture
def runtime(migrated_database_url: str) -> WorkerRuntime:
    return WorkerRuntime(Database(migrated_database_url), WorkQueue(migrated_database_url), "one")


async def test_only_the_class_of_an_error_leaves(runtime: WorkerRuntime) -> None:
    async def handler(argument: str) -> None:
        raise ValueError(PRIVATE, argument)

    with pytest.raises(RuntimeError) as caught:
        await runtime._guarded("line", handler)(PRIVATE)
    assert str(caught.value) == "ValueError"
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert PRIVATE.encode() not in pickle.dumps(caught.value)


async def test_being_cancelled_stays_what_it_is(runtime: WorkerRuntime) -> None:
    async def handler(_: str) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await runtime._guarded("line", handler)("x")


async def test_a_queue_is_full_while_as_many_run_as_may(runtime: WorkerRuntime) -> None:
    go_on = asyncio.Event()

    async def handler(_: str) -> None:
        await go_on.wait()

    runtime.register("work", queue="line", concurrency=1, handler=handler)
    assert not runtime._is_full("line")
    running = asyncio.create_task(runtime._guarded("line", handler)("x"))
    await asyncio.sleep(0.05)
    assert runtime._is_full("line")
    go_on.set()
    await running
    assert not runtime._is_full("line")
    assert runtime._is_full("not ours"), "its looks are left to the workflow engine"
