"""What the short ways have in common."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from fastapi import Request, Response

Guard = Callable[[Request], Awaitable[Any]]
Values = Mapping[str, str]
"""Of the parameters in an address, as they stand there."""


class Direct(Protocol):
    """How one route is answered."""

    async def answer(self, request: Request, values: Values) -> Response | None:
        """None where FastAPI is to answer."""
