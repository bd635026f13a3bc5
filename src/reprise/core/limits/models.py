"""How much of each allowance is used up."""

from __future__ import annotations

from sqlalchemy import Float, String
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base


class Allowance(Base):
    """`free_at`: seconds since 1970, by the database's clock, when nothing of the allowance is used any more.

    A row in the past means the same as no row, so rows are bounded by what was tried lately.
    """

    __tablename__ = "allowances"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    free_at: Mapped[float] = mapped_column(Float(53), index=True)
