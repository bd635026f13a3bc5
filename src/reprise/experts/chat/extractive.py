"""The writer that needs no model: it says which words of which profile fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reprise.experts.chat.addresses import without_addresses
from reprise.experts.chat.cards import Reason
from reprise.experts.chat.passages import best_passage
from reprise.experts.directory.entries import Entry

NAME: Final = "extractive"
_MOST_WORDS: Final = 4


def reason(expert: Entry, terms: Sequence[str]) -> Reason:
    """Rests on the passage of the profile that holds most of the question's terms."""
    passage = best_passage(expert, terms)
    if passage is None:
        return Reason("The profile is close to your question, but says little.", None)
    if not passage.words:
        return Reason(f"Close to your question in meaning. The profile says: “{passage.text}”", passage.text)
    return Reason(f"The profile speaks of {_listed(passage.words)}: “{passage.text}”", passage.text)


def narrative(experts: Sequence[Entry]) -> list[str]:
    """Sentences that begin with a space after the first."""
    first, *others = experts
    told = [f"{_introduced(first)} fits your question best."]
    if others:
        names = _joined([_introduced(expert) for expert in others])
        told.append(f" {names} {'fits' if len(others) == 1 else 'fit'} as well.")
    told.append(" Below, each reason quotes the profile that it rests on.")
    return told


def _introduced(expert: Entry) -> str:
    name = f"{expert.first_name} {expert.last_name}".strip()
    told = f"{name} ({expert.job_title})" if expert.job_title else name
    return without_addresses(told, expert.profile_url)


def _listed(words: Sequence[str]) -> str:
    return _joined([f"“{word}”" for word in words[:_MOST_WORDS]])


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
