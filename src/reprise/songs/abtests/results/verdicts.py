"""Verdicts that were worked out, kept until there is a vote more: looking again costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.songs.abtests.results import evidence, repository
from reprise.songs.abtests.results.evidence import Asked, Judged
from reprise.songs.abtests.results.schemas import Decided
from reprise.songs.abtests.results.worked_out import Kept, Together

_MOST_JUDGED: Final = 64
_MOST_DECIDED: Final = 1_000


class Verdicts:
    """Of the tests that were looked at last all that their votes say, of many more only who has won."""

    def __init__(self) -> None:
        self.decided = Kept[Decided](_MOST_DECIDED)
        self._judged = Kept[Judged](_MOST_JUDGED)
        self._together = Together[Judged]()

    async def of(self, session: AsyncSession, asked: Sequence[Asked]) -> dict[UUID, Judged]:
        """By the tests' ids, in four statements at most, all of which must see the same database."""
        gathered = await evidence.gather(session, asked)
        known = {ab_test_id: self._judged.get(ab_test_id, one) for ab_test_id, one in gathered.items()}
        unknown = [ab_test_id for ab_test_id, judged in known.items() if judged is None]
        votes = await repository.votes(session, unknown) if unknown else {}
        found = {ab_test_id: judged for ab_test_id, judged in known.items() if judged is not None}
        for ab_test_id in unknown:
            one = gathered[ab_test_id]
            work = partial(evidence.judge_votes, one, votes.get(ab_test_id, []))
            found[ab_test_id] = await self._together.of((ab_test_id, one.key), work)
            self._judged.keep(ab_test_id, one, found[ab_test_id])
        return found
