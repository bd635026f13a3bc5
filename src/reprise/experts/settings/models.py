"""What an operator set."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from reprise.core.db import Base, JsonDocument, UtcDateTime, utcnow


class ExpertSetting(Base):
    """One setting that wins over the environment, by its name in `settings.fields`."""

    __tablename__ = "expert_settings"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Any] = mapped_column(JsonDocument)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)
