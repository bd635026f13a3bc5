"""What is answered to those who try too often."""

from __future__ import annotations

import math
from typing import Any, Final

from reprise.core.errors import AppError, ErrorBody


class TooManyAttemptsError(AppError):
    status, code = 429, "TOO_MANY_ATTEMPTS"

    def __init__(self, wait_seconds: float) -> None:
        seconds = max(1, math.ceil(wait_seconds))
        wait = f"{seconds} seconds" if seconds < 120 else f"{math.ceil(seconds / 60)} minutes"
        super().__init__(f"Too many attempts. Try again in {wait}.", headers={"Retry-After": str(seconds)})


LIMITED: Final[dict[int | str, dict[str, Any]]] = {
    429: {"model": ErrorBody, "description": "Too many attempts; `Retry-After` says in seconds how long."}
}
"""What a limited route says in the API's description."""
