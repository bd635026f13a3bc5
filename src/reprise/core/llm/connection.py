"""One of the two protocols, chosen by the prefix of REPRISE_LLM_MODEL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from reprise.core.llm import errors
from reprise.core.llm.errors import ModelError
from reprise.core.masking import mask
from reprise.core.settings import Settings

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Model]:
    """The model of the settings over connections of its own, closed afterwards, also when cancelled.

    Raises:
        ModelError: the name of the model says no protocol that is spoken here.
    """
    import httpx2

    from reprise.core.llm.transport import ProviderTransport

    key = settings.llm_api_key.get_secret_value()
    transport = ProviderTransport(
        retries=settings.llm_retries,
        attempt_s=settings.llm_request_timeout,
        masked=lambda text: mask(text, key),
    )
    # Redirects stay off: a key must not follow one to another host.
    async with httpx2.AsyncClient(transport=transport, timeout=None, follow_redirects=False) as client:
        yield _model(settings, client)


@asynccontextmanager
async def connected_once(settings: Settings) -> AsyncIterator[Model]:
    """As `connected`, for one request whose answer streams; whoever asks bounds it in time.

    Raises:
        ModelError: the name of the model says no protocol that is spoken here.
    """
    import httpx2

    from reprise.core.llm.transport import StreamingTransport

    key = settings.llm_api_key.get_secret_value()
    transport = StreamingTransport(masked=lambda text: mask(text, key))
    async with httpx2.AsyncClient(transport=transport, timeout=None, follow_redirects=False) as client:
        yield _model(settings, client)


def _model(settings: Settings, client: httpx2.AsyncClient) -> Model:
    protocol, _, name = settings.llm_model.partition(":")
    # Servers of one's own often want no key, but the clients refuse to do without one.
    key = settings.llm_api_key.get_secret_value() or "none"
    if protocol in {"openai", "openai-chat"} and name:
        return _openai(name, settings.llm_base_url, key, client)
    if protocol == "anthropic" and name:
        return _anthropic(name, settings.llm_base_url, key, client)
    raise ModelError(errors.MODEL_MISCONFIGURED, "REPRISE_LLM_MODEL must begin with openai: or anthropic:.")


def _openai(name: str, base_url: str, key: str, client: httpx2.AsyncClient) -> Model:
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    url = base_url or "https://api.openai.com/v1"
    return OpenAIChatModel(name, provider=OpenAIProvider(base_url=url, api_key=key, http_client=client))


def _anthropic(name: str, base_url: str, key: str, client: httpx2.AsyncClient) -> Model:
    from pydantic_ai.models.anthropic import AnthropicModel
    from pydantic_ai.providers.anthropic import AnthropicProvider

    url = base_url or "https://api.anthropic.com"
    return AnthropicModel(name, provider=AnthropicProvider(base_url=url, api_key=key, http_client=client))
