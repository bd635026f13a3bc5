"""`reprise experts`: the directory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from reprise.cli.options import DataDir, Json, sentences, settings_of

experts = typer.Typer(no_args_is_help=True, help="The people whom the chat recommends.")


@experts.command("import")
def experts_import(
    file: Annotated[Path, typer.Argument(help="A .csv with a header, or .jsonl.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; change nothing.")
    ] = False,
    data_dir: DataDir = None,
    as_json: Json = False,
) -> None:
    """Add or change experts by their username; exits with 1 when rows were bad, which are named by line."""
    settings = settings_of(data_dir=data_dir)
    from reprise.commands import experts as command

    with sentences():
        report = command.run(settings, file, dry_run=dry_run)
    for complaint in [] if as_json else command.complaints(report):
        typer.echo(f"reprise: {complaint}", err=True)
    told = command.as_document(report, dry_run=dry_run)
    typer.echo(json.dumps(told) if as_json else command.sentence(report, dry_run=dry_run))
    if report.bad:
        raise typer.Exit(1)
