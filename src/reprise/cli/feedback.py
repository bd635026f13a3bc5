"""`reprise feedback`: what people said, as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import typer

from reprise.cli.options import DataDir, Json, fail, sentences, settings_of

ExportFormat = Literal["csv", "jsonl", "parquet"]
Criterion = Literal[
    "overall", "melody", "rhythm", "harmony", "coherence", "creativity", "production", "prompt_match"
]

feedback = typer.Typer(no_args_is_help=True, help="What people said of samples.")


@feedback.command("export")
def feedback_export(
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    format_: Annotated[
        ExportFormat | None, typer.Option("--format", help="Default: what the name of the file ends with.")
    ] = None,
    job: Annotated[UUID | None, typer.Option(help="Of this job's samples.")] = None,
    audio: Annotated[UUID | None, typer.Option(help="Of this sample.")] = None,
    prompt: Annotated[UUID | None, typer.Option(help="Of this prompt's samples.")] = None,
    adapter: Annotated[UUID | None, typer.Option(help="Of samples made with this adapter.")] = None,
    experiment: Annotated[UUID | None, typer.Option(help="Of this experiment's samples.")] = None,
    author: Annotated[UUID | None, typer.Option(help="By this person.")] = None,
    rating: Annotated[int | None, typer.Option(min=1, max=5, help="With this rating.")] = None,
    rating_min: Annotated[int | None, typer.Option(min=1, max=5, help="With this rating or more.")] = None,
    criterion: Annotated[Criterion | None, typer.Option(help="Under this criterion.")] = None,
    tag: Annotated[str | None, typer.Option(help="With this tag.")] = None,
    effective: Annotated[
        bool | None, typer.Option("--effective/--superseded", help="What counts, or what counts no more.")
    ] = None,
    date_from: Annotated[str | None, typer.Option("--from", help="Given at or after.")] = None,
    date_to: Annotated[str | None, typer.Option("--to", help="Given at or before; a date is a day.")] = None,
    kto: Annotated[
        bool,
        typer.Option("--kto", help="Instead: all thumbs on the experts' chat, as JSON Lines for KTO."),
    ] = False,
    data_dir: DataDir = None,
    as_json: Json = False,
) -> None:
    """Write all feedback to a file, each row with what its sample was made of; no server is needed."""
    settings = settings_of(data_dir=data_dir)
    from reprise.commands import feedback as command

    if kto:
        from reprise.commands import kto as examples

        filters = (job, audio, prompt, adapter, experiment, author, rating, rating_min, criterion, tag)
        if any(given is not None for given in (*filters, format_, effective, date_from, date_to)):
            fail("--kto takes every thumb that counts: leave the other options out.")
        with sentences():
            told = examples.export(settings, output)
        typer.echo(json.dumps(told) if as_json else command.sentence(told))
        return
    wanted = command.FeedbackFilter(
        job_id=job,
        audio_id=audio,
        prompt_id=prompt,
        adapter_id=adapter,
        experiment_id=experiment,
        author=author,
        rating=rating,
        rating_min=rating_min,
        criterion=criterion,
        tag=command.normalised(tag) if tag else None,
        effective=effective,
    )
    with sentences():
        wanted = command.within(wanted, date_from, date_to)
        told = command.export(settings, wanted, format_, output)
    typer.echo(json.dumps(told) if as_json else command.sentence(told))
