"""What belongs to a person, table by table; the apps' tables are listed in `reprise.personal_data`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncSession

Farewell = Callable[[AsyncSession, UUID], Awaitable[None]]
"""Tells whoever follows a person's rows that they go, in the transaction that deletes them."""


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """Rows that are a person's, by `link` or through the row of another table that `link` points at.

    What `stays` belongs to the installation and passes to its own row when the person leaves; the rest is
    deleted. Rows whose column `spared` is true are nobody's. Columns that are `hidden` are not exported.
    """

    table: Table
    link: str = "owner_id"
    through: PersonalTable | None = None
    stays: bool = False
    spared: str | None = None
    hidden: frozenset[str] = frozenset()
    farewell: Farewell | None = None


PersonalData = Sequence[PersonalTable]
"""Everything that is anybody's; what others point at comes first."""
