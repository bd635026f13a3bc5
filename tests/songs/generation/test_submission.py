"""Rules of a request that need no database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.engines import PacedEngine

from reprise.songs.engines.errors import ParameterOutOfRangeError, UnknownEngineError, UnknownParameterError
from reprise.songs.engines.parameters import check_parameters
from reprise.songs.engines.protocol import Availability, Engine, Parameter
from reprise.songs.generation import submission
from reprise.songs.generation.errors import (
    DurationBelowLimitError,
    DurationExceedsLimitError,
    EngineUnavailableError,
)

SPEC = replace(
    PacedEngine.spec, parameters=(Parameter("tempo", "Faster or slower.", -1, 1, 0),), max_duration=60
)


class AbsentEngine(PacedEngine):
    """Like an engine whose model was never downloaded."""

    spec = replace(PacedEngine.spec, name="absent")

    def availability(self) -> Availability:
        return Availability(False, "the model is missing; run `reprise fetch`")


ENGINES: dict[str, Engine] = {"paced": PacedEngine(), "absent": AbsentEngine()}


def test_the_first_engine_is_the_default() -> None:
    assert submission.choose_engine(ENGINES, None).spec.name == "paced"
    assert submission.choose_engine({"absent": PacedEngine()}, None).spec.name == "paced"


def test_an_unknown_engine_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownEngineError, match=r"'orchestra'.*paced, absent"):
        submission.choose_engine(ENGINES, "orchestra")


def test_an_engine_that_lacks_something_says_what() -> None:
    with pytest.raises(EngineUnavailableError, match="reprise fetch"):
        submission.choose_engine(ENGINES, "absent")


@pytest.mark.parametrize(("asked", "given"), [(None, 1), (0.5, 0.5), (60, 60)])
def test_a_duration_within_the_limits_stays(asked: float | None, given: float) -> None:
    assert submission.check_duration(SPEC, asked) == given


def test_a_duration_outside_names_the_limit() -> None:
    with pytest.raises(DurationExceedsLimitError, match=r"at most 60 seconds; 60\.5"):
        submission.check_duration(SPEC, 60.5)
    with pytest.raises(DurationBelowLimitError, match=r"at least 0\.5 seconds"):
        submission.check_duration(SPEC, 0.4)


def test_parameters_are_known_and_in_range() -> None:
    check_parameters(SPEC, {})
    check_parameters(SPEC, {"tempo": -1})
    with pytest.raises(UnknownParameterError, match=r"'swing'.*tempo") as unknown:
        check_parameters(SPEC, {"swing": 0})
    assert unknown.value.field == "parameters.swing"
    with pytest.raises(ParameterOutOfRangeError, match=r"between -1 and 1; 1\.5"):
        check_parameters(SPEC, {"tempo": 1.5})
