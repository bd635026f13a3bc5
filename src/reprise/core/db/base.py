"""The declarative base of all tables."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Constraint names are fixed so that migrations can name what they change on both databases.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class Identified:
    """A random UUID as the primary key, made before the insert so that nothing has to be read back."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


class Owned:
    """Who made the row; every table that belongs to somebody has it from its first migration."""

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)


__all__ = ["NAMING_CONVENTION", "Base", "Identified", "Owned"]
