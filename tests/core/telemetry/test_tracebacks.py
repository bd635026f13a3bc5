"""What a traceback in the log says, and what it keeps to itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.exceptions import RequestValidationError, ResponseValidationError, ValidationException
from pydantic import BaseModel, ConfigDict, ValidationError

from reprise.core.telemetry.tracebacks import told

PRIVATE = "what-i-answered-in-private"


def broken(work: Callable[[], object]) -> str:
    try:
        work()
    except Exception as error:
        return told((type(error), error, error.__traceback__))
    raise AssertionError("it must fail")


class Letter(BaseModel):
    model_config = ConfigDict(extra="forbid")

    pages: int
    parts: dict[int, str] = {}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"pages": PRIVATE}, "pages (int_parsing)"),
        ({"pages": 1, PRIVATE: 1}, "value (extra_forbidden)"),
        ({"pages": 1, "parts": {PRIVATE: "x"}}, "parts (int_parsing)"),
        (PRIVATE, "value (model_type)"),
    ],
)
@pytest.mark.parametrize("wrapped", [None, RequestValidationError, ResponseValidationError])
def test_what_does_not_fit_a_model_is_not_quoted(
    given: object, expected: str, wrapped: type[ValidationException] | None
) -> None:
    def read() -> None:
        try:
            Letter.model_validate(given)
        except ValidationError as error:
            if wrapped is None:
                raise
            raise wrapped(error.errors()) from error

    text_ = broken(read)
    assert PRIVATE not in text_
    assert text_.count(expected) == (1 if wrapped is None else 2)
    assert "in read" in text_, "the line that did it"


def test_other_errors_keep_their_messages_and_their_causes() -> None:
    def outer() -> None:
        try:
            raise ValueError("the first cause")
        except ValueError as error:
            raise ExceptionGroup("several", [KeyError("a part")]) from error

    text_ = broken(outer)
    assert text_.index("the first cause") < text_.index("several") < text_.index("a part")
    assert "test_tracebacks.py" in text_


def test_an_error_that_is_its_own_cause_ends() -> None:
    def circle() -> None:
        error = ValueError("round")
        error.__cause__ = KeyError("and round")
        error.__cause__.__context__ = error
        raise error

    assert broken(circle).count("ValueError: round") == 1
