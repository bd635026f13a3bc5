"""Searches, and what came of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import iso
from reprise.core.errors import not_found
from reprise.core.paging import Page, Paging
from reprise.experts.analytics.searches import read_repository
from reprise.experts.analytics.searches.filters import SearchFilter
from reprise.experts.analytics.searches.schemas import (
    CastVote,
    ClickOut,
    LeadRef,
    Said,
    SearchDetail,
    SearchOut,
    ShownExpert,
)
from reprise.experts.chat.models import Conversation


async def listing(session: AsyncSession, wanted: SearchFilter, paging: Paging) -> Page[SearchOut]:
    rows, cursor, total, capped = await read_repository.page(session, wanted, paging)
    return Page(
        items=await _described(session, rows),
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


@dataclass(frozen=True, slots=True)
class ExportedSearch:
    """One line of a file; `experts` are names, the vote is the one that counts."""

    id: UUID
    created_at: str
    query: str
    response_type: str
    top_match_score: float
    experts: str
    vote: str | None
    reasons: str | None
    comment: str | None
    email: str | None
    answered_by: str


async def exported(
    session: AsyncSession, wanted: SearchFilter, paging: Paging
) -> tuple[list[ExportedSearch], str | None]:
    rows, cursor = await read_repository.batch(session, wanted, paging)
    votes = await read_repository.counting_votes(session, [row.id for row in rows])
    return [_exported(row, votes.get(row.id)) for row in rows], cursor


def _exported(row: Row[*tuple[Any, ...]], vote: Row[*tuple[Any, ...]] | None) -> ExportedSearch:
    return ExportedSearch(
        id=row.id,
        created_at=iso(row.created_at),
        query=row.query,
        response_type=row.response_type,
        top_match_score=row.top_match_score,
        experts="; ".join(card["name"] for card in row.experts),
        vote=None if vote is None else vote.vote,
        reasons=None if vote is None else "; ".join(vote.reasons),
        comment=None if vote is None else vote.comment,
        email=row.email,
        answered_by=row.answered_by,
    )


async def _described(session: AsyncSession, rows: read_repository.Rows) -> list[SearchOut]:
    votes = await read_repository.counting_votes(session, [row.id for row in rows])
    return [_line(row, votes[row.id].vote if row.id in votes else None) for row in rows]


def _line(row: Row[*tuple[Any, ...]], vote: str | None) -> SearchOut:
    return SearchOut(
        id=row.id,
        created_at=row.created_at,
        query=row.query,
        response_type=row.response_type,
        top_match_score=row.top_match_score,
        experts=len(row.experts),
        vote=vote,
        email=row.email,
        answered_by=row.answered_by,
    )


async def detail(session: AsyncSession, user: CurrentUser, conversation_id: UUID) -> SearchDetail:
    """
    Raises:
        NotFoundError: there is no such search.
    """
    found = await read_repository.get(session, conversation_id)
    if found is None:
        raise not_found("search", conversation_id)
    lead = await read_repository.lead(session, found)
    votes = await read_repository.votes(session, conversation_id)
    clicks = await read_repository.clicks(session, conversation_id)
    return SearchDetail(
        id=found.id,
        created_at=found.created_at,
        query=found.query,
        history=[Said.model_validate(said) for said in found.history],
        response_type=found.response_type,
        narrative=found.narrative,
        experts=await _shown(session, found),
        top_match_score=found.top_match_score,
        retrieval_settings=found.retrieval_settings,
        answered_by=found.answered_by,
        email=found.email,
        votes=[_vote(row[0], row.counts) for row in votes],
        clicks=[ClickOut.model_validate(click) for click in clicks],
        lead=None if lead is None else LeadRef.model_validate(lead),
        can_delete=user.role == "admin",
    )


async def _shown(session: AsyncSession, found: Conversation) -> list[ShownExpert]:
    there = await read_repository.existing(session, [UUID(card["id"]) for card in found.experts])
    return [ShownExpert(**card, exists=UUID(card["id"]) in there) for card in found.experts]


def _vote(vote: Any, counts: bool) -> CastVote:
    return CastVote(
        id=vote.id,
        created_at=vote.created_at,
        vote=vote.vote,
        reasons=vote.reasons,
        comment=vote.comment,
        expert_ids=vote.expert_ids,
        email=vote.email,
        counts=counts,
    )
