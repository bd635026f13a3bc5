"""The rules hold in the package, and each catches what it is meant to catch."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.rules import source_rules
from tests.rules.source_rules import Rule, offences

import reprise

PACKAGE = Path(reprise.__file__).parent

RULES = [
    source_rules.one_committer,
    source_rules.sql_in_repositories,
    source_rules.no_background_tasks,
    source_rules.no_naive_datetimes,
    source_rules.no_vague_names,
    source_rules.decisions_know_no_http,
    source_rules.no_hidden_queries,
]

OFFENDERS = [
    (source_rules.one_committer, "songs/prompts/service.py", "await session.commit()"),
    (source_rules.one_committer, "songs/prompts/repository.py", "async with session.begin(): pass"),
    (source_rules.sql_in_repositories, "songs/prompts/service.py", "from sqlalchemy import select"),
    (source_rules.sql_in_repositories, "songs/prompts/models.py", "from sqlalchemy import delete"),
    (source_rules.sql_in_repositories, "core/context.py", "import sqlalchemy as sa\nsa.text('SELECT 1')"),
    (source_rules.sql_in_repositories, "songs/jobs/routes.py", "await session.scalar(query)"),
    (
        source_rules.sql_in_repositories,
        "songs/jobs/live.py",
        "from sqlalchemy.dialects.postgresql import insert",
    ),
    (source_rules.no_background_tasks, "songs/jobs/routes.py", "from fastapi import BackgroundTasks"),
    (
        source_rules.no_background_tasks,
        "songs/jobs/routes.py",
        "from starlette.background import BackgroundTask",
    ),
    (source_rules.no_naive_datetimes, "core/clock.py", "from datetime import datetime\ndatetime.now()"),
    (source_rules.no_naive_datetimes, "core/clock.py", "import datetime\ndatetime.datetime.utcnow()"),
    (source_rules.no_naive_datetimes, "core/clock.py", "datetime.fromtimestamp(1)"),
    (source_rules.no_vague_names, "songs/utils.py", ""),
    (source_rules.no_vague_names, "songs/helpers/reading.py", ""),
    (source_rules.decisions_know_no_http, "songs/jobs/service.py", "from fastapi import HTTPException"),
    (source_rules.decisions_know_no_http, "songs/jobs/repository.py", "import starlette\nstarlette.status"),
    (source_rules.no_hidden_queries, "songs/prompts/models.py", "samples = relationship('AudioSample')"),
]

INNOCENTS = [
    (source_rules.one_committer, "core/db/database.py", "await session.commit()"),
    (source_rules.sql_in_repositories, "songs/jobs/repository.py", "from sqlalchemy import select"),
    (source_rules.sql_in_repositories, "songs/prompts/models.py", "from sqlalchemy import text"),
    (source_rules.sql_in_repositories, "core/auth/visibility.py", "from sqlalchemy import false, true"),
    (source_rules.no_naive_datetimes, "core/clock.py", "datetime.now(UTC); datetime.now(tz=UTC)"),
    (source_rules.no_naive_datetimes, "core/clock.py", "datetime.fromtimestamp(1, UTC); utcnow()"),
    (source_rules.decisions_know_no_http, "songs/jobs/routes.py", "from fastapi import APIRouter"),
    (source_rules.no_hidden_queries, "songs/prompts/models.py", "x = relationship('X', lazy='raise')"),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: Rule) -> None:
    assert offences(PACKAGE, rule) == []


@pytest.mark.parametrize(("rule", "path", "code"), OFFENDERS)
def test_an_offender_is_caught_and_named(rule: Rule, path: str, code: str, tmp_path: Path) -> None:
    _write(tmp_path / path, code)
    found = offences(tmp_path, rule)
    assert len(found) == 1
    assert found[0].startswith(path)


@pytest.mark.parametrize(("rule", "path", "code"), INNOCENTS)
def test_what_is_allowed_is_left_alone(rule: Rule, path: str, code: str, tmp_path: Path) -> None:
    _write(tmp_path / path, code)
    assert offences(tmp_path, rule) == []


def test_every_rule_has_an_offender() -> None:
    assert {rule for rule, _, _ in OFFENDERS} == set(RULES)


def test_the_rules_look_at_the_whole_package() -> None:
    seen: list[str] = []
    offences(PACKAGE, lambda source: iter(seen.append(source.path) or ()))
    assert {"app.py", "core/db/database.py", "migrations/versions/0001_foundation.py"} <= set(seen)


def _write(path: Path, code: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(code)
