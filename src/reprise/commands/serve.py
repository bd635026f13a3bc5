"""`reprise serve`: API, page and supervised workers in one command."""

from __future__ import annotations

import asyncio
import fcntl
import ipaddress
import os
import signal
import socket
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import structlog
import uvicorn
import uvloop
from fastapi import FastAPI

from reprise.commands.supervisor import Supervisor, worker_environment
from reprise.core.auth.identity import Keys, cookie_name
from reprise.core.context import Core, open_core
from reprise.core.loading import loading, settle
from reprise.core.operations.schema import upgrade
from reprise.core.settings import Settings, SettingsError
from reprise.core.telemetry import logs
from reprise.songs.engines.protocol import Engine
from reprise.songs.engines.registry import load_engines

log = structlog.get_logger(__name__)

_LOCK_FILE: Final = "serve.lock"
_CLOSE_STREAMS_AFTER: Final = 2


def main(settings: Settings, *, host: str, port: int, open_browser: bool, with_workers: bool = True) -> None:
    """Serve until SIGINT or SIGTERM; without workers of its own, others must work on what is asked for.

    Raises:
        SettingsError: it cannot be served like this; the sentence says why.
    """
    logs.configure(settings, process="serve")
    _require_reachable_safely(settings, host)
    data_dir = settings.make_data_dir()
    with _only_server_on(data_dir) as lock:
        listener = _listen(host, port)
        address = _address(listener)
        lock.write(f"{os.getpid()} {address}\n")
        lock.flush()
        upgrade(settings.resolved_database_url)
        core = open_core(settings, cookie_name=cookie_name(listener.getsockname()[1]))
        if settings.auth == "accounts":
            _tell_how_to_begin(settings)
        serving = _serve(
            core,
            load_engines(settings.engine_names),
            listener,
            open_browser=open_browser,
            workers=settings.worker_count if with_workers else 0,
        )
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serving)


def _tell_how_to_begin(settings: Settings) -> None:
    from reprise.commands import user

    if not any(person.role == "admin" for person in user.listing(settings)):
        log.warning("no_admin_yet", hint="make one: reprise user add --role admin EMAIL")


async def _serve(
    core: Core, installed: Mapping[str, Engine], listener: socket.socket, *, open_browser: bool, workers: int
) -> None:
    supervisor = Supervisor(core.database, workers, worker_environment(core.settings))
    supervisor.start()
    try:
        # The workers load meanwhile.
        app = await asyncio.to_thread(_application, core, installed)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=_CLOSE_STREAMS_AFTER,
            forwarded_allow_ips=core.settings.trusted_proxies,
        )
        address = link(core.keys, core.settings, _address(listener))
        await _AnnouncingServer(config, address, open_browser).serve(sockets=[listener])
    finally:
        await supervisor.stop()


def _application(core: Core, installed: Mapping[str, Engine]) -> FastAPI:
    """Its modules take longer to load than all else that `serve` needs."""
    with loading():
        from reprise.app import create_app

        return create_app(core, installed)


class _AnnouncingServer(uvicorn.Server):
    """Says where it is once it answers there, not before."""

    def __init__(self, config: uvicorn.Config, address: str, open_browser: bool) -> None:
        super().__init__(config)
        self._address = address
        self._open_browser = open_browser

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn's own would raise the signal again at the end, before the workers are stopped."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            settle()
            print(f"Reprise is ready: {self._address}", flush=True)
            if self._open_browser:
                await asyncio.to_thread(webbrowser.open, self._address)


def link(keys: Keys, settings: Settings, address: str) -> str:
    """What a person opens; in mode `token` it signs them in."""
    base = f"{address}{settings.root_path}/"
    return f"{base}?token={keys.token}" if settings.auth == "token" else base


def _require_reachable_safely(settings: Settings, host: str) -> None:
    """
    Raises:
        SettingsError: others could reach what only one person on this machine may use.
    """
    if _is_loopback(host):
        return
    if settings.auth != "accounts":
        raise SettingsError(
            f"--host {host}: beyond this machine Reprise listens only with accounts (REPRISE_AUTH=accounts). "
            "Or listen on 127.0.0.1 and reach it through an SSH tunnel."
        )
    if not settings.allowed_hosts.strip():
        raise SettingsError(
            f"--host {host}: REPRISE_ALLOWED_HOSTS must say under which names people reach Reprise."
        )
    log.warning("listening_beyond_loopback", host=host, hint="put a reverse proxy with TLS before it")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound before anything else is done: a port in use is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol's name lets the event loop see that this is TCP and turn Nagle's algorithm off: else the
    # second part of an answer waits 40 ms until the first is acknowledged.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else "no such port"
        raise SettingsError(
            f"--port {port}: cannot listen on {host}:{port} ({reason}). Choose another port."
        ) from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _only_server_on(data_dir: Path) -> IO[str]:
    """Hold the data directory for as long as this process lives; the kernel lets go when it dies."""
    path = data_dir / _LOCK_FILE
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        pid, _, address = file.read().strip().partition(" ")
        file.close()
        raise SettingsError(
            f"Another Reprise server (process {pid or '?'}, {address or 'still starting'}) uses the data "
            f"directory {data_dir}. Stop it, or choose another with --data-dir."
        ) from None
    file.seek(0)
    file.truncate()
    return file
