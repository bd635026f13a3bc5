"""What a question writer gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from reprise.core.llm.usage import NO_USAGE, Usage
from reprise.interviews.analyst.transcript import QuestionType, Transcript

ROTATION: Final[tuple[QuestionType, ...]] = ("technical", "behavioral", "situational")


@dataclass(frozen=True, slots=True)
class Question:
    """The next question; `writer` is who wrote it, for records."""

    type: QuestionType
    content: str
    writer: str
    usage: Usage = NO_USAGE


class Writer(Protocol):
    """Writes the next question; the same transcript and seed give the offline writer's same question."""

    async def write(self, transcript: Transcript, *, seed: int = 0) -> Question:
        """Raises: AnalysisError."""
        ...


def next_type(transcript: Transcript) -> QuestionType:
    """Types rotate, whatever was answered."""
    asked = sum(message.type != "answer" for message in transcript.messages)
    return ROTATION[asked % len(ROTATION)]
