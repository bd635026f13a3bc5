"""What of an address says which feedback is asked for."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from reprise.core.moments import Moment, beginning, end
from reprise.core.paging import Cursor
from reprise.songs.feedback.history.filters import FeedbackFilter
from reprise.songs.feedback.schemas import TagName
from reprise.songs.feedback.vocabulary import Criterion

MOST_PAGES = 10_000

PageNumber = Annotated[int, Query(ge=1, le=MOST_PAGES, description="Counts from 1; use `cursor` far down.")]
PageLimit = Annotated[int, Query(ge=1, le=100, description="Rows a page.")]
PageCursor = Annotated[
    str | None, Query(max_length=200, description="`next_cursor` of the page before; wins over `page`.")
]


async def _filter(
    job_id: UUID | None = None,
    audio_id: UUID | None = None,
    prompt_id: UUID | None = None,
    adapter_id: UUID | None = None,
    experiment_id: UUID | None = None,
    rating: Annotated[int | None, Query(ge=1, le=5)] = None,
    rating_min: Annotated[int | None, Query(ge=1, le=5)] = None,
    criterion: Criterion | None = None,
    tag: TagName | None = None,
    author: Annotated[UUID | None, Query(description="The person's id.")] = None,
    effective: Annotated[bool | None, Query(description="Whether at least one of its values counts.")] = None,
    date_from: Annotated[Moment | None, Query(description="Given at or after.")] = None,
    date_to: Annotated[
        Moment | None, Query(description="Given at or before; a date includes its day.")
    ] = None,
) -> FeedbackFilter:
    return FeedbackFilter(
        job_id=job_id,
        audio_id=audio_id,
        prompt_id=prompt_id,
        adapter_id=adapter_id,
        experiment_id=experiment_id,
        rating=rating,
        rating_min=rating_min,
        criterion=criterion,
        tag=tag,
        author=author,
        effective=effective,
        created_from=beginning(date_from, "date_from"),
        created_before=end(date_to, "date_to"),
    )


WantedFeedback = Annotated[FeedbackFilter, Depends(_filter)]


async def _after(cursor: PageCursor = None) -> Cursor | None:
    return Cursor.parse(cursor) if cursor else None


AfterCursor = Annotated[Cursor | None, Depends(_after)]
