"""Decisions about giving feedback and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.core.db import after_commit
from reprise.core.db.many_rows import Inserts
from reprise.core.db.prepared import Question, Rows
from reprise.core.errors import AppError, ForbiddenError, not_found
from reprise.core.events import repository as event_log
from reprise.core.idempotency.claims import Answer, Claim
from reprise.core.idempotency.grouped import Asked, WriteOnce, inserted_once, submit_once
from reprise.songs.feedback import events, repository
from reprise.songs.feedback.drafts import Draft
from reprise.songs.feedback.errors import PreferenceAcrossPromptsError
from reprise.songs.feedback.repository import Judged

_JSON: Final = {"content-type": "application/json"}


async def store(core: Core, drafts: Sequence[Draft], made: BaseModel, claim: Claim | None) -> Answer:
    """All of the drafts, together with what others store at this moment; `made` is what is answered then.

    Raises:
        NotFoundError: a sample is not there.
        PreferenceAcrossPromptsError: two samples are not of one prompt.
    """
    answer = Answer(201, made.model_dump_json().encode(), _JSON)
    return await submit_once(core.groups, _WRITE, Asked(drafts, answer, claim, rows=len(drafts)))


def _look(requests: Sequence[Sequence[Draft]]) -> Sequence[Question]:
    return [repository.asking({audio_id for drafts in requests for audio_id in _samples(drafts)})]


def _samples(drafts: Sequence[Draft]) -> Sequence[UUID]:
    return [audio_id for draft in drafts for audio_id in _named(draft)]


def _decide(
    answers: Sequence[Rows], inserts: Inserts, requests: Sequence[Sequence[Draft]]
) -> Sequence[AppError | None]:
    samples = repository.samples(*answers)
    refusals = [_refusal(drafts, samples) for drafts in requests]
    accepted = [
        draft
        for drafts, refusal in zip(requests, refusals, strict=True)
        if refusal is None
        for draft in drafts
    ]
    repository.add(inserts, accepted)
    news = [
        events.changed(samples[draft.audio_id].job_id, draft.audio_id, draft.id, "given")
        for draft in accepted
    ]
    event_log.append_with(inserts, events.TOPIC, news)
    return refusals


_WRITE: Final[WriteOnce[Sequence[Draft]]] = inserted_once(_look, _decide, _samples)


def _named(draft: Draft) -> tuple[UUID, ...]:
    return (draft.audio_id,) if draft.preferred_over is None else (draft.audio_id, draft.preferred_over)


def _refusal(drafts: Sequence[Draft], samples: Mapping[UUID, Judged]) -> AppError | None:
    for draft in drafts:
        sample = samples.get(draft.audio_id)
        if sample is None:
            return not_found("audio sample", draft.audio_id, field=draft.audio_field)
        if draft.preferred_over is None:
            continue
        other = samples.get(draft.preferred_over)
        if other is None:
            return not_found("audio sample", draft.preferred_over, field=draft.other_field)
        if other.prompt_id != sample.prompt_id:
            return PreferenceAcrossPromptsError(
                f"The samples {draft.audio_id} and {draft.preferred_over} are not of the same prompt.",
                field=draft.other_field,
            )
    return None


async def delete(core: Core, session: AsyncSession, user: CurrentUser, feedback_id: UUID) -> None:
    """
    Raises:
        NotFoundError: there is no such feedback, or the user may not see it.
        ForbiddenError: it is somebody else's.
    """
    found = await repository.get(session, user, feedback_id)
    if found is None:
        raise not_found("feedback", feedback_id)
    feedback, job_id = found
    if user.role != "admin" and feedback.author_id != user.id:
        raise ForbiddenError("Only its author or an admin may delete this feedback.")
    if not await repository.remove(session, feedback_id):
        raise not_found("feedback", feedback_id)
    news = events.changed(job_id, feedback.audio_id, feedback_id, "deleted")
    await event_log.append_many(session, events.TOPIC, [news])

    async def wake() -> None:
        core.events.wake()

    after_commit(session, wake)
