"""The command `reprise`: options in, one sentence out when something cannot be."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Literal, NoReturn
from uuid import UUID

import typer

from reprise import __version__
from reprise.core.settings import Settings, SettingsError, load

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The feedback studio for generative AI.",
)

Role = Literal["admin", "member", "rater"]
ExportFormat = Literal["csv", "jsonl", "parquet"]
Criterion = Literal[
    "overall", "melody", "rhythm", "harmony", "coherence", "creativity", "production", "prompt_match"
]
DataDir = Annotated[Path | None, typer.Option(help="Where data is kept; wins over REPRISE_DATA_DIR.")]
_PARAMETERS = (
    "As often as needed. Those of the composer lie between -1 and 1: tempo, density, swing, mode, register, "
    "brightness, dynamics, reverb, drums, bass, pad, lead."
)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]


def main() -> None:
    app()


def _fail(message: object) -> NoReturn:
    typer.echo(f"reprise: {message}", err=True)
    raise typer.Exit(2)


def _settings(**overrides: object) -> Settings:
    try:
        return load(**overrides)
    except SettingsError as error:
        _fail(error)


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


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8000,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="Worker processes.")] = None,
    data_dir: DataDir = None,
    open_browser: Annotated[bool, typer.Option(help="Open the page when it is ready.")] = False,
) -> None:
    """Start API, page and workers; migrates the database first, prints a link, stops all on Ctrl-C."""
    settings = _settings(data_dir=data_dir, workers=workers)
    # Imported when needed: `--help` and `generate` should not wait for a web server's libraries.
    from reprise.commands import serve as command

    with _sentences():
        command.main(settings, host=host, port=port, open_browser=open_browser)


@app.command()
def worker(data_dir: DataDir = None) -> None:
    """Work on jobs; run any number, on any machine that reaches the database and the storage."""
    settings = _settings(data_dir=data_dir)
    from reprise.commands import worker as command
    from reprise.core.operations.schema import upgrade

    with _sentences():
        settings.make_data_dir()
        upgrade(settings.resolved_database_url)
        command.main(settings)


@app.command()
def migrate(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Bring the database to the schema of this version."""
    settings = _settings(data_dir=data_dir)
    from reprise.core.db.migrate import head
    from reprise.core.operations.schema import upgrade

    with _sentences():
        settings.make_data_dir()
        changed = upgrade(settings.resolved_database_url)
    if as_json:
        typer.echo(json.dumps({"revision": head(), "changed": changed}))
    else:
        typer.echo(f"Migrated to {head()}." if changed else f"Already at {head()}.")


@app.command()
def doctor(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Say what is there and what is not; exits with 1 when something is broken."""
    settings = _settings(data_dir=data_dir)
    from reprise.commands import doctor as command

    findings = command.examine(settings)
    document = command.as_document(findings)
    if as_json:
        typer.echo(json.dumps(document))
    else:
        for finding in findings:
            typer.echo(f"{finding.state:<8} {finding.part:<16} {finding.message}")
    raise typer.Exit(0 if document["healthy"] else 1)


@app.command()
def token(data_dir: DataDir = None) -> None:
    """Show the token that signs the owner in."""
    settings = _settings(data_dir=data_dir)
    if settings.auth == "accounts":
        _fail(
            "REPRISE_AUTH=accounts: there is no token. People sign in by email, programs with their API keys."
        )
    from reprise.core.auth.identity import Keys

    with _sentences():
        typer.echo(Keys(settings, settings.make_data_dir()).token)


@app.command()
def demo(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Fill a data directory with something to look at in every app; no server is needed."""
    settings = _settings(data_dir=data_dir)
    from reprise.commands.demo import running as command

    progress = command.Progress()
    with _sentences():
        try:
            told = command.run(settings, progress)
        finally:
            progress.end()
    typer.echo(json.dumps(told) if as_json else command.sentence(told))


people = typer.Typer(no_args_is_help=True, help="Accounts; passwords are asked for, or read from a pipe.")
app.add_typer(people, name="user")

Email = Annotated[str, typer.Argument(help="The person's email.", metavar="EMAIL")]


@people.command("add")
def user_add(
    email: Email,
    role: Annotated[Role, typer.Option(help="What they may do.")] = "member",
    data_dir: DataDir = None,
) -> None:
    """Make an account. The first admin takes over what was made here without accounts."""
    settings = _settings(data_dir=data_dir)
    from reprise.commands import user as command

    with _sentences():
        typer.echo(command.add(settings, email, role))


@people.command("password")
def user_password(email: Email, data_dir: DataDir = None) -> None:
    """Set somebody's password, and sign them out everywhere."""
    settings = _settings(data_dir=data_dir)
    from reprise.commands import user as command

    with _sentences():
        typer.echo(command.change_password(settings, email))


@people.command("role")
def user_role(
    email: Email, role: Annotated[Role, typer.Argument(help="What they may do.")], data_dir: DataDir = None
) -> None:
    """Give somebody another role."""
    settings = _settings(data_dir=data_dir)
    from reprise.commands import user as command

    with _sentences():
        typer.echo(command.change_role(settings, email, role))


@people.command("list")
def user_list(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Show who has an account."""
    settings = _settings(data_dir=data_dir)
    from reprise.commands import user as command

    with _sentences():
        found = command.listing(settings)
    if as_json:
        typer.echo(json.dumps(command.as_documents(found)))
    for person in [] if as_json else found:
        typer.echo(f"{person.email:<40} {person.role:<8} {'disabled' if person.disabled else ''}".rstrip())


feedback = typer.Typer(no_args_is_help=True, help="What people said of samples.")
app.add_typer(feedback, name="feedback")


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
    settings = _settings(data_dir=data_dir)
    from reprise.commands import feedback as command

    if kto:
        from reprise.commands import kto as examples

        filters = (job, audio, prompt, adapter, experiment, author, rating, rating_min, criterion, tag)
        if any(given is not None for given in (*filters, format_, effective, date_from, date_to)):
            _fail("--kto takes every thumb that counts: leave the other options out.")
        with _sentences():
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
    with _sentences():
        wanted = command.within(wanted, date_from, date_to)
        told = command.export(settings, wanted, format_, output)
    typer.echo(json.dumps(told) if as_json else command.sentence(told))


adapters = typer.Typer(no_args_is_help=True, help="Modifications of engines.")
app.add_typer(adapters, name="adapters")


@adapters.command("import")
def adapters_import(
    directory: Annotated[Path, typer.Argument(help="What PEFT's save_pretrained wrote.", metavar="DIR")],
    name: Annotated[str, typer.Option(help="A new adapter, or one that gets a version more.")],
    engine: Annotated[str, typer.Option(help="The engine that it was learned for.")] = "musicgen",
    data_dir: DataDir = None,
    as_json: Json = False,
) -> None:
    """Check a LoRA, store its files and register it. It is kept for the neural engine, yet to come."""
    settings = _settings(data_dir=data_dir)
    from reprise.commands import adapters as command

    with _sentences():
        told = command.import_directory(settings, directory, name, engine)
    typer.echo(json.dumps(told) if as_json else command.sentence(told))


experts = typer.Typer(no_args_is_help=True, help="The people whom the chat recommends.")
app.add_typer(experts, name="experts")


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
    settings = _settings(data_dir=data_dir)
    from reprise.commands import experts as command

    with _sentences():
        report = command.run(settings, file, dry_run=dry_run)
    for complaint in [] if as_json else command.complaints(report):
        typer.echo(f"reprise: {complaint}", err=True)
    told = command.as_document(report, dry_run=dry_run)
    typer.echo(json.dumps(told) if as_json else command.sentence(report, dry_run=dry_run))
    if report.bad:
        raise typer.Exit(1)


abtests = typer.Typer(no_args_is_help=True, help="Blind A/B tests.")
app.add_typer(abtests, name="abtest")


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
        _fail(error)
    if as_json:
        typer.echo(json.dumps(command.as_document(simulation)))
    for line in [] if as_json else command.as_lines(simulation, runs, raters):
        typer.echo(line)


@app.command()
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
    settings = _settings(soundfont=soundfont)
    engine = engine or ("soundfont" if soundfont else None)
    from reprise.commands import generate as command

    values = _parameters(parameter or [])
    request = command.Request(prompt, output, seed, duration, engine, values, midi, stems, adapter)
    with _sentences():
        command.run(settings, request, as_json=as_json)


def _parameters(pairs: list[str]) -> dict[str, float]:
    result: dict[str, float] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        try:
            result[name.strip()] = float(value)
        except ValueError:
            _fail(f"--parameter {pair}: write it as name=number.")
    return result


class _sentences:  # noqa: N801 - used like a function
    """Turns errors that are meant for people into one sentence and exit status 2."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.exit(130)
        if error is not None and (sentence := _sentence(error)):
            _fail(sentence)


def _sentence(error: BaseException) -> str:
    """What to tell a person; empty for what is a fault of ours and deserves its traceback."""
    from sqlalchemy.exc import OperationalError

    from reprise.commands.adapters import AdapterImportError
    from reprise.commands.demo.visits import DemoError
    from reprise.commands.feedback import FeedbackExportError
    from reprise.commands.generate import GenerateError
    from reprise.commands.user import UserError
    from reprise.core.db.migrate import MigrationError
    from reprise.core.storage import StorageConfigError
    from reprise.experts.directory.rows import ExpertFileError
    from reprise.songs.engines.registry import UnknownEngine

    if isinstance(error, OperationalError):
        return f"the database cannot be used: {str(error.orig).splitlines()[0]}"
    told = (
        SettingsError,
        AdapterImportError,
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


if __name__ == "__main__":
    main()
