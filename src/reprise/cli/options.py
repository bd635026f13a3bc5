"""What commands have in common: options, settings, and errors as one sentence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from reprise.core.settings import Settings, SettingsError, load

DataDir = Annotated[Path | None, typer.Option(help="Where data is kept; wins over REPRISE_DATA_DIR.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]


def fail(message: object) -> NoReturn:
    typer.echo(f"reprise: {message}", err=True)
    raise typer.Exit(2)


def settings_of(**overrides: object) -> Settings:
    try:
        return load(**overrides)
    except SettingsError as error:
        fail(error)


class sentences:  # noqa: N801 - used like a function
    """Turns errors that are meant for people into one sentence and exit status 2."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.exit(130)
        if error is not None and (sentence := _sentence(error)):
            fail(sentence)


def _sentence(error: BaseException) -> str:
    """What to tell a person; empty for what is a fault of ours and deserves its traceback."""
    from sqlalchemy.exc import OperationalError

    from reprise.commands.adapters import AdapterImportError
    from reprise.commands.demo.visits import DemoError
    from reprise.commands.feedback import FeedbackExportError
    from reprise.commands.generate import GenerateError
    from reprise.commands.user import UserError
    from reprise.core.backups.errors import BackupError
    from reprise.core.db.migrate import MigrationError
    from reprise.core.storage import StorageConfigError
    from reprise.experts.directory.rows import ExpertFileError
    from reprise.songs.engines.registry import UnknownEngine

    if isinstance(error, OperationalError):
        return f"the database cannot be used: {str(error.orig).splitlines()[0]}"
    told = (
        SettingsError,
        AdapterImportError,
        BackupError,
        DemoError,
        ExpertFileError,
        FeedbackExportError,
        GenerateError,
        UserError,
        MigrationError,
        StorageConfigError,
        UnknownEngine,
    )
    return str(error) if isinstance(error, told) else ""
