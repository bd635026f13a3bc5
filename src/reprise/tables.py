"""Imports every room that has tables, so that `metadata` is complete."""

from reprise.core.auth import models as _auth
from reprise.core.db import Base
from reprise.core.events import models as _events
from reprise.core.operations import models as _operations
from reprise.songs.adapters import models as _adapters
from reprise.songs.audio import models as _audio
from reprise.songs.experiments import models as _experiments
from reprise.songs.favorites import models as _favorites
from reprise.songs.generation import models as _generation
from reprise.songs.prompts import models as _prompts
from reprise.songs.templates import models as _templates

ROOMS = (
    _auth,
    _events,
    _operations,
    _adapters,
    _audio,
    _experiments,
    _favorites,
    _generation,
    _prompts,
    _templates,
)
metadata = Base.metadata
