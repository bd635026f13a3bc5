"""Résumés as they come in and go out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Payload, Text
from reprise.interviews.resumes.models import MAX_RESUME

_Content = Annotated[Text, StringConstraints(min_length=1, max_length=MAX_RESUME)]


class ResumePut(Payload):
    content: _Content = Field(examples=["Eight years of Python, the last three with FastAPI and PostgreSQL."])


class ResumeOut(Answer):
    """`file_name` is null when the text was typed."""

    id: UUID
    content: str
    file_name: str | None
    created_at: UtcTime
    updated_at: UtcTime
