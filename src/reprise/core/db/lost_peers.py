"""Connections to PostgreSQL that end, on both sides, soon after the other side is gone without a word.

A host that loses its network or its power closes nothing. By default the kernel believes in it for a quarter
of an hour while it owes an answer, and for two hours otherwise. Callers would wait that long, and a
transaction that it had open would hold its locks, and everybody's live events behind it.
"""

from __future__ import annotations

import socket
from typing import Any, Final

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

GONE_AFTER: Final = 10
"""Seconds without a sign of the other side's kernel; a server that thinks for long gives signs."""
_ASK_AFTER: Final = 4
_ASK_EVERY: Final = 2
_ASK_TIMES: Final = 3

# https://www.postgresql.org/docs/current/runtime-config-connection.html#RUNTIME-CONFIG-TCP-SETTINGS
_SERVER: Final = {
    "tcp_keepalives_idle": str(_ASK_AFTER),
    "tcp_keepalives_interval": str(_ASK_EVERY),
    "tcp_keepalives_count": str(_ASK_TIMES),
    "tcp_user_timeout": str(1000 * GONE_AFTER),
}
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-KEEPALIVES
_LIBPQ: Final = {
    "keepalives_idle": _ASK_AFTER,
    "keepalives_interval": _ASK_EVERY,
    "keepalives_count": _ASK_TIMES,
    "tcp_user_timeout": 1000 * GONE_AFTER,
    "connect_timeout": GONE_AFTER,
}
# tcp(7); what a system does not know is left out.
_SOCKET: Final = {
    "TCP_KEEPIDLE": _ASK_AFTER,
    "TCP_KEEPINTVL": _ASK_EVERY,
    "TCP_KEEPCNT": _ASK_TIMES,
    "TCP_USER_TIMEOUT": 1000 * GONE_AFTER,
}


def asyncpg_arguments(**server_settings: str) -> dict[str, Any]:
    """Arguments of `asyncpg.connect`; its own side is set by `watch`."""
    return {"timeout": GONE_AFTER, "server_settings": _SERVER | server_settings}


def watch(engine: AsyncEngine) -> AsyncEngine:
    """Set what asyncpg has no arguments for, on each of the engine's connections."""

    @event.listens_for(engine.sync_engine, "connect")
    def _on_connect(_: Any, record: ConnectionPoolEntry) -> None:
        driver: Any = record.driver_connection
        _set_options(driver._transport.get_extra_info("socket"))

    return engine


def _set_options(own: socket.socket) -> None:
    if own.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    own.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _SOCKET.items():
        if (option := getattr(socket, name, None)) is not None:
            own.setsockopt(socket.IPPROTO_TCP, option, value)


def psycopg_arguments(url: str) -> dict[str, Any]:
    """Arguments of `psycopg.connect`; the options that the URL names stay."""
    ours = [f"-c {name}={value}" for name, value in _SERVER.items()]
    named = make_url(url).query.get("options", "")
    return _LIBPQ | {"options": " ".join([*ours, *([named] if isinstance(named, str) else named)]).strip()}
