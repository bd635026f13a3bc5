"""HTTP of job postings."""

from __future__ import annotations

from uuid import UUID

from fastapi import Response

from reprise.core.auth.dependencies import Member
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import Pages
from reprise.core.idempotency.routing import UNKEPT_ANSWER, Router
from reprise.core.paging import Page
from reprise.interviews.postings import service
from reprise.interviews.postings.schemas import PostingCreate, PostingOut, PostingUpdate

router = Router(tags=["job postings"])


@router.get("/job-postings")
async def list_postings(user: Member, session: ReadSession, paging: Pages) -> Page[PostingOut]:
    """One's own postings, newest first."""
    return await service.listing(session, user, paging)


@router.post("/job-postings", status_code=201, openapi_extra=UNKEPT_ANSWER)
async def create_posting(
    payload: PostingCreate, user: Member, session: WriteSession, response: Response
) -> PostingOut:
    """Keep a posting to practise for."""
    posting = await service.create(session, user, payload)
    response.headers["Location"] = f"/api/v1/job-postings/{posting.id}"
    return posting


@router.get("/job-postings/{posting_id}")
async def get_posting(posting_id: UUID, user: Member, session: ReadSession) -> PostingOut:
    """One posting."""
    return PostingOut.model_validate(await service.find(session, user, posting_id))


@router.put("/job-postings/{posting_id}", openapi_extra=UNKEPT_ANSWER)
async def replace_posting(
    posting_id: UUID, payload: PostingCreate, user: Member, session: WriteSession
) -> PostingOut:
    """Write a posting anew; sessions that began before keep it as it was."""
    return await service.change(session, user, posting_id, payload.model_dump())


@router.patch("/job-postings/{posting_id}", openapi_extra=UNKEPT_ANSWER)
async def change_posting(
    posting_id: UUID, payload: PostingUpdate, user: Member, session: WriteSession
) -> PostingOut:
    """Change a posting; sessions that began before keep it as it was."""
    return await service.change(session, user, posting_id, payload.model_dump(exclude_unset=True))


@router.delete("/job-postings/{posting_id}", status_code=204, response_class=Response)
async def delete_posting(posting_id: UUID, user: Member, session: WriteSession) -> None:
    """Delete a posting; its sessions stay."""
    await service.delete(session, user, posting_id)
