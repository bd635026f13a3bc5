"""The command `reprise`: options in, one sentence out when something cannot be."""

from __future__ import annotations

from typing import Annotated

import typer

from reprise import __version__
from reprise.cli import abtests, adapters, backups, experts, feedback, generating, people, running

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The feedback studio for generative AI.",
)


def main() -> None:
    app()


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _common(
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


for _command in (
    running.serve,
    running.worker,
    running.migrate,
    running.doctor,
    running.token,
    running.demo,
    generating.generate,
    backups.backup,
    backups.verify,
    backups.restore,
):
    app.command()(_command)

for _name, _group in {
    "user": people.people,
    "feedback": feedback.feedback,
    "adapters": adapters.adapters,
    "experts": experts.experts,
    "abtest": abtests.abtests,
}.items():
    app.add_typer(_group, name=_name)
