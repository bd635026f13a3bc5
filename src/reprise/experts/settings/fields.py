"""Which settings an operator may change, and the setting of the installation behind each."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from annotated_types import Ge, Le
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from reprise.core.settings import Settings

Kind = Literal["boolean", "integer", "number"]

BEHIND: Final = {
    "match_threshold": "chat_match",
    "match_cosine": "chat_match_cosine",
    "experts_shown": "chat_experts",
    "weak_match": "chat_weak_match",
    "learning": "chat_learning",
    "learning_votes": "chat_learning_votes",
    "learning_bound": "chat_learning_bound",
    "retention_days": "chat_retention_days",
    "lead_retention_days": "chat_lead_retention_days",
}
"""Names here and in `core.settings`, in the order in which they are shown."""

_KINDS: Final[dict[Any, Kind]] = {bool: "boolean", int: "integer", float: "number"}


def field_of(name: str) -> FieldInfo:
    return Settings.model_fields[BEHIND[name]]


def kind_of(name: str) -> Kind:
    return _KINDS[field_of(name).annotation]


def bounds_of(name: str) -> tuple[float | None, float | None]:
    """The least and the greatest value."""
    least = greatest = None
    for bound in field_of(name).metadata:
        if isinstance(bound, Ge):
            least = bound.ge
        elif isinstance(bound, Le):
            greatest = bound.le
    return least, greatest  # type: ignore[return-value]  # bounds are typed as whatever can be compared


def type_of(name: str) -> Any:
    """The type of the setting with its range."""
    field = field_of(name)
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def fitting(name: str, value: Any) -> Any | None:
    """The value as it is now allowed; None for what an older version stored and this one refuses."""
    try:
        return TypeAdapter(type_of(name)).validate_python(value)
    except ValidationError:
        return None
