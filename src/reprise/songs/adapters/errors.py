"""What can be wrong with an adapter, or with its use."""

from __future__ import annotations

from reprise.core.errors import BadRequestError, ConflictError


class AdapterNameTakenError(ConflictError):
    code = "ADAPTER_NAME_TAKEN"


class AdapterDeletedError(ConflictError):
    code = "ADAPTER_DELETED"


class AdapterUnusableError(ConflictError):
    code = "ADAPTER_UNUSABLE"


class AdapterIncompatibleError(BadRequestError):
    code = "ADAPTER_INCOMPATIBLE"
