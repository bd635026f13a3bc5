"""`reprise user`: accounts."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from reprise.cli.options import DataDir, Json, sentences, settings_of

Role = Literal["admin", "member", "rater"]

people = typer.Typer(no_args_is_help=True, help="Accounts; passwords are asked for, or read from a pipe.")

Email = Annotated[str, typer.Argument(help="The person's email.", metavar="EMAIL")]


@people.command("add")
def user_add(
    email: Email,
    role: Annotated[Role, typer.Option(help="What they may do.")] = "member",
    data_dir: DataDir = None,
) -> None:
    """Make an account. The first admin takes over what was made here without accounts."""
    settings = settings_of(data_dir=data_dir)
    from reprise.commands import user as command

    with sentences():
        typer.echo(command.add(settings, email, role))


@people.command("password")
def user_password(email: Email, data_dir: DataDir = None) -> None:
    """Set somebody's password, and sign them out everywhere."""
    settings = settings_of(data_dir=data_dir)
    from reprise.commands import user as command

    with sentences():
        typer.echo(command.change_password(settings, email))


@people.command("role")
def user_role(
    email: Email, role: Annotated[Role, typer.Argument(help="What they may do.")], data_dir: DataDir = None
) -> None:
    """Give somebody another role."""
    settings = settings_of(data_dir=data_dir)
    from reprise.commands import user as command

    with sentences():
        typer.echo(command.change_role(settings, email, role))


@people.command("list")
def user_list(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Show who has an account."""
    settings = settings_of(data_dir=data_dir)
    from reprise.commands import user as command

    with sentences():
        found = command.listing(settings)
    if as_json:
        typer.echo(json.dumps(command.as_documents(found)))
    for person in [] if as_json else found:
        typer.echo(f"{person.email:<40} {person.role:<8} {'disabled' if person.disabled else ''}".rstrip())
