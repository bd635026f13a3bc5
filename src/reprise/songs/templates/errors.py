"""What can be wrong with a change of a template."""

from __future__ import annotations

from reprise.core.errors import ConflictError, ForbiddenError


class TemplateNameTakenError(ConflictError):
    code = "TEMPLATE_NAME_TAKEN"


class TemplateReadOnlyError(ForbiddenError):
    code = "TEMPLATE_READ_ONLY"
