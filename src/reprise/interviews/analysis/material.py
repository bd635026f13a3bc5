"""A transcript as data for a model: JSON, apart from the instructions, with short ids to quote by."""

from __future__ import annotations

import json
from typing import Any, Final
from uuid import UUID

from reprise.interviews.analyst.instructions import without_instructions
from reprise.interviews.analyst.transcript import Message, Transcript

_LONGEST_RESUME: Final = 12_000
_LONGEST_TRANSCRIPT: Final = 400_000


class Material:
    """`answers` holds what may be quoted, by short id.

    Each answer without sentences that address the grader.
    """

    def __init__(self, transcript: Transcript):
        self._transcript = transcript
        self._named = {f"m{number}": message for number, message in enumerate(transcript.messages, 1)}
        self.answers = {
            name: without_instructions(message.content)
            for name, message in self._named.items()
            if message.type == "answer"
        }

    def message_id(self, name: str) -> UUID:
        return self._named[name].id

    def as_json(self) -> str:
        posting = self._transcript.posting
        return json.dumps(
            {
                "posting": {
                    "title": posting.title,
                    "company": posting.company,
                    "experience_level": posting.experience_level,
                    "tech_stack": list(posting.tech_stack),
                    "language": posting.language,
                    "description": posting.description,
                },
                "resume": (self._transcript.resume or "")[:_LONGEST_RESUME] or None,
                "messages": [self._entry(name, message) for name, message in self._named.items()],
            },
            ensure_ascii=False,
        )

    def _entry(self, name: str, message: Message) -> dict[str, Any]:
        longest = _LONGEST_TRANSCRIPT // len(self._named)
        return {
            "id": name,
            "type": message.type,
            "content": self.answers.get(name, message.content)[:longest],
        }
