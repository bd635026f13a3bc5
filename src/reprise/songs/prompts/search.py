"""Finding prompts, and what to try when none is found."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.songs.prompts import read_repository, service
from reprise.songs.prompts.read_repository import PromptFilter
from reprise.songs.prompts.schemas import FoundPrompts


async def search(
    session: AsyncSession, user: CurrentUser, wanted: PromptFilter, *, limit: int, offset: int
) -> FoundPrompts:
    """A ranked page; an empty result says how to broaden."""
    found, total, capped = await read_repository.find(session, user, wanted, limit=limit, offset=offset)
    return FoundPrompts(
        items=[service.describe(prompt) for prompt in found],
        total=total,
        total_capped=capped,
        limit=limit,
        offset=offset,
        hint=None if total else _hint(wanted),
    )


def _hint(wanted: PromptFilter) -> str:
    """Which of the given conditions to loosen, in the order in which they exclude most."""
    ways = []
    if wanted.words:
        other = "other words" if len(wanted.words) > 1 else "another word"
        ways.append(f"try {other}, or only how one begins")
    if wanted.style is not None or wanted.mood is not None:
        ways.append("leave out the style or the mood: only prompts with that attribute are found by it")
    if wanted.tempo_min is not None or wanted.tempo_max is not None:
        ways.append("widen the tempo: only prompts with a tempo of their own are found by it")
    if wanted.created_from is not None or wanted.created_before is not None:
        ways.append("widen the dates")
    if not ways:
        return "There is no prompt yet: create one and it is found here."
    return f"Nothing matches. To find more, {'; '.join(ways)}."
