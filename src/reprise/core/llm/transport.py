"""HTTP to a provider: bounded in time and size, repeated when the network or the provider's server failed."""

from __future__ import annotations

import asyncio
import json
import random
import re
import ssl
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import httpx2
import structlog

from reprise.core.llm import errors
from reprise.core.llm.errors import ModelError

MAX_ANSWER_BYTES: Final = 2 * 1024 * 1024
_NAME: Final = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 8.0
_CODED_HEADERS: Final = ("content-encoding", "transfer-encoding", "content-length")

log = structlog.get_logger()


class ProviderTransport(httpx2.AsyncBaseTransport):
    """Reads each answer whole, so that one that breaks off is a network error like any other.

    Network errors, an attempt longer than `attempt_s` seconds and statuses from 500 are repeated `retries`
    times;
    429 and other refusals are not. Every failure is a `ModelError`.
    """

    def __init__(self, *, retries: int, attempt_s: float, masked: Callable[[str], str]):
        self._inner = httpx2.AsyncHTTPTransport(verify=_trusted())
        self._retries = retries
        self._attempt_s = attempt_s
        self._masked = masked

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        for attempt in range(self._retries + 1):
            try:
                return await self._attempt(request)
            except ModelError as error:
                if attempt == self._retries or not _worth_repeating(error):
                    raise
                log.warning("provider_retry", code=error.code, attempt=attempt + 1)
            await asyncio.sleep(_pause_s(attempt))
        raise AssertionError("the last attempt returns or raises")

    async def _attempt(self, request: httpx2.Request) -> httpx2.Response:
        try:
            async with asyncio.timeout(self._attempt_s):
                response = await self._inner.handle_async_request(request)
                try:
                    content = await _read(response)
                finally:
                    await response.aclose()
        except (TimeoutError, httpx2.TimeoutException):
            raise ModelError(errors.PROVIDER_TIMEOUT, "The model provider did not answer in time.") from None
        except (httpx2.TransportError, httpx2.DecodingError, OSError) as error:
            log.warning("provider_unreachable", reason=self._masked(f"{type(error).__name__}: {error}"))
            raise ModelError(
                errors.PROVIDER_UNREACHABLE,
                "The model provider could not be reached, or broke off its answer.",
            ) from None
        self._refuse_failures(response.status_code, content)
        headers = [(k, v) for k, v in response.headers.multi_items() if k.lower() not in _CODED_HEADERS]
        return httpx2.Response(response.status_code, headers=headers, content=content, request=request)

    def _refuse_failures(self, status: int, content: bytes) -> None:
        if status >= 300:
            raise _refused(status, content, self._masked)

    async def aclose(self) -> None:
        await self._inner.aclose()


class StreamingTransport(httpx2.AsyncBaseTransport):
    """Hands an answer on as it comes; a refusal is a `ModelError`, and nothing is repeated."""

    def __init__(self, *, masked: Callable[[str], str]):
        self._inner = httpx2.AsyncHTTPTransport(verify=_trusted())
        self._masked = masked

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._inner.handle_async_request(request)
        if response.status_code < 300:
            return response
        try:
            content = await _read(response)
        finally:
            await response.aclose()
        raise _refused(response.status_code, content, self._masked)

    async def aclose(self) -> None:
        await self._inner.aclose()


def _refused(status: int, content: bytes, masked: Callable[[str], str]) -> ModelError:
    said = {name: masked(value) for name, value in _named_error(content).items()}
    log.warning("provider_refused", status=status, **said)
    return _refusal(status)


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """Made once a process: reading the certificates takes a tenth of a second, in which nothing else runs."""
    return httpx2.create_ssl_context()


def _refusal(status: int) -> ModelError:
    if status >= 500:
        return ModelError(errors.PROVIDER_FAILED, f"The model provider failed (HTTP {status}).")
    if status == 429:
        return ModelError(
            errors.PROVIDER_BUSY, "The model provider takes no more requests now (HTTP 429). Try again later."
        )
    return ModelError(
        errors.PROVIDER_REFUSED,
        f"The model provider refused the request (HTTP {status}): its key, address or model name may be "
        f"wrong.",
    )


def _named_error(content: bytes) -> dict[str, str]:
    """The error's code and type, where they are short names; its message may repeat what was asked."""
    try:
        error = json.loads(content)["error"]
        found = {f"error_{name}": error.get(name) for name in ("code", "type")}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str) and _NAME.fullmatch(value)}


def _worth_repeating(error: ModelError) -> bool:
    return error.retryable and error.code != errors.PROVIDER_BUSY


def _pause_s(attempt: int) -> float:
    """Exponential, with jitter so that workers who failed together do not return together."""
    longest = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**attempt)
    return random.uniform(longest / 2, longest)  # noqa: S311  # no secret depends on it


async def _read(response: httpx2.Response) -> bytes:
    """The decoded body; the limit counts decoded bytes, so that a compressed answer cannot hide its size."""
    content = bytearray()
    async for chunk in response.aiter_bytes(65536):
        content += chunk
        if len(content) > MAX_ANSWER_BYTES:
            raise ModelError(errors.INVALID_MODEL_ANSWER, "The model's answer was too long to read.")
    return bytes(content)
