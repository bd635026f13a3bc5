"""What workers do for interviews."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Mapping
from typing import Final

from reprise.core.settings import Settings
from reprise.interviews.feedback.service import OPERATION as FEEDBACK
from reprise.interviews.feedback.work import make_feedback
from reprise.interviews.operations.runner import Maker
from reprise.interviews.questions.service import OPERATION as QUESTION
from reprise.interviews.questions.work import make_question

MAKERS: Final[Mapping[str, Maker]] = {QUESTION: make_question, FEEDBACK: make_feedback}


async def prepare(settings: Settings) -> None:
    """Load a model's client before the worker takes its lease.

    Loading takes a second of an idle machine and many of a busy one. In the middle of an operation it would
    hold up the event loop and with it the beat, so that others took the worker for dead.
    """
    if settings.llm_model:
        protocol = settings.llm_model.partition(":")[0].removesuffix("-chat")
        for module in (
            "pydantic_ai",
            "reprise.core.llm.transport",
            f"pydantic_ai.models.{protocol}",
            f"pydantic_ai.providers.{protocol}",
        ):
            await asyncio.to_thread(importlib.import_module, module)
