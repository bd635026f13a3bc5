"""Which feedback is asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from reprise.songs.feedback.vocabulary import Criterion


@dataclass(frozen=True, slots=True)
class FeedbackFilter:
    """What is None does not filter; the others all hold. `created_before` is exclusive."""

    job_id: UUID | None = None
    audio_id: UUID | None = None
    prompt_id: UUID | None = None
    adapter_id: UUID | None = None
    experiment_id: UUID | None = None
    rating: int | None = None
    rating_min: int | None = None
    criterion: Criterion | None = None
    tag: str | None = None
    author: UUID | None = None
    effective: bool | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None

    @property
    def given(self) -> dict[str, Any]:
        """What filters."""
        return {name: value for name, value in asdict(self).items() if value is not None}
