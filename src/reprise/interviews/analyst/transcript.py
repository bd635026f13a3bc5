"""What is judged: a posting, a résumé and everything that was said, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

QuestionType = Literal["technical", "behavioral", "situational"]
MessageType = Literal["technical", "behavioral", "situational", "answer"]


@dataclass(frozen=True, slots=True)
class Posting:
    """The job that is practised for."""

    title: str
    description: str
    company: str | None = None
    experience_level: str | None = None
    tech_stack: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A question of one of three types, or an answer."""

    id: UUID
    type: MessageType
    content: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and the answer that it got; None for a question still open."""

    question: Message
    answer: Message | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """One session; an answer belongs to the question before it."""

    posting: Posting
    resume: str | None
    messages: tuple[Message, ...]

    @property
    def answers(self) -> tuple[Message, ...]:
        return tuple(message for message in self.messages if message.type == "answer")

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        found: list[Exchange] = []
        for message in self.messages:
            if message.type != "answer":
                found.append(Exchange(message, None))
            elif found and found[-1].answer is None:
                found[-1] = Exchange(found[-1].question, message)
        return tuple(found)
