"""From a request to a job: every rule that can be checked before any work is done."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.songs.engines.parameters import named_engine
from reprise.songs.engines.protocol import Engine, EngineSpec
from reprise.songs.experiments import service as experiments
from reprise.songs.generation.errors import (
    DurationBelowLimitError,
    DurationExceedsLimitError,
    EngineUnavailableError,
)


def choose_engine(engines: Mapping[str, Engine], name: str | None) -> Engine:
    """
    Raises:
        UnknownEngineError: no engine of this name is configured.
        EngineUnavailableError: it lacks what it needs on this machine.
    """
    engine = named_engine(engines, next(iter(engines)) if name is None else name)
    availability = engine.availability()
    if not availability.available:
        raise EngineUnavailableError(
            f"{engine.spec.name} cannot run here: {availability.reason}", field="engine"
        )
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


async def check_experiment(session: AsyncSession, user: CurrentUser, experiment_id: UUID | None) -> None:
    """
    Raises:
        NotFoundError: no such experiment.
        ExperimentArchivedError: it takes no more jobs.
    """
    if experiment_id is not None:
        await experiments.require_open(session, user, experiment_id)
