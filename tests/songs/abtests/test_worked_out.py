"""What takes long is worked out once for all who ask, and kept while nothing has changed."""

from __future__ import annotations

import asyncio
import threading

import pytest

from reprise.songs.abtests.results.worked_out import Kept, Together


async def test_those_who_ask_at_the_same_time_wait_for_one() -> None:
    together, done = Together[int](), []
    go_on = threading.Event()

    def work() -> int:
        assert go_on.wait(60)
        done.append(1)
        return 7

    asking = asyncio.gather(*(together.of("same", work) for _ in range(5)))
    # The loop is free meanwhile, or this would never come.
    await asyncio.sleep(0)
    go_on.set()
    assert await asking == [7] * 5
    assert len(done) == 1


async def test_who_asks_later_or_for_something_else_does_not() -> None:
    together = Together[str]()
    assert await together.of(1, lambda: "one") == "one"
    assert await together.of(1, lambda: "again") == "again"
    assert await asyncio.gather(together.of(2, lambda: "two"), together.of(3, lambda: "three")) == [
        "two",
        "three",
    ]


async def test_who_goes_away_leaves_it_to_the_others() -> None:
    together, go_on = Together[int](), threading.Event()

    def work() -> int:
        assert go_on.wait(60)
        return 7

    impatient = asyncio.create_task(together.of("same", work))
    patient = asyncio.create_task(together.of("same", work))
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.wait([impatient])
    go_on.set()
    assert impatient.cancelled()
    assert await patient == 7


async def test_a_failure_is_told_and_not_kept() -> None:
    together = Together[float]()
    with pytest.raises(ZeroDivisionError):
        await together.of("same", lambda: 1 / 0)
    assert await together.of("same", lambda: 1.0) == 1.0


def test_an_answer_is_good_for_its_stamp_alone() -> None:
    kept = Kept[str](2)
    kept.keep("question", (1, 2), "answer")
    assert kept.get("question", (1, 2)) == "answer"
    assert kept.get("question", (1, 3)) is None
    assert kept.get("other", (1, 2)) is None


def test_the_least_recent_answers_go() -> None:
    kept = Kept[int](2)
    for question in (1, 2):
        kept.keep(question, None, question)
    assert kept.get(1, None) == 1
    kept.keep(3, None, 3)
    assert [kept.get(question, None) for question in (1, 2, 3)] == [1, None, 3]
