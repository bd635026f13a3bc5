"""Bases of what comes in and of what goes out."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Strict

NO_IDENTITY: Final[dict[str, Any]] = {"security": []}
"""What a route says in the API's description when it answers everybody."""


class Payload(BaseModel):
    """A request body: what is not known is refused, and so is what JSON should not hold (NaN)."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)


class Answer(BaseModel):
    model_config = ConfigDict(from_attributes=True)


def storable(value: str) -> str:
    if "\x00" in value:
        raise ValueError("must not hold a NUL character")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError("must be valid Unicode: it holds half of a surrogate pair")
    return value


Text = Annotated[str, AfterValidator(storable)]
"""Text that both databases can store."""

Integer = Annotated[int, Strict()]
Number = Annotated[float, Strict()]
"""Numbers of a JSON body: neither text that looks like one nor a boolean."""
