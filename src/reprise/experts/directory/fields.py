"""Fields of an expert, as they come in from files and requests alike."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from reprise.core.schema import Text

MAX_BIO: Final = 10_000
MAX_TAGS: Final = 50
MAX_RATE: Final = 1_000_000.0


def _visible(value: str) -> str:
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in value):
        raise ValueError("must not hold control characters")
    return value


def _one_word(value: str) -> str:
    if any(character.isspace() or character in "/?#" for character in value):
        raise ValueError("must be one word without / ? and #")
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        has_host = bool(parts.hostname)
        _ = parts.port
    except ValueError:
        raise ValueError("is not a web address") from None
    if parts.scheme not in {"http", "https"} or not has_host or parts.username is not None:
        raise ValueError("must be a web address that begins with http:// or https://")
    if any(character.isspace() for character in value):
        raise ValueError("must not hold spaces")
    return value


def _currency(value: str) -> str:
    code = value.upper()
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise ValueError("must be a code of three letters, such as EUR")
    return code


Username = Annotated[
    Text, StringConstraints(min_length=1, max_length=100), AfterValidator(_visible), AfterValidator(_one_word)
]
Name = Annotated[Text, StringConstraints(min_length=1, max_length=100), AfterValidator(_visible)]
LastName = Annotated[Text, StringConstraints(max_length=100), AfterValidator(_visible)]
Title = Annotated[Text, StringConstraints(min_length=1, max_length=200), AfterValidator(_visible)]
Bio = Annotated[Text, StringConstraints(min_length=1, max_length=MAX_BIO)]
Rate = Annotated[float, Field(strict=True, ge=0, le=MAX_RATE)]
Currency = Annotated[Text, StringConstraints(min_length=3, max_length=3), AfterValidator(_currency)]
WebAddress = Annotated[Text, StringConstraints(min_length=1, max_length=2000), AfterValidator(_web_address)]
Category = Annotated[Text, StringConstraints(min_length=1, max_length=100), AfterValidator(_visible)]
_Tag = Annotated[Text, StringConstraints(min_length=1, max_length=64), AfterValidator(_visible)]


def _distinct(tags: list[str]) -> list[str]:
    return list(dict.fromkeys(tags))


Tags = Annotated[list[_Tag], Field(max_length=MAX_TAGS), AfterValidator(_distinct)]
