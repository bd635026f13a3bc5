"""One question to the model of the settings, and an answer that has the form and the substance asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import structlog
from pydantic import BaseModel

from reprise.core.llm import errors
from reprise.core.llm.errors import ModelError
from reprise.core.llm.preloading import preload
from reprise.core.llm.usage import Usage
from reprise.core.settings import Settings

if TYPE_CHECKING:
    from pydantic_ai.messages import ModelMessage
    from pydantic_ai.models import Model
    from pydantic_ai.settings import ModelSettings
    from pydantic_ai.usage import RunUsage

_LONGEST: Final = 8192
"""Tokens; an analysis takes about 2,000."""

log = structlog.get_logger()

FormT = TypeVar("FormT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Prompt:
    """`instructions` are ours.

    `material` is what people wrote, as data in a form that the instructions name.
    """

    instructions: str
    material: str


@dataclass(frozen=True, slots=True)
class Asked(Generic[FormT]):
    """An answer that passed every check, and what it took."""

    answer: FormT
    usage: Usage


class RejectedAnswerError(Exception):
    """A check's word against an answer of the right form.

    `complaint` goes to the model, the rest to the person.
    """

    def __init__(self, code: str, message: str, complaint: str):
        super().__init__(message)
        self.code = code
        self.message = message
        self.complaint = complaint


async def ask(
    settings: Settings, prompt: Prompt, form: type[FormT], check: Callable[[FormT], None]
) -> Asked[FormT]:
    """Ask for an answer of `form`; what has the wrong form, or what `check` rejects, is asked for once
    more each.

    Raises:
        ModelError: no usable answer within `llm_timeout` seconds, or the provider's or the check's reason
        why not.
    """
    # Before the clock runs.
    await asyncio.to_thread(preload, settings)
    from pydantic_ai.usage import RunUsage

    spent = RunUsage()
    try:
        async with asyncio.timeout(settings.llm_timeout):
            answer = await _ask_twice(settings, prompt, form, check, spent)
    except TimeoutError:
        raise _failed(
            ModelError(errors.PROVIDER_TIMEOUT, "The model provider did not answer in time."), settings, spent
        ) from None
    except ModelError as error:
        # Without the chain: its links carry what the provider said.
        raise _failed(error, settings, spent) from None
    usage = _usage(spent)
    _report(settings, usage, "ok")
    return Asked(answer, usage)


async def _ask_twice(
    settings: Settings, prompt: Prompt, form: type[FormT], check: Callable[[FormT], None], spent: RunUsage
) -> FormT:
    from reprise.core.llm.connection import connected

    async with connected(settings) as model:
        answer, said = await _ask_once(model, prompt.instructions, prompt.material, form, [], spent)
        try:
            # It may read every word of a long interview: not on the worker's event loop.
            await asyncio.to_thread(check, answer)
        except RejectedAnswerError as rejected:
            complaint = rejected.complaint
        else:
            return answer
        answer, _ = await _ask_once(model, prompt.instructions, complaint, form, said, spent)
        try:
            await asyncio.to_thread(check, answer)
        except RejectedAnswerError as rejected:
            raise ModelError(rejected.code, rejected.message) from None
        return answer


async def _ask_once(
    model: Model, instructions: str, words: str, form: type[FormT], said: list[ModelMessage], spent: RunUsage
) -> tuple[FormT, list[ModelMessage]]:
    """One run, in which a wrong form is asked for once more. Returns the answer and all messages."""
    from pydantic_ai import Agent, ToolOutput
    from pydantic_ai.exceptions import AgentRunError, UserError

    agent = Agent(
        model,
        output_type=ToolOutput(form, name="answer", max_retries=1),
        instructions=instructions,
        retries=1,
        model_settings=model_settings(model),
    )
    try:
        result = await agent.run(words, message_history=said, usage=spent)
    except (AgentRunError, UserError) as error:
        raise cause(error) from None
    return result.output, result.all_messages()


def model_settings(model: Model) -> ModelSettings:
    """The transport repeats; the bound keeps Anthropic's client from streaming a long answer."""
    from pydantic_ai.settings import ModelSettings

    if model.system == "anthropic":
        return ModelSettings(max_retries=0, max_tokens=_LONGEST)
    return ModelSettings(max_retries=0)


def cause(error: BaseException) -> ModelError:
    """The transport's own error if one lies beneath, else the form was wrong twice."""
    link: BaseException | None = error
    while link is not None:
        if isinstance(link, ModelError):
            return link
        link = link.__cause__ or link.__context__
    return ModelError(errors.INVALID_MODEL_ANSWER, "The model's answer did not have the form asked for.")


def _failed(error: ModelError, settings: Settings, spent: RunUsage) -> ModelError:
    usage = _usage(spent)
    _report(settings, usage, error.code)
    return ModelError(error.code, error.message, usage)


def _usage(spent: RunUsage) -> Usage:
    return Usage(spent.requests, spent.input_tokens, spent.output_tokens, spent.cost)


def _report(settings: Settings, usage: Usage, outcome: str) -> None:
    cost = None if usage.cost_usd is None else str(usage.cost_usd)
    log.info(
        "model_asked",
        model=settings.llm_model,
        outcome=outcome,
        requests=usage.requests,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=cost,
    )
