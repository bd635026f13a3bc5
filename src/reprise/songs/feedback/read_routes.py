"""HTTP of looking at feedback. What can be long is JSON from the database: the models are its description."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from fastapi.responses import StreamingResponse

from reprise.core.auth.dependencies import SignedIn, require_member
from reprise.core.db.dependencies import StillReadSession
from reprise.core.dependencies import CoreOf, Pages, core_of
from reprise.core.idempotency.routing import Router
from reprise.core.moments import Moment, beginning, end
from reprise.core.paging import Page
from reprise.core.schema import Text
from reprise.songs.feedback.by_job import viewing
from reprise.songs.feedback.by_job.schemas import JobFeedback
from reprise.songs.feedback.exports.formats import ExportFormat
from reprise.songs.feedback.exports.responses import EXPORTED, line_export, parquet_export
from reprise.songs.feedback.history import listing
from reprise.songs.feedback.history.query import AfterCursor, PageLimit, PageNumber, WantedFeedback
from reprise.songs.feedback.history.schemas import FeedbackPage
from reprise.songs.feedback.insights import coverage, figures
from reprise.songs.feedback.insights.read_repository import Period
from reprise.songs.feedback.insights.schemas import CoverageState, Insights, UncoveredSample
from reprise.songs.feedback.tags import listing as tags
from reprise.songs.feedback.tags.schemas import TagPage
from reprise.songs.feedback.vocabulary import Criterion

router = Router(tags=["song feedback"])

_JSON = "application/json"
MOST_ROWS_A_SAMPLE = 500


@router.get("/generate/{job_id}/feedback", response_model=JobFeedback)
async def job_feedback(
    job_id: UUID,
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS_A_SAMPLE, description="Rows a sample.")] = 50,
) -> Response:
    """All that was said of a job's samples, the newest first."""
    user = await require_member(request)
    found = await viewing.job_feedback(core_of(request).database, user, job_id, limit)
    return Response(found, media_type=_JSON)


@router.get("/feedback", response_model=FeedbackPage)
async def list_feedback(
    user: SignedIn,
    session: StillReadSession,
    wanted: WantedFeedback,
    after: AfterCursor,
    page: PageNumber = 1,
    limit: PageLimit = 50,
) -> Response:
    """Feedback, newest first; filters combine."""
    text = await listing.page(session, user, wanted, number=page, limit=limit, after=after)
    return Response(text, media_type=_JSON)


@router.get("/feedback/export", response_class=StreamingResponse, responses=EXPORTED)
async def export_feedback(
    request: Request,
    user: SignedIn,
    core: CoreOf,
    wanted: WantedFeedback,
    format_: Annotated[ExportFormat, Query(alias="format")] = "csv",
) -> Response:
    """All that matches as a file, each row with what its sample was made of."""
    if format_ == "parquet":
        return await parquet_export(request, core.database, request.app.state.parquet, user, wanted)
    return await line_export(core.database, user, wanted, format_)


@router.get("/feedback/tags")
async def feedback_tags(
    _: SignedIn,
    session: StillReadSession,
    q: Annotated[Text, Query(max_length=64, description="Part of the tag or of its label.")] = "",
    limit: PageLimit = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Tags to skip.")] = 0,
) -> TagPage:
    """Tags to choose from, and how often each is used."""
    return await tags.page(session, q, limit=limit, offset=offset)


@router.get("/feedback/insights")
async def feedback_insights(
    user: SignedIn,
    session: StillReadSession,
    date_from: Annotated[Moment | None, Query(description="Given at or after.")] = None,
    date_to: Annotated[
        Moment | None, Query(description="Given at or before; a date includes its day.")
    ] = None,
    criterion: Criterion = "overall",
) -> Insights:
    """Ratings over time, by engine, tag and criterion, and how much of the music was heard and rated."""
    period = Period(beginning(date_from, "date_from"), end(date_to, "date_to"))
    return await figures.insights(session, user, period, criterion)


@router.get("/feedback/coverage")
async def feedback_coverage(
    user: SignedIn,
    session: StillReadSession,
    paging: Pages,
    state: CoverageState = "unheard",
    date_from: Annotated[Moment | None, Query(description="Made at or after.")] = None,
    date_to: Annotated[
        Moment | None, Query(description="Made at or before; a date includes its day.")
    ] = None,
) -> Page[UncoveredSample]:
    """Samples that nobody has heard, or rated, newest first."""
    period = Period(beginning(date_from, "date_from"), end(date_to, "date_to"))
    return await coverage.page(session, user, paging, state, period)
