"""nginx with the configuration that operators get, before two API processes."""

from __future__ import annotations

import getpass
import ssl
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
from tests.support import programs, tied
from tests.support.hosts import HERE, Host

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "nginx.conf"
NAME = "reprise.example.org"


@contextmanager
def nginx(folder: Path, apis: Sequence[str], host: Host = HERE) -> Iterator[tuple[str, str]]:
    """`apis` are host:port of two; yields the addresses of nginx with and without TLS."""
    binary = programs.nginx()
    plain, secure = tied.free_port(), tied.free_port()
    _certificate(folder)
    text = CONFIGURATION.read_text()
    for old, new in {
        "server api-1:8000": f"server {apis[0]}",
        "server api-2:8000": f"server {apis[1]}",
        "listen 80;": f"listen {host.address}:{plain};",
        "listen 443 ssl http2;": f"listen {host.address}:{secure} ssl http2;",
        "/etc/nginx/tls/fullchain.pem": f"{folder}/tls.pem",
        "/etc/nginx/tls/privkey.pem": f"{folder}/tls.key",
        "worker_processes auto;": "worker_processes 1;",
        "    server_tokens off;": _own_folders(folder),
    }.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "nginx.conf").write_text(text)
    with (folder / "nginx.log").open("wb") as log:
        # As root it would change to a user who cannot enter the folder.
        options = f"daemon off; pid {folder}/pid; user {getpass.getuser()};"
        command = [binary, "-c", folder / "nginx.conf", "-g", options]
        process = host.start(command, stdout=log, stderr=log)
    try:
        tied.until(lambda: _answers(f"http://{host.address}:{plain}"), 30, (folder / "nginx.log").read_text)
        yield f"https://{host.address}:{secure}", f"http://{host.address}:{plain}"
    finally:
        tied.stop(process)


def client(address: str) -> httpx.Client:
    """Sends the name that the certificate and the installation are for, and trusts any certificate."""
    headers = {"Host": NAME}
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return httpx.Client(base_url=address, headers=headers, verify=context, timeout=60)


def _own_folders(folder: Path) -> str:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return "\n".join(f"    {kind}_temp_path {folder}/{kind};" for kind in kinds)


def _certificate(folder: Path) -> None:
    subprocess.run(
        [
            *(programs.openssl(), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", f"/CN={NAME}", "-keyout", folder / "tls.key", "-out", folder / "tls.pem"),
        ],
        check=True,
        capture_output=True,
    )


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, verify=False).status_code == 308
    except httpx.TransportError:
        return False
