"""Fields of accounts, as they come in."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, ConfigDict, SecretStr, StringConstraints, WithJsonSchema

from reprise.core.schema import Payload, Text, storable

# As in the WHATWG HTML standard, section 4.10.5.1.5, lower case.
_EMAIL: Final = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
)


def normal_email(value: str) -> str:
    """Trimmed and in lower case.

    Raises:
        ValueError: it is not an email address.
    """
    email = value.strip().lower()
    if len(email) > 254 or not _EMAIL.fullmatch(email):
        raise ValueError("must be an email address, such as name@example.org")
    return email


def _length(minimum: int, maximum: int) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if not minimum <= len(storable(value.get_secret_value())) <= maximum:
            raise ValueError(f"must have {minimum} to {maximum} characters")
        return value

    return AfterValidator(check)


def _described(minimum: int, maximum: int) -> WithJsonSchema:
    size = {"minLength": minimum, "maxLength": maximum}
    return WithJsonSchema({"type": "string", "format": "password", "writeOnly": True, **size})


Email = Annotated[Text, StringConstraints(max_length=320), AfterValidator(normal_email)]
NewPassword = Annotated[SecretStr, _length(8, 128), _described(8, 128)]
Password = Annotated[SecretStr, _length(1, 128), _described(1, 128)]
OneTimeToken = Annotated[SecretStr, _length(1, 200), _described(1, 200)]


class SecretPayload(Payload):
    """A body with a password in it: spaces at its ends are part of it."""

    model_config = ConfigDict(str_strip_whitespace=False)
