"""One question to the model of the settings whose answer is read while it is written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from pydantic import BaseModel

from reprise.core.llm import errors
from reprise.core.llm.asking import Prompt
from reprise.core.llm.errors import ModelError
from reprise.core.llm.preloading import preload
from reprise.core.settings import Settings

if TYPE_CHECKING:
    from pydantic_ai.models import Model

FormT = TypeVar("FormT", bound=BaseModel)

log = structlog.get_logger()


async def stream(
    settings: Settings, prompt: Prompt, form: type[FormT], *, seconds: float
) -> AsyncGenerator[FormT, None]:
    """The answer as far as it is written, again and again; every field of `form` needs a default.

    One request, not repeated. Closing this or cancelling it ends the request at once.

    Raises:
        ModelError: no whole answer within `seconds`, or the provider's reason why not.
    """
    failure: ModelError | None = None
    # Before the clock runs.
    await asyncio.to_thread(preload, settings)
    try:
        async with asyncio.timeout(seconds), aclosing(_answers(settings, prompt, form)) as answers:
            async for answer in answers:
                yield answer
    except TimeoutError:
        failure = ModelError(errors.PROVIDER_TIMEOUT, "The model provider did not answer in time.")
    except ModelError as error:
        failure = error
    if failure is not None:
        log.info("model_streamed", model=settings.llm_model, outcome=failure.code)
        # Without the chain: its links carry what the provider said.
        raise failure from None
    log.info("model_streamed", model=settings.llm_model, outcome="ok")


async def _answers(settings: Settings, prompt: Prompt, form: type[FormT]) -> AsyncGenerator[FormT, None]:
    import httpx2
    from pydantic_ai.exceptions import AgentRunError, UserError

    from reprise.core.llm.asking import cause
    from reprise.core.llm.connection import connected_once

    try:
        async with connected_once(settings) as model:
            async for answer in _run(model, prompt, form):
                yield answer
    except (AgentRunError, UserError) as error:
        raise cause(error) from None
    except (httpx2.TransportError, OSError):
        raise ModelError(
            errors.PROVIDER_UNREACHABLE, "The model provider could not be reached, or broke off its answer."
        ) from None


async def _run(model: Model, prompt: Prompt, form: type[FormT]) -> AsyncGenerator[FormT, None]:
    from pydantic_ai import Agent, ToolOutput

    from reprise.core.llm.asking import model_settings

    agent: Agent[None, Any] = Agent(
        model,
        output_type=ToolOutput(form, name="answer", max_retries=0),
        instructions=prompt.instructions,
        retries=0,
        model_settings=model_settings(model),
    )
    async with agent.run_stream(prompt.material) as result:
        async for answer in result.stream_output(debounce_by=None):
            yield answer
