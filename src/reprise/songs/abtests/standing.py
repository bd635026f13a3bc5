"""How far a test is, from its row and its pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reprise.songs.abtests.models import AbTest
from reprise.songs.abtests.schemas import AbTestProgress, AbTestStatus, PairState


@dataclass(frozen=True, slots=True)
class Standing:
    """Pairs of a test by their state."""

    pairs: Mapping[PairState, int]

    @property
    def total(self) -> int:
        return sum(self.pairs.values())

    def status(self, test: AbTest) -> AbTestStatus:
        """Ready as soon as every pair is done or failed; generating again while failed ones are retried."""
        if test.closed_at is not None:
            return "closed"
        if test.generated_at is None:
            return "draft"
        return "generating" if self.pairs.get("generating") else "ready"

    def progress(self) -> AbTestProgress:
        done = self.pairs.get("done", 0)
        return AbTestProgress(
            done=done,
            total=self.total,
            failed=self.pairs.get("failed", 0),
            text=f"{done}/{self.total} pairs generated",
        )
