"""The offline question writer: the same transcript and seed always give the same next question. English."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from typing import Final

from reprise.interviews.analyst.judgement import AnalysisError
from reprise.interviews.analyst.topic import fields_of
from reprise.interviews.analyst.transcript import QuestionType, Transcript
from reprise.interviews.writer.bank import FIELD, GENERAL
from reprise.interviews.writer.follow_up import follow_ups
from reprise.interviews.writer.question import Question, next_type
from reprise.interviews.writer.repetition import already_asked, asked_word_for_word
from reprise.interviews.writer.skills import askable_skills

NAME: Final = "templates-1"


class TemplateWriter:
    """Follows up on a weak answer, else asks what was not asked yet; never the same twice."""

    async def write(self, transcript: Transcript, *, seed: int = 0) -> Question:
        return await asyncio.to_thread(self.next_question, transcript, seed)

    def next_question(self, transcript: Transcript, seed: int) -> Question:
        """Raises: AnalysisError QUESTIONS_EXHAUSTED, after hundreds of questions."""
        kind = next_type(transcript)
        before = [message.content for message in transcript.messages if message.type != "answer"]
        skills = _least_asked(askable_skills(transcript), before)
        candidates = [*follow_ups(transcript, kind, skills[0]), *_questions(transcript, kind, skills, seed)]
        for repeated in (already_asked, asked_word_for_word):
            fresh = next((one for one in candidates if not repeated(one, before)), None)
            if fresh:
                return Question(kind, fresh, NAME)
        raise AnalysisError(
            "QUESTIONS_EXHAUSTED",
            "The offline question writer has asked everything it knows for this posting.",
        )


def _questions(transcript: Transcript, kind: QuestionType, skills: list[str], seed: int) -> Iterator[str]:
    """Templates in the order of the seed; each with the skill that came up least, then with the others."""
    own = [text for field in fields_of(transcript.posting) for text in FIELD[field].get(kind, ())]
    templates = sorted({*GENERAL[kind], *own}, key=lambda text: _rank(seed, text))
    title = transcript.posting.title
    for skill in skills:
        for template in templates:
            yield template.format(skill=skill, title=title)


def _least_asked(skills: list[str], before: list[str]) -> list[str]:
    """Stable: among equals, the order of the posting and the résumé."""
    said = " ".join(before).casefold()
    return sorted(skills, key=lambda skill: said.count(skill.casefold()))


def _rank(seed: int, text: str) -> bytes:
    return hashlib.sha256(f"{seed}:{text}".encode()).digest()
