"""Answers that take long to work out: once for all who ask, and kept while nothing has changed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """The newest answer to each question, good while its stamp is the same; the least recent ones go."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[object, Answer]] = OrderedDict()

    def get(self, question: Hashable, stamp: object) -> Answer | None:
        known, answer = self._kept.get(question, (None, None))
        if answer is None or known != stamp:
            return None
        self._kept.move_to_end(question)
        return answer

    def keep(self, question: Hashable, stamp: object, answer: Answer) -> None:
        self._kept[question] = stamp, answer
        self._kept.move_to_end(question)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)


class Together(Generic[Answer]):
    """Work in threads, done once for all who ask for the same while it lasts."""

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Task[Answer]] = {}

    async def of(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        """`key` changes whenever what `work` rests on does. Whoever goes away leaves it to the others."""
        task = self._running.get(key)
        if task is None:
            task = self._running[key] = asyncio.create_task(asyncio.to_thread(work))
            task.add_done_callback(lambda _: self._running.pop(key))
        return await asyncio.shield(task)
