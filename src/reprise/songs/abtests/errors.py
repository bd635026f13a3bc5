"""What can be wrong with a blind test, or with what is asked of one."""

from __future__ import annotations

from reprise.core.errors import ConflictError, UnprocessableError


class SameVersionTwiceError(UnprocessableError):
    code = "SAME_VERSION_TWICE"


class TooManyPairsError(UnprocessableError):
    code = "TOO_MANY_PAIRS"


class AlreadyGeneratedError(ConflictError):
    code = "AB_TEST_ALREADY_GENERATED"


class NotGeneratedError(ConflictError):
    code = "AB_TEST_NOT_GENERATED"


class NotReadyError(ConflictError):
    code = "AB_TEST_NOT_READY"


class ClosedError(ConflictError):
    code = "AB_TEST_CLOSED"


class StillGeneratingError(ConflictError):
    code = "AB_TEST_GENERATING"


class NothingToRetryError(ConflictError):
    code = "NOTHING_TO_RETRY"


class NotDecidedError(ConflictError):
    code = "NOT_DECIDED"


class NothingToPromoteError(ConflictError):
    code = "NOTHING_TO_PROMOTE"
