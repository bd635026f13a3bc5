"""A report as Markdown (CommonMark)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reprise.interviews.reports.document import Document, Judgement

_SPECIAL = re.compile(r"([\\`*_\[\]<>&#|])")


def render(document: Document) -> bytes:
    """UTF-8."""
    return ("\n".join(_lines(document)).rstrip() + "\n").encode()


def _lines(document: Document) -> Iterator[str]:
    yield from (f"# {_plain(document.title)}", "")
    yield from (f"- {name}: {_plain(value)}" for name, value in document.facts)
    yield from ("", "## Feedback", "")
    if document.overall is not None:
        yield from (f"**Overall: {document.overall} of 100**", "")
    if document.comments:
        yield from (_plain(document.comments), "")
    for judgement in document.judgements:
        yield from _judgement(judgement)
    yield from _bullets("Gaps", document.gaps)
    yield from _bullets("What to learn", document.recommendations)
    yield from ("## Transcript", "")
    for message in document.transcript:
        speaker = "Answer" if message.type == "answer" else f"Question ({message.type})"
        yield from (f"**{speaker}**", "", *_quoted(message.content), "")


def _judgement(judgement: Judgement) -> Iterator[str]:
    yield from (f"### {judgement.title}: {judgement.score} of 100", "", _plain(judgement.text), "")
    for quote in judgement.quotes:
        yield from (*_quoted(quote), "")


def _bullets(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from (f"## {title}", "", *(f"- {_plain(item)}" for item in items), "")


def _quoted(text: str) -> list[str]:
    return [f"> {_escaped(line)}".rstrip() for line in text.splitlines()]


def _plain(text: str) -> str:
    """On one line, nothing of it taken for Markdown or HTML."""
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
