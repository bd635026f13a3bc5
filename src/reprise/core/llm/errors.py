"""Why a model gave no usable answer."""

from __future__ import annotations

from typing import Final

from reprise.core.llm.usage import Usage

PROVIDER_UNREACHABLE: Final = "PROVIDER_UNREACHABLE"
PROVIDER_TIMEOUT: Final = "PROVIDER_TIMEOUT"
PROVIDER_FAILED: Final = "PROVIDER_FAILED"
PROVIDER_BUSY: Final = "PROVIDER_BUSY"
PROVIDER_REFUSED: Final = "PROVIDER_REFUSED"
INVALID_MODEL_ANSWER: Final = "INVALID_MODEL_ANSWER"
MODEL_MISCONFIGURED: Final = "MODEL_MISCONFIGURED"

_PASSING: Final = frozenset({PROVIDER_UNREACHABLE, PROVIDER_TIMEOUT, PROVIDER_FAILED, PROVIDER_BUSY})


class ModelError(Exception):
    """`message` is a sentence of ours.

    Nothing that a provider said is in it, so it can be stored and shown.
    """

    def __init__(self, code: str, message: str, usage: Usage | None = None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.usage = usage or Usage()

    @property
    def retryable(self) -> bool:
        """Whether the same request may succeed later without anybody changing anything."""
        return self.code in _PASSING
