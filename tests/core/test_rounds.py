"""Work done for many at once: in rounds, each item answered for itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from reprise.core.rounds import MOST_TOGETHER, Rounds


class Doubling:
    """Doubles numbers, but no negative ones; remembers what it was given together."""

    def __init__(self) -> None:
        self.rounds: list[list[int]] = []
        self.began = asyncio.Event()
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def __call__(self, numbers: Sequence[int]) -> Sequence[int]:
        self.rounds.append(list(numbers))
        self.began.set()
        await self.go_on.wait()
        if any(number < 0 for number in numbers):
            raise ValueError(f"{numbers}")
        return [2 * number for number in numbers]


async def test_what_arrives_while_a_round_runs_goes_together_in_the_next() -> None:
    work = Doubling()
    rounds = Rounds(work)
    work.go_on.clear()
    first = asyncio.create_task(rounds.submit(0))
    await work.began.wait()
    others = [asyncio.create_task(rounds.submit(number)) for number in range(1, 2 * MOST_TOGETHER)]
    await asyncio.sleep(0)
    work.go_on.set()
    assert await asyncio.gather(first, *others) == [2 * number for number in range(2 * MOST_TOGETHER)]
    assert [len(one) for one in work.rounds] == [1, MOST_TOGETHER, MOST_TOGETHER - 1]


async def test_an_item_that_fails_fails_alone() -> None:
    rounds = Rounds(Doubling())
    told = await asyncio.gather(*(rounds.submit(number) for number in (1, -1, 2)), return_exceptions=True)
    assert [told[0], told[2]] == [2, 4]
    assert isinstance(told[1], ValueError)
    with pytest.raises(ValueError, match="-3"):
        await rounds.submit(-3)
    assert await rounds.submit(4) == 8


async def test_nothing_is_done_for_those_who_have_gone() -> None:
    work = Doubling()
    rounds = Rounds(work)
    work.go_on.clear()
    asking = [asyncio.create_task(rounds.submit(number)) for number in (1, 2, 3)]
    await work.began.wait()
    gone = asyncio.create_task(rounds.submit(4))
    await asyncio.sleep(0)
    gone.cancel()
    asking[1].cancel()
    work.go_on.set()
    assert (await asking[0], await asking[2], await rounds.submit(5)) == (2, 6, 10)
    assert work.rounds == [[1, 2, 3], [5]]
