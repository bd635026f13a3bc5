"""What can be wrong with a visitor's email."""

from __future__ import annotations

from reprise.core.errors import UnprocessableError


class InvalidEmailError(UnprocessableError):
    code = "INVALID_EMAIL"

    def __init__(self) -> None:
        super().__init__("Please enter a valid email address.", field="email")
