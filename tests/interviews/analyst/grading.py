"""The graded transcripts: those tuned on, and the fresh ones (see transcripts/README.md)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from reprise.interviews.analyst.judgement import Analysis
from reprise.interviews.analyst.rubric import RubricAnalyst
from reprise.interviews.analyst.transcript import Message, Posting, Transcript

HERE = Path(__file__).parent
Turn = tuple[Any, str, str]
"""Type of the question, question, answer."""


@dataclass(frozen=True)
class Graded:
    """A transcript with the grade that was given to it by reading."""

    name: str
    kind: str
    grade: int
    transcript: Transcript


@dataclass(frozen=True)
class Paraphrase:
    """One answer in two wordings."""

    name: str
    one: Transcript
    other: Transcript


def posting(name: str) -> Posting:
    given = tomllib.loads((HERE / "postings.toml").read_text())[name]
    return Posting(**(given | {"tech_stack": tuple(given["tech_stack"])}))


def transcript(of: Posting, turns: Sequence[Turn]) -> Transcript:
    messages: list[Message] = []
    for kind, question, answer in turns:
        messages.append(Message(UUID(int=len(messages)), kind, question))
        messages.append(Message(UUID(int=len(messages)), "answer", answer))
    return Transcript(of, None, tuple(messages))


def graded(folder: str = "transcripts") -> list[Graded]:
    found = []
    for path in sorted((HERE / folder).glob("*.toml")):
        given = tomllib.loads(path.read_text())
        turns = [(turn["type"], turn["question"], turn["answer"]) for turn in given["turns"]]
        found.append(
            Graded(path.stem, given["kind"], given["grade"], transcript(posting(given["posting"]), turns))
        )
    return found


def paraphrases(file: str = "paraphrases.toml") -> list[Paraphrase]:
    given = tomllib.loads((HERE / file).read_text())
    return [
        Paraphrase(
            name,
            *(
                transcript(posting(p["posting"]), [(p["type"], p["question"], p[w])])
                for w in ("answer", "paraphrase")
            ),
        )
        for name, p in given.items()
    ]


GRADED_NAMES = sorted(path.stem for path in (HERE / "transcripts").glob("*.toml"))


def injections(file: str = "injections.toml") -> list[str]:
    found: list[str] = tomllib.loads((HERE / file).read_text())["variants"]
    return found


@cache
def scores(of: Transcript) -> list[int]:
    """The four scores and the overall one."""
    return five(RubricAnalyst().judge(of))


def five(analysis: Analysis) -> list[int]:
    return [
        analysis.technical_accuracy_score,
        analysis.communication_clarity_score,
        analysis.problem_solving_score,
        analysis.relevance_score,
        analysis.overall_score,
    ]
