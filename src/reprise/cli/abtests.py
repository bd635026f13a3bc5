"""`reprise abtest`: blind tests."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from reprise.cli.options import Json, fail

abtests = typer.Typer(no_args_is_help=True, help="Blind A/B tests.")


@abtests.command("simulate")
def abtest_simulate(
    true_rate: Annotated[float, typer.Option(help="How often B is preferred; 0.5 is no difference.")] = 0.7,
    votes: Annotated[int, typer.Option(min=1, max=100_000, help="Of all raters together.")] = 480,
    runs: Annotated[int, typer.Option(min=1, max=100_000, help="Simulated tests.")] = 4_000,
    raters: Annotated[int, typer.Option(min=1, max=10_000, help="They share the votes evenly.")] = 1,
    taste_sd: Annotated[float, typer.Option(help="Spread of the raters' tastes, in logits.")] = 0.0,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same figures.")] = 0,
    as_json: Json = False,
) -> None:
    """How often, and how soon, a test decides if it is looked at after every vote."""
    from reprise.commands import abtest as command

    scenario = {"true_rate": true_rate, "votes": votes, "raters": raters, "taste_sd": taste_sd}
    try:
        simulation = command.run(scenario, runs, seed)
    except command.AbtestError as error:
        fail(error)
    if as_json:
        typer.echo(json.dumps(command.as_document(simulation)))
    for line in [] if as_json else command.as_lines(simulation, runs, raters):
        typer.echo(line)
