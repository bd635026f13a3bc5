"""The server, its workers and its database: commands of whoever runs an installation."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from reprise.cli.options import DataDir, Json, fail, sentences, settings_of
from reprise.core.loading import loading


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8000,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="Worker processes.")] = None,
    no_workers: Annotated[
        bool, typer.Option("--no-workers", help="None at all: `reprise worker` runs elsewhere.")
    ] = False,
    data_dir: DataDir = None,
    open_browser: Annotated[bool, typer.Option(help="Open the page when it is ready.")] = False,
) -> None:
    """Start API, page and workers; migrates the database first, prints a link, stops all on Ctrl-C."""
    settings = settings_of(data_dir=data_dir, workers=workers)
    # Imported when needed: `--help` and `generate` should not wait for a web server's libraries.
    with loading():
        from reprise.commands import serve as command

    with sentences():
        command.main(settings, host=host, port=port, open_browser=open_browser, with_workers=not no_workers)


def worker(data_dir: DataDir = None) -> None:
    """Work on jobs; run any number, on any machine that reaches the database and the storage."""
    settings = settings_of(data_dir=data_dir)
    with loading():
        from reprise.commands.worker import working
        from reprise.core.operations.schema import upgrade

    with sentences():
        settings.make_data_dir()
        upgrade(settings.resolved_database_url)
        working.main(settings)


def migrate(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Bring the database to the schema of this version."""
    settings = settings_of(data_dir=data_dir)
    from reprise.core.db.migrate import head
    from reprise.core.operations.schema import upgrade

    with sentences():
        settings.make_data_dir()
        changed = upgrade(settings.resolved_database_url)
    if as_json:
        typer.echo(json.dumps({"revision": head(), "changed": changed}))
    else:
        typer.echo(f"Migrated to {head()}." if changed else f"Already at {head()}.")


def doctor(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Say what is there and what is not; exits with 1 when something is broken."""
    settings = settings_of(data_dir=data_dir)
    from reprise.commands import doctor as command

    findings = command.examine(settings)
    document = command.as_document(findings)
    if as_json:
        typer.echo(json.dumps(document))
    else:
        for finding in findings:
            typer.echo(f"{finding.state:<8} {finding.part:<16} {finding.message}")
    raise typer.Exit(0 if document["healthy"] else 1)


def token(data_dir: DataDir = None) -> None:
    """Show the token that signs the owner in."""
    settings = settings_of(data_dir=data_dir)
    if settings.auth == "accounts":
        fail(
            "REPRISE_AUTH=accounts: there is no token. People sign in by email, programs with their API keys."
        )
    from reprise.core.auth.identity import Keys

    with sentences():
        typer.echo(Keys(settings, settings.make_data_dir()).token)


def demo(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Fill a data directory with something to look at in every app; no server is needed."""
    settings = settings_of(data_dir=data_dir)
    from reprise.commands.demo import running as command

    progress = command.Progress()
    with sentences():
        try:
            told = command.run(settings, progress)
        finally:
            progress.end()
    typer.echo(json.dumps(told) if as_json else command.sentence(told))
