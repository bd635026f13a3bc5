"""What can be wrong with what an engine is asked for."""

from __future__ import annotations

from reprise.core.errors import UnprocessableError


class UnknownEngineError(UnprocessableError):
    code = "UNKNOWN_ENGINE"


class UnknownParameterError(UnprocessableError):
    code = "UNKNOWN_PARAMETER"


class ParameterOutOfRangeError(UnprocessableError):
    code = "PARAMETER_OUT_OF_RANGE"
