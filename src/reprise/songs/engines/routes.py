"""Which engines there are and what can be asked of them."""

from __future__ import annotations

from pydantic import Field

from reprise.core.auth.dependencies import SignedIn
from reprise.core.idempotency.routing import Router
from reprise.core.schema import Answer
from reprise.songs.engines.dependency import Engines
from reprise.songs.engines.protocol import Engine, Export

router = Router(tags=["engines"])


class ParameterOut(Answer):
    name: str
    description: str
    minimum: float
    maximum: float
    default: float
    group: str = Field(description="Those of one group are shown together under its name.")


class EngineOut(Answer):
    """Durations are in seconds, the sample rate in Hz."""

    name: str
    version: str
    description: str
    min_duration: float
    max_duration: float
    default_duration: float
    sample_rate: int
    channels: int
    licence_notice: str
    available: bool
    reason: str
    is_default: bool
    exports: list[Export] = Field(description="What a sample can be downloaded as besides audio.")
    parameters: list[ParameterOut]


class EngineList(Answer):
    items: list[EngineOut]


@router.get("/engines")
async def list_engines(_: SignedIn, engines: Engines) -> EngineList:
    """All configured engines, the default first."""
    items = [_describe(engine, is_default=not index) for index, engine in enumerate(engines.values())]
    return EngineList(items=items)


def _describe(engine: Engine, *, is_default: bool) -> EngineOut:
    spec, availability = engine.spec, engine.availability()
    return EngineOut(
        name=spec.name,
        version=spec.version,
        description=spec.description,
        min_duration=spec.min_duration,
        max_duration=spec.max_duration,
        default_duration=spec.default_duration,
        sample_rate=spec.sample_rate,
        channels=spec.channels,
        licence_notice=spec.licence_notice,
        available=availability.available,
        reason=availability.reason,
        is_default=is_default,
        exports=list(spec.exports),
        parameters=[ParameterOut.model_validate(parameter) for parameter in spec.parameters],
    )
