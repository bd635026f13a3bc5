"""What asking a model took."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class Usage:
    """Answers received, tokens as the provider counts them, and US dollars by the list prices of `genai-
    prices`.

    `cost_usd` is None when the price of the model is not known, and for work without a model. Attempts that
    brought no answer are not counted: a provider does not report their tokens.
    """

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: Decimal | None = None


NO_USAGE: Final = Usage()
