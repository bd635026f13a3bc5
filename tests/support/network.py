"""Several hosts on one machine, each of which can be cut off from the others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.support.hosts import CutOffHost
from tests.support.namespaces import Switch
from tests.support.relays import Relays


@dataclass(frozen=True)
class Network:
    """`way` says in one sentence what the hosts are."""

    way: str
    _made_by: Switch | Relays

    def host(self, name: str) -> CutOffHost:
        """A new one; the name is short, and its alone."""
        return self._made_by.host(name)


@contextmanager
def network() -> Iterator[Network]:
    """Network namespaces where the machine allows them, else processes behind relays.

    With REPRISE_TEST_RELAYS=1 they are processes everywhere.
    """
    made_by, way = _best()
    try:
        yield Network(way, made_by)
    finally:
        made_by.close()


def _best() -> tuple[Switch | Relays, str]:
    if os.environ.get("REPRISE_TEST_RELAYS"):
        return Relays(), "Each host is a process behind relays, as asked."
    try:
        return Switch(), "Each host is a network namespace with a cable to one switch."
    except OSError as error:
        return Relays(), f"Each host is a process behind relays: no network namespaces here ({error})."
