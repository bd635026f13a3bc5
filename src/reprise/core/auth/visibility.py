"""What a person may see, as a condition of SQL: the rest does not exist for them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, true

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import Role
from reprise.core.db import Owned
from reprise.core.errors import ForbiddenError


def visible_to_installation(user: CurrentUser) -> ColumnElement[bool]:
    """Songs and Experts belong to the installation: members see all of it, raters nothing."""
    return visible_to_role(user.role)


def visible_to_role(role: Role) -> ColumnElement[bool]:
    """The same, for statements that are made once and kept: it depends on nothing else of a person."""
    return false() if role == "rater" else true()


def require_change(user: CurrentUser, row: Owned, what: str) -> None:
    """Members edit their own, admins all.

    Raises:
        ForbiddenError: the row may be seen but not changed.
    """
    if user.role != "admin" and row.owner_id != user.id:
        raise ForbiddenError(f"Only its owner or an admin may change this {what}.")
