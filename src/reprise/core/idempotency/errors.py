"""What can be wrong with a key."""

from __future__ import annotations

from reprise.core.errors import ConflictError


class KeyReusedError(ConflictError):
    code = "IDEMPOTENCY_KEY_REUSED"


class KeyInUseError(ConflictError):
    code = "IDEMPOTENCY_KEY_IN_USE"


class AnswerNotKeptError(ConflictError):
    code = "IDEMPOTENCY_ANSWER_NOT_KEPT"
