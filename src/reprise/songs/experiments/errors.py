"""What can be wrong with the use of an experiment."""

from __future__ import annotations

from reprise.core.errors import ConflictError


class ExperimentArchivedError(ConflictError):
    code = "EXPERIMENT_ARCHIVED"
