"""Imports every room that has tables, so that `metadata` is complete."""

from reprise.core.accounts.invites import models as _invites
from reprise.core.accounts.passwords import models as _passwords
from reprise.core.auth import models as _auth
from reprise.core.db import Base
from reprise.core.events import models as _events
from reprise.core.idempotency import models as _idempotency
from reprise.core.limits import models as _limits
from reprise.core.operations import models as _operations
from reprise.experts.access import models as _access
from reprise.experts.analytics.gaps import models as _gaps
from reprise.experts.boosts import models as _boosts
from reprise.experts.chat import models as _chat
from reprise.experts.directory import models as _directory
from reprise.experts.retrieval import models as _retrieval
from reprise.experts.settings import models as _expert_settings
from reprise.experts.votes import models as _votes
from reprise.interviews.feedback import models as _interview_feedback
from reprise.interviews.operations import models as _interview_operations
from reprise.interviews.postings import models as _postings
from reprise.interviews.resumes import models as _resumes
from reprise.interviews.sessions import models as _interview_sessions
from reprise.interviews.sharing import models as _sharing
from reprise.interviews.thumbs import models as _thumbs
from reprise.songs.abtests import models as _abtests
from reprise.songs.adapters import models as _adapters
from reprise.songs.audio import models as _audio
from reprise.songs.experiments import models as _experiments
from reprise.songs.favorites import models as _favorites
from reprise.songs.feedback import models as _feedback
from reprise.songs.generation import models as _generation
from reprise.songs.listening import models as _listening
from reprise.songs.prompts import models as _prompts
from reprise.songs.templates import models as _templates

ROOMS = (
    _auth,
    _invites,
    _passwords,
    _events,
    _idempotency,
    _limits,
    _operations,
    _access,
    _gaps,
    _boosts,
    _chat,
    _directory,
    _retrieval,
    _expert_settings,
    _votes,
    _interview_feedback,
    _interview_operations,
    _postings,
    _resumes,
    _interview_sessions,
    _sharing,
    _thumbs,
    _abtests,
    _adapters,
    _audio,
    _experiments,
    _favorites,
    _feedback,
    _generation,
    _listening,
    _prompts,
    _templates,
)
metadata = Base.metadata
