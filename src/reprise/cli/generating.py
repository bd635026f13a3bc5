"""`reprise generate`: music without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reprise.cli.options import Json, fail, sentences, settings_of

_PARAMETERS = (
    "As often as needed. Those of the composer lie between -1 and 1: tempo, density, swing, mode, register, "
    "brightness, dynamics, reverb, drums, bass, pad, lead."
)


def generate(
    prompt: Annotated[str, typer.Argument(help="What the music should be, in words.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The FLAC file to write.")],
    seed: Annotated[int | None, typer.Option(help="Same seed, same file.")] = None,
    duration: Annotated[float | None, typer.Option(help="Seconds.")] = None,
    engine: Annotated[str | None, typer.Option(help="Default: the first configured one.")] = None,
    parameter: Annotated[
        list[str] | None, typer.Option("-p", "--parameter", metavar="NAME=VALUE", help=_PARAMETERS)
    ] = None,
    midi: Annotated[Path | None, typer.Option(help="Also write the notes, to a .mid file.")] = None,
    stems: Annotated[
        Path | None, typer.Option(help="Also write the parts before mastering, to a .zip of FLAC files.")
    ] = None,
    soundfont: Annotated[
        str | None, typer.Option(help="Play the notes with this .sf2 or .sf3 file; needs fluidsynth.")
    ] = None,
    adapter: Annotated[
        Path | None,
        typer.Option(
            help="A JSON file with an adapter's deltas, or a version of it as the API gives it; no database "
            "is opened."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Make one piece of music, without a server."""
    settings = settings_of(soundfont=soundfont)
    engine = engine or ("soundfont" if soundfont else None)
    from reprise.commands import generate as command

    values = _parameters(parameter or [])
    request = command.Request(prompt, output, seed, duration, engine, values, midi, stems, adapter)
    with sentences():
        command.run(settings, request, as_json=as_json)


def _parameters(pairs: list[str]) -> dict[str, float]:
    result: dict[str, float] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        try:
            result[name.strip()] = float(value)
        except ValueError:
            fail(f"--parameter {pair}: write it as name=number.")
    return result
