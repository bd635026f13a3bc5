"""`reprise adapters`: modifications of engines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from reprise.cli.options import DataDir, Json, sentences, settings_of

adapters = typer.Typer(no_args_is_help=True, help="Modifications of engines.")


@adapters.command("import")
def adapters_import(
    directory: Annotated[Path, typer.Argument(help="What PEFT's save_pretrained wrote.", metavar="DIR")],
    name: Annotated[str, typer.Option(help="A new adapter, or one that gets a version more.")],
    engine: Annotated[str, typer.Option(help="The engine that it was learned for.")] = "musicgen",
    data_dir: DataDir = None,
    as_json: Json = False,
) -> None:
    """Check a LoRA, store its files and register it. It is kept for the neural engine, yet to come."""
    settings = settings_of(data_dir=data_dir)
    from reprise.commands import adapters as command

    with sentences():
        told = command.import_directory(settings, directory, name, engine)
    typer.echo(json.dumps(told) if as_json else command.sentence(told))
