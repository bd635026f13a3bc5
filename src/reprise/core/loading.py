"""Loading without looking for garbage: what is loaded stays, and looking through it is a fifth of a start."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_OBJECTS: Final = 10_000


@contextmanager
def loading() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def settle() -> None:
    """Look through what is there for the last time.

    Going through it again was up to a third of a busy server's time. What loading left behind must not stay.
    """
    gc.collect()
    gc.freeze()
    # A request makes some thousand objects, nearly all of which go by themselves: by default each would have
    # the newest looked through several times.
    gc.set_threshold(_OBJECTS, 10, 10)
