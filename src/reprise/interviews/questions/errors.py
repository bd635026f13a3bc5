"""Why there is no next question, or nothing to answer."""

from __future__ import annotations

from reprise.core.errors import ConflictError


class QuestionOpenError(ConflictError):
    code = "QUESTION_OPEN"


class NoOpenQuestionError(ConflictError):
    code = "NO_OPEN_QUESTION"


class QuestionLimitReachedError(ConflictError):
    code = "QUESTION_LIMIT_REACHED"


class TimeIsUpError(ConflictError):
    code = "TIME_IS_UP"
