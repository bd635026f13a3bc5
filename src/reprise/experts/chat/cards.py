"""Experts as an answer shows them: every fact is the directory's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from reprise.experts.access.visitors import visit_key
from reprise.experts.chat.addresses import without_addresses
from reprise.experts.chat.schemas import Card
from reprise.experts.directory.entries import Entry

Snapshot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody fits; `evidence` stands in their profile."""

    why: str
    evidence: str | None


def snapshot(expert: Entry, reason: Reason) -> Snapshot:
    """What a conversation keeps of a card, with the address that only an email opens."""

    def plain(text: str | None) -> str | None:
        return None if text is None else without_addresses(text, expert.profile_url)

    return {
        "id": str(expert.id),
        "name": plain(f"{expert.first_name} {expert.last_name}".strip()),
        "title": plain(expert.job_title),
        "company": plain(expert.company),
        "hourly_rate": expert.hourly_rate,
        "currency": expert.currency,
        "category": plain(expert.category),
        "why_them": plain(reason.why),
        "evidence": plain(reason.evidence),
        "profile_url": expert.profile_url,
    }


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a visitor may see addresses, and what their links are made with."""

    open: bool
    key: bytes
    root_path: str
    session_id: UUID

    def card(self, conversation_id: UUID, kept: Mapping[str, Any]) -> Card:
        """The card of a snapshot, as this visitor may see it now."""
        shown = {name: value for name, value in kept.items() if name != "profile_url"}
        url = kept["profile_url"]
        if not self.open or url is None:
            return Card(**shown, locked=not self.open)
        expert_id = UUID(kept["id"])
        proof = visit_key(self.key, self.session_id, conversation_id, expert_id)
        visit = f"{self.root_path}/api/v1/experts/visits/{conversation_id}/{expert_id}?key={proof}"
        return Card(**shown, locked=False, profile_url=url, visit_url=visit)
