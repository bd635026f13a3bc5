"""Every table with rows that are a person's, and what becomes of them when the person leaves.

A table that is missing here fails a test: nothing is kept from its owner, and nothing private stays behind.
"""

from __future__ import annotations

from typing import Final, cast

from sqlalchemy import Table

from reprise.core.accounts.departure.personal import Farewell, PersonalData, PersonalTable
from reprise.core.accounts.invites.models import Invite
from reprise.core.auth.models import ApiKey, User
from reprise.core.db import Base
from reprise.experts.directory.models import Expert
from reprise.interviews.feedback.models import InterviewFeedback, InterviewFeedbackQuote
from reprise.interviews.operations.models import Operation
from reprise.interviews.postings.models import JobPosting
from reprise.interviews.resumes.models import Resume
from reprise.interviews.sessions.models import InterviewSession, SessionMessage
from reprise.interviews.sharing.models import SessionShareLink
from reprise.interviews.thumbs.models import FeedbackThumb
from reprise.interviews.tracking import service as tracking
from reprise.songs.abtests.models import AbInvite, AbPair, AbPresentation, AbTest, AbVote, Rater
from reprise.songs.adapters.models import Adapter, AdapterChange, AdapterVersion
from reprise.songs.audio.models import AudioSample
from reprise.songs.experiments.models import Experiment
from reprise.songs.favorites.models import Favorite
from reprise.songs.feedback.models import Feedback
from reprise.songs.generation.models import GenerationJob
from reprise.songs.listening.models import Listen
from reprise.songs.prompts.models import Prompt
from reprise.songs.templates.models import PromptTemplate


def _private(
    model: type[Base],
    *,
    hidden: tuple[str, ...] = (),
    spared: str | None = None,
    farewell: Farewell | None = None,
) -> PersonalTable:
    table = cast(Table, model.__table__)
    return PersonalTable(table, hidden=frozenset(hidden), spared=spared, farewell=farewell)


def _shared(model: type[Base]) -> PersonalTable:
    return PersonalTable(cast(Table, model.__table__), stays=True)


def _part(model: type[Base], link: str, whole: PersonalTable) -> PersonalTable:
    return PersonalTable(cast(Table, model.__table__), link, through=whole, stays=whole.stays)


_account = PersonalTable(
    cast(Table, User.__table__), link="id", stays=True, hidden=frozenset({"password_hash", "token_version"})
)
_adapters = _shared(Adapter)
_ab_tests = _shared(AbTest)
_sessions = _private(InterviewSession)
# Stays under the id of whoever rated, as feedback does.
_raters = PersonalTable(
    cast(Table, Rater.__table__), link="user_id", stays=True, hidden=frozenset({"digest"})
)
# Which side was which is told by the reveal, and not before it.
_presentations = PersonalTable(
    cast(Table, AbPresentation.__table__),
    "rater_id",
    through=_raters,
    stays=True,
    hidden=frozenset({"pair_id", "a_is_left"}),
)
_feedbacks = _part(InterviewFeedback, "session_id", _sessions)

PERSONAL_DATA: Final[PersonalData] = (
    _account,
    _private(ApiKey, hidden=("digest",)),
    _private(Invite, hidden=("digest",)),
    _shared(Prompt),
    _shared(Experiment),
    _adapters,
    _part(AdapterVersion, "adapter_id", _adapters),
    _shared(AdapterChange),
    _shared(GenerationJob),
    _shared(AudioSample),
    # Stays under the id of whoever said it: two who left must not become one author.
    PersonalTable(cast(Table, Feedback.__table__), link="author_id", stays=True),
    _ab_tests,
    _part(AbPair, "ab_test_id", _ab_tests),
    PersonalTable(cast(Table, AbInvite.__table__), stays=True, hidden=frozenset({"digest"})),
    _raters,
    _presentations,
    _part(AbVote, "presentation_id", _presentations),
    _shared(Expert),
    _private(Favorite),
    _private(Listen),
    _private(PromptTemplate, spared="is_system"),
    _private(Resume),
    _private(JobPosting),
    _sessions,
    _private(SessionMessage),
    _private(Operation, farewell=tracking.tell_of_departure),
    _feedbacks,
    _part(InterviewFeedbackQuote, "feedback_id", _feedbacks),
    _private(FeedbackThumb),
    _private(SessionShareLink, hidden=("token_hash",)),
)

NOT_EXPORTED: Final = frozenset({"user_sessions", "password_resets", "idempotency_keys"})
"""Tables with an owner that hold digests and answers of the last day; they go with the account."""
