"""What can be wrong with a download."""

from __future__ import annotations

from reprise.core.errors import AppError, ConflictError


class JobHasNoSamplesError(ConflictError):
    code = "JOB_HAS_NO_SAMPLES"


class TranscodingFailedError(AppError):
    """The master could not be converted: its file is damaged, or this machine lacks the encoder."""

    status, code = 500, "TRANSCODING_FAILED"
