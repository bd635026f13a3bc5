"""Backups: taking them, looking whether they are whole, and going back to them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from reprise.cli.options import DataDir, Json, sentences, settings_of

Backup = Annotated[Path, typer.Argument(help="The directory of a backup.", metavar="BACKUP")]


def backup(
    destination: Annotated[
        Path, typer.Argument(help="The directory to make; it must not be there.", metavar="DESTINATION")
    ],
    data_dir: DataDir = None,
    as_json: Json = False,
) -> None:
    """Put database and stored files into a directory, while everything runs.

    Exits with 1 when the backup is there, but files that the database names were missing or damaged.
    """
    settings = settings_of(data_dir=data_dir)
    from reprise.commands import backup as command

    with sentences():
        told = command.take(settings, destination, _tell)
    flawed = command.is_flawed(told)
    if as_json:
        typer.echo(json.dumps(told))
    else:
        # So that a scheduler which throws away what went well tells of what did not.
        typer.echo(command.sentence(told), err=flawed)
    raise typer.Exit(1 if flawed else 0)


def verify(backup: Backup, as_json: Json = False) -> None:
    """Read a backup and compare every checksum."""
    from reprise.commands import backup as command

    with sentences():
        told = command.verify(backup, _tell)
    typer.echo(json.dumps(told) if as_json else f"As it was written. {command.sentence(told)}")


def restore(backup: Backup, data_dir: DataDir = None, as_json: Json = False) -> None:
    """Make the installation of a backup, in an empty database and an empty storage."""
    settings = settings_of(data_dir=data_dir)
    from reprise.commands import backup as command

    with sentences():
        told: dict[str, Any] = command.restore(settings, backup, _tell)
    typer.echo(json.dumps(told) if as_json else f"{command.sentence(told)} {command.AFTER_RESTORING}")


def _tell(line: str) -> None:
    """Progress is for somebody who looks on."""
    if sys.stderr.isatty():
        typer.echo(line, err=True)
