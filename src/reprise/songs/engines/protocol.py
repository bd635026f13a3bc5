"""What an engine is: the one protocol between Reprise and whatever turns a prompt into audio."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a user may set on an engine, inside closed bounds.

    Those of one `group` are shown together under its name; an empty one is none.
    """

    name: str
    description: str
    minimum: float
    maximum: float
    default: float
    group: str = ""


Export = Literal["midi", "stems"]
"""What an engine may give besides audio: its notes, its parts."""


@dataclass(frozen=True, slots=True)
class EngineSpec:
    """What can be said of an engine without loading it. Durations are seconds, the rate is Hz.

    An engine that names `exports` has the method of each of them: see Scoring and Multitrack.
    """

    name: str
    version: str
    description: str
    min_duration: float
    max_duration: float
    default_duration: float
    sample_rate: int
    channels: int
    licence_notice: str
    parameters: tuple[Parameter, ...] = ()
    exports: tuple[Export, ...] = ()


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether this machine has what an engine needs; `reason` says what is missing and how to get it."""

    available: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attributes:
    """The structured half of a prompt; it wins over what the text says. Tempo is in beats a minute."""

    style: str | None = None
    mood: str | None = None
    tempo: float | None = None
    key: str | None = None
    instruments_primary: tuple[str, ...] = ()
    instruments_secondary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """One sample to make. `seed` is this sample's own; `duration` is in seconds.

    `adapter` holds the resolved parameters of an adapter version, added to `parameters` by the engine.
    """

    text: str
    duration: float
    seed: int
    attributes: Attributes = field(default_factory=Attributes)
    parameters: Mapping[str, float] = field(default_factory=dict)
    adapter: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """How an engine reads a prompt: the text it really works from, and the words it could not use."""

    composed_prompt: str
    not_understood: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What an engine set out to make, for those who measure what came of it; None where it did not say.

    Tempo in beats a minute, key as a tonic and a mode ("F# dorian"), loudness in LUFS.
    """

    tempo: float | None = None
    key: str | None = None
    loudness: float | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """Finished audio: float32 in [-1, 1], shape (frames, channels)."""

    audio: NDArray[np.float32]
    sample_rate: int
    plan: Plan = Plan()


@dataclass(frozen=True, slots=True)
class Stem:
    """One part of the mix before mastering; all stems of a piece have its length and add up to that mix.

    `blocks` are float32 of shape (frames, channels), one after another, each valid until the next is asked
    for. `role` is "return" for what all parts share, such as reverb.
    """

    name: str
    role: str
    instrument: str
    gain_db: float
    sample_rate: int
    channels: int
    blocks: Iterator[NDArray[np.float32]]


class RenderCancelled(Exception):
    """Raised by the progress callback to stop a rendering from the inside."""


ProgressCallback = Callable[[float, str], None]
"""Called with the share done in [0, 1] and a short stage in words; may raise RenderCancelled."""


@runtime_checkable
class Engine(Protocol):
    """Implementations are light to import and to construct; heavy libraries load inside `render`.

    `render` runs in a process of its own that may be killed at any time. The same request gives the same
    samples bit for bit on one platform, whatever the process, thread count or order of calls.
    """

    spec: EngineSpec

    def availability(self) -> Availability: ...

    def understand(self, text: str, attributes: Attributes) -> Understanding: ...

    def render(self, request: RenderRequest, progress: ProgressCallback) -> Rendering: ...


@runtime_checkable
class Scoring(Protocol):
    """An engine that works from notes; for the same request they are those that `render` plays."""

    def midi(self, request: RenderRequest) -> bytes:
        """A Standard MIDI File, the same bytes for the same request."""
        ...


@runtime_checkable
class Multitrack(Protocol):
    """An engine that can give the parts of its mix apart."""

    def stems(self, request: RenderRequest, progress: ProgressCallback) -> Iterator[Stem]:
        """One stem after another, each read to its end: nothing is made before it is asked for."""
        ...
