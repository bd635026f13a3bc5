"""Answers as they come in."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, StringConstraints

from reprise.core.schema import Payload, Text

MAX_ANSWER: Final = 20_000
_Answer = Annotated[Text, StringConstraints(min_length=1, max_length=MAX_ANSWER)]


class AnswerCreate(Payload):
    answer_text: _Answer = Field(examples=["We moved the slow query behind a cache and measured it again."])
