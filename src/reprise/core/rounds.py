"""Work that costs less for many at once: what arrives while a round runs goes together in the next.

There is no timer: whoever comes alone waits for nobody.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Generic, TypeVar

MOST_TOGETHER: Final = 32

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class Rounds(Generic[Item, Outcome]):
    """One kind of work in one process."""

    def __init__(self, work: Callable[[Sequence[Item]], Awaitable[Sequence[Outcome]]]) -> None:
        """`work` gives one outcome for each item, in their order; where it raises, each goes again alone."""
        self._work = work
        self._waiting: deque[tuple[Item, asyncio.Future[Outcome]]] = deque()
        self._running: asyncio.Task[None] | None = None

    async def submit(self, item: Item) -> Outcome:
        """What `work` makes of the item, or raises for it."""
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, outcome))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        return await outcome

    async def _run(self) -> None:
        try:
            while self._waiting:
                await self._round([self._waiting.popleft() for _ in range(self._many())])
        finally:
            self._running = None

    def _many(self) -> int:
        return min(len(self._waiting), MOST_TOGETHER)

    async def _round(self, together: Sequence[tuple[Item, asyncio.Future[Outcome]]]) -> None:
        # Whoever asked may have gone meanwhile.
        together = [(item, outcome) for item, outcome in together if not outcome.done()]
        if not together:
            return
        try:
            outcomes = await self._work([item for item, _ in together])
        except Exception as error:
            if len(together) > 1:
                for one in together:
                    await self._round([one])
            elif not together[0][1].done():
                together[0][1].set_exception(error)
            return
        for (_, waiting), outcome in zip(together, outcomes, strict=True):
            if not waiting.done():
                waiting.set_result(outcome)
