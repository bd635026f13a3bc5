"""What takes a core runs beside the event loop, on which a worker's lease is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from reprise.interviews.analyst.rubric import RubricAnalyst
from reprise.interviews.analyst.transcript import Message, Posting, Transcript
from reprise.interviews.writer.templates import TemplateWriter

TRANSCRIPT = Transcript(
    Posting("Backend engineer", "You build APIs in Python with PostgreSQL.", tech_stack=("Python",)),
    None,
    (
        Message(UUID(int=1), "technical", "How do you speed up a slow query?"),
        Message(UUID(int=2), "answer", "I measured the query first, because guessing had cost us a week."),
    ),
)


class CountingExecutor(ThreadPoolExecutor):
    handed_over = 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.handed_over += 1
        return super().submit(work, *args, **kwargs)


@pytest.mark.parametrize("make", [RubricAnalyst().analyse, TemplateWriter().write], ids=["analyst", "writer"])
async def test_the_offline_analyst_and_writer_work_in_a_thread(make: Callable[..., Any]) -> None:
    threads = CountingExecutor(1)
    asyncio.get_running_loop().set_default_executor(threads)
    await make(TRANSCRIPT)
    assert threads.handed_over == 1
