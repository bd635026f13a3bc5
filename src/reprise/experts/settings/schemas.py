"""Settings as they come in and go out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, Strict, create_model

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Payload
from reprise.experts.settings.fields import BEHIND, Kind, field_of, type_of

Source = Literal["database", "environment", "default"]


class ExpertSettingOut(Answer):
    """`inherited` is what is in force once the setting is reset; a range that is null is open."""

    name: str
    value: bool | int | float
    source: Source
    inherited: bool | int | float
    inherited_source: Literal["environment", "default"]
    environment: str = Field(description="The variable that sets it for the whole installation.")
    kind: Kind
    minimum: float | None
    maximum: float | None
    description: str
    updated_at: UtcTime | None = Field(description="When it was set here.")


class ExpertSettingsOut(Answer):
    items: list[ExpertSettingOut]
    can_edit: bool


def _change_of(name: str) -> Any:
    described = Field(None, description=field_of(name).description)
    return (Annotated[type_of(name), Strict()] | None, described)


class _Changes(Payload):
    """What is left out stays; null goes back to what the environment says."""


ExpertSettingsUpdate: type[Payload] = create_model(
    "ExpertSettingsUpdate",
    __base__=_Changes,
    __doc__=_Changes.__doc__,
    **{name: _change_of(name) for name in BEHIND},
)
"""A field for each setting, with the range that the setting of the installation has."""
