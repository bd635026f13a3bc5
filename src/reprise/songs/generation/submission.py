"""From a request to a job: every rule that can be checked before any work is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.errors import not_found
from reprise.songs.adapters import repository as adapters
from reprise.songs.engines.protocol import Engine, EngineSpec
from reprise.songs.experiments import service as experiments
from reprise.songs.generation.errors import (
    AdapterIncompatibleError,
    AdapterUnusableError,
    DurationBelowLimitError,
    DurationExceedsLimitError,
    EngineUnavailableError,
    ParameterOutOfRangeError,
    UnknownEngineError,
    UnknownParameterError,
)


@dataclass(frozen=True, slots=True)
class PinnedAdapter:
    """An adapter at the version that was active when the job was submitted."""

    adapter_id: UUID
    version_id: UUID


def choose_engine(engines: Mapping[str, Engine], name: str | None) -> Engine:
    """
    Raises:
        UnknownEngineError: no engine of this name is configured.
        EngineUnavailableError: it lacks what it needs on this machine.
    """
    chosen = next(iter(engines)) if name is None else name
    if chosen not in engines:
        raise UnknownEngineError(
            f"There is no engine {chosen!r}; configured are: {', '.join(engines)}.", field="engine"
        )
    engine = engines[chosen]
    availability = engine.availability()
    if not availability.available:
        raise EngineUnavailableError(f"{chosen} cannot run here: {availability.reason}", field="engine")
    return engine


def check_duration(spec: EngineSpec, duration: float | None) -> float:
    """Seconds of each sample: as asked, or the engine's default.

    Raises:
        DurationExceedsLimitError, DurationBelowLimitError: outside what the engine can do.
    """
    if duration is None:
        return spec.default_duration
    if duration > spec.max_duration:
        raise DurationExceedsLimitError(
            f"{spec.name} makes at most {spec.max_duration:g} seconds; {duration:g} were asked for.",
            field="duration",
        )
    if duration < spec.min_duration:
        raise DurationBelowLimitError(
            f"{spec.name} makes at least {spec.min_duration:g} seconds; {duration:g} were asked for.",
            field="duration",
        )
    return duration


def check_parameters(spec: EngineSpec, parameters: Mapping[str, float]) -> None:
    """
    Raises:
        UnknownParameterError, ParameterOutOfRangeError: named in `field`.
    """
    known = {parameter.name: parameter for parameter in spec.parameters}
    for name, value in parameters.items():
        field = f"parameters.{name}"
        if name not in known:
            raise UnknownParameterError(
                f"{spec.name} has no parameter {name!r}; it has: {', '.join(known) or 'none'}.", field=field
            )
        low, high = known[name].minimum, known[name].maximum
        if not low <= value <= high:
            raise ParameterOutOfRangeError(
                f"{name} lies between {low:g} and {high:g}; {value:g} was asked for.", field=field
            )


async def pin_adapter(
    session: AsyncSession, user: CurrentUser, adapter_id: UUID | None, spec: EngineSpec
) -> PinnedAdapter | None:
    """
    Raises:
        NotFoundError: no such adapter.
        AdapterIncompatibleError: it belongs to another engine.
        AdapterUnusableError: it was deleted, or has no active version.
    """
    if adapter_id is None:
        return None
    adapter = await adapters.get(session, user, adapter_id)
    if adapter is None:
        raise not_found("adapter", adapter_id, field="adapter_id")
    if adapter.engine != spec.name:
        raise AdapterIncompatibleError(
            f"The adapter {adapter.name!r} is for {adapter.engine}, not for {spec.name}.", field="adapter_id"
        )
    version = await adapters.active_version(session, adapter_id)
    if adapter.deleted_at is not None or version is None:
        reason = "was deleted" if adapter.deleted_at is not None else "has no active version"
        raise AdapterUnusableError(f"The adapter {adapter.name!r} {reason}.", field="adapter_id")
    return PinnedAdapter(adapter.id, version.id)


async def check_experiment(session: AsyncSession, user: CurrentUser, experiment_id: UUID | None) -> None:
    """
    Raises:
        NotFoundError: no such experiment.
        ExperimentArchivedError: it takes no more jobs.
    """
    if experiment_id is not None:
        await experiments.require_open(session, user, experiment_id)
