"""Relays stand in for a network where there is none: what is cut off is found gone, as kernels find it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
from tests.support.hosts import HERE
from tests.support.relays import RelayHost, Relays

from reprise.core.db.lost_peers import GONE_AFTER

SOON = 0.5


@pytest.fixture
def host() -> Iterator[RelayHost]:
    with closing(Relays()) as relays:
        yield relays.host("lonely")


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(GONE_AFTER)
        yield server


def test_a_short_cut_is_made_good(host: RelayHost, listening: socket.socket) -> None:
    near, far = _connected(host, listening)
    with near, far:
        host.cut()
        near.sendall(b"said while cut off")
        far.settimeout(SOON)
        with pytest.raises(TimeoutError):
            far.recv(64)
        host.heal()
        far.settimeout(GONE_AFTER)
        assert far.recv(64) == b"said while cut off"


def test_a_lost_host_is_given_up_by_both_ends(host: RelayHost, listening: socket.socket) -> None:
    near, far = _connected(host, listening)
    with near, far:
        host.cut()
        for end in (near, far):
            end.settimeout(2 * GONE_AFTER)
            assert end.recv(64) == b"", "said something, instead of ending"
    host.heal()
    near, far = _connected(host, listening)
    with near, far:
        near.sendall(b"back")
        assert far.recv(64) == b"back"


def _connected(host: RelayHost, listening: socket.socket) -> tuple[socket.socket, socket.socket]:
    where, port = host.reach(HERE, listening.getsockname()[1]).split(":")
    near = socket.create_connection((where, int(port)), timeout=GONE_AFTER)
    return near, listening.accept()[0]
