"""An engine by its name, and the numbers that it takes."""

from __future__ import annotations

from collections.abc import Mapping

from reprise.songs.engines.errors import ParameterOutOfRangeError, UnknownEngineError, UnknownParameterError
from reprise.songs.engines.protocol import Engine, EngineSpec


def named_engine(engines: Mapping[str, Engine], name: str) -> Engine:
    """
    Raises:
        UnknownEngineError: no engine of this name is configured.
    """
    if name not in engines:
        raise UnknownEngineError(
            f"There is no engine {name!r}; configured are: {', '.join(engines)}.", field="engine"
        )
    return engines[name]


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
