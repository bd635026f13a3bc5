"""Feedback as it will be stored, before anything is known of its samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import ordered_id
from reprise.songs.feedback.errors import (
    FeedbackEmptyError,
    PreferenceOfItselfError,
    RankingRepeatsError,
    TieOfOneError,
)
from reprise.songs.feedback.schemas import FeedbackAuthor, FeedbackCreate, FeedbackOut, FeedbackRanking
from reprise.songs.feedback.vocabulary import Criterion


@dataclass(frozen=True, slots=True)
class Draft:
    """One row; `audio_field` and `other_field` are where its samples were named in the request."""

    id: UUID
    created_at: datetime
    author_id: UUID
    audio_id: UUID
    rating: int | None
    rating_criterion: Criterion
    preferred_over: UUID | None
    tie: bool
    tags: list[str] | None
    notes: str | None
    audio_field: str = "audio_id"
    other_field: str = "preferred_over"


def of_one(user: CurrentUser, given: FeedbackCreate, place: str = "") -> Draft:
    """`place` is where it stands in the request, with a dot at its end.

    Raises:
        FeedbackEmptyError, PreferenceOfItselfError, TieOfOneError: it cannot be meant.
    """
    tags = list(dict.fromkeys(given.tags)) or None
    notes = given.notes or None
    if given.tie and given.preferred_over is None:
        raise TieOfOneError("A tie is of two samples: name the other one.", field=f"{place}tie")
    if given.rating is None and given.preferred_over is None and tags is None and notes is None:
        raise FeedbackEmptyError(
            "Say something: a rating, a preference, tags or notes.", field=place.rstrip(".") or "rating"
        )
    if given.preferred_over == given.audio_id:
        raise PreferenceOfItselfError(
            "A sample cannot be preferred over itself.", field=f"{place}preferred_over"
        )
    identity, now = ordered_id()
    return Draft(
        id=identity,
        created_at=now,
        author_id=user.id,
        audio_id=given.audio_id,
        rating=given.rating,
        rating_criterion=given.rating_criterion,
        preferred_over=given.preferred_over,
        tie=given.tie,
        tags=tags,
        notes=notes,
        audio_field=f"{place}audio_id",
        other_field=f"{place}preferred_over",
    )


def of_ranking(user: CurrentUser, ranking: FeedbackRanking) -> list[Draft]:
    """A preference for each pair, the better sample first; a tie for each pair in one bracket.

    Raises:
        RankingRepeatsError: a sample is there twice.
    """
    ranked = [
        (audio_id, bracket, f"order.{bracket}.{place}")
        for bracket, audio_ids in enumerate(ranking.order)
        for place, audio_id in enumerate(audio_ids)
    ]
    seen: set[UUID] = set()
    for audio_id, _, field in ranked:
        if audio_id in seen:
            raise RankingRepeatsError(f"The sample {audio_id} is ranked twice.", field=field)
        seen.add(audio_id)
    drafts = []
    for (audio_id, bracket, field), (other_id, other_bracket, other_field) in combinations(ranked, 2):
        identity, now = ordered_id()
        drafts.append(
            Draft(
                id=identity,
                created_at=now,
                author_id=user.id,
                audio_id=audio_id,
                rating=None,
                rating_criterion=ranking.rating_criterion,
                preferred_over=other_id,
                tie=bracket == other_bracket,
                tags=None,
                notes=None,
                audio_field=field,
                other_field=other_field,
            )
        )
    return drafts


def as_answers(user: CurrentUser, drafts: Sequence[Draft]) -> list[FeedbackOut]:
    """What is answered once they are stored; within a request a later one may outdo an earlier one."""
    author = FeedbackAuthor(id=user.id, name=user.name)
    answers = []
    outdone: set[Any] = set()
    for draft in reversed(drafts):
        keys = _keys(draft)
        answers.append(
            FeedbackOut(
                id=draft.id,
                audio_id=draft.audio_id,
                rating=draft.rating,
                rating_criterion=draft.rating_criterion,
                preferred_over=draft.preferred_over,
                tie=draft.tie,
                tags=draft.tags or [],
                notes=draft.notes,
                author=author,
                created_at=draft.created_at,
                effective=not keys <= outdone,
            )
        )
        outdone |= keys
    return answers[::-1]


def _keys(draft: Draft) -> set[Any]:
    """The keys of its values, as `reprise.songs.feedback.effective` has them, within one author."""
    keys: set[Any] = set()
    if draft.rating is not None:
        keys.add(("rating", draft.audio_id, draft.rating_criterion))
    if draft.preferred_over is not None:
        keys.add(("preference", frozenset({draft.audio_id, draft.preferred_over}), draft.rating_criterion))
    if draft.tags is not None:
        keys.add(("tags", draft.audio_id))
    if draft.notes is not None:
        keys.add(("notes", draft.audio_id))
    return keys
