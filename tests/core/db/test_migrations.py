"""The migrations make what the models describe, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, create_engine, inspect, select, text
from tests.support.feedback_rows import insert_feedback
from tests.support.rows import insert_adapter, insert_experiments, insert_jobs, insert_prompts

from reprise.core.db import configure_sqlite, migrate
from reprise.core.db.urls import is_sqlite, sync_url
from reprise.core.operations import schema
from reprise.songs.prompts.models import PromptTerm
from reprise.tables import metadata

Contents = dict[str, list[dict[str, Any]]]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """On an empty database."""
    made = create_engine(sync_url(database_url))
    if is_sqlite(database_url):
        configure_sqlite(made)
    yield made
    made.dispose()


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_the_head_is_what_the_models_describe(database_url: str, engine: Engine) -> None:
    assert migrate.upgrade(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert tables(connection) == set(metadata.tables)
    assert migrate.current(database_url) == migrate.head()


def test_a_forgotten_column_would_be_noticed(database_url: str, engine: Engine) -> None:
    migrate.upgrade(database_url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE prompts ADD COLUMN forgotten INTEGER"))
        assert compare_metadata(MigrationContext.configure(connection), metadata) != []


def test_what_was_migrated_can_be_undone_and_done_again(database_url: str, engine: Engine) -> None:
    migrate.upgrade(database_url)
    with engine.begin() as connection:
        command.downgrade(migrate.config(connection), "base")
        assert tables(connection) == set()
    assert migrate.upgrade(database_url)
    with engine.connect() as connection:
        assert tables(connection) == set(metadata.tables)


def test_a_second_upgrade_has_nothing_to_do(database_url: str) -> None:
    assert schema.upgrade(database_url)
    assert not schema.upgrade(database_url)


def test_many_that_start_at_once_migrate_once(database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        changed = list(pool.map(migrate.upgrade, [database_url] * 4))
    assert sorted(changed) == [False, False, False, True]


def test_a_database_of_a_newer_version_is_refused(database_url: str, engine: Engine) -> None:
    migrate.upgrade(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(migrate.MigrationError, match=r"newer Reprise.*9999"):
        migrate.upgrade(database_url)


def test_the_owner_is_there_from_the_first_migration(database_url: str, engine: Engine) -> None:
    migrate.upgrade(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT role FROM users")).scalars().all() == ["admin"]


def test_every_table_has_a_primary_key_and_every_foreign_key_says_what_a_deletion_does() -> None:
    for table in metadata.tables.values():
        assert table.primary_key.columns, table.name
        for foreign_key in table.foreign_keys:
            assert foreign_key.ondelete in {"CASCADE", "RESTRICT", "SET NULL"}, foreign_key


def test_prompts_that_are_there_already_are_given_their_terms(database_url: str, engine: Engine) -> None:
    migrate.upgrade(database_url)
    insert_prompts(database_url, 1_200)
    with engine.begin() as connection:
        made = connection.execute(select(PromptTerm.__table__)).all()
        command.downgrade(migrate.config(connection), "0002")
    migrate.upgrade(database_url)
    with engine.connect() as connection:
        assert sorted(connection.execute(select(PromptTerm.__table__)).all()) == sorted(made) != []


def _contents(engine: Engine) -> Contents:
    """Every row of every table, by its names."""
    described = MetaData()
    described.reflect(engine)
    with engine.connect() as connection:
        return {
            name: sorted((dict(row) for row in connection.execute(select(table)).mappings()), key=str)
            for name, table in described.tables.items()
            if name != "alembic_version"
        }


def _only(known: Contents, found: Contents) -> Contents:
    """Of `found` the tables and columns that `known` has."""
    return {
        name: sorted(({column: row[column] for column in known[name][0]} for row in found[name]), key=str)
        for name in known
        if known[name]
    }


def test_a_database_in_use_keeps_its_rows_through_adapters_tests_and_experts(
    database_url: str, engine: Engine
) -> None:
    """From 0009, when there were jobs, samples, feedback, experiments and adapters, and back again."""
    migrate.upgrade(database_url)
    with engine.begin() as connection:
        command.downgrade(migrate.config(connection), "0009")
    insert_jobs(database_url, 400)
    insert_experiments(database_url, 20)
    insert_adapter(database_url, "warm", share=5)
    insert_feedback(database_url, 600, jobs=40)
    before = {name: rows for name, rows in _contents(engine).items() if rows}
    assert {"generation_jobs", "audio_samples", "feedback", "adapters", "adapter_versions"} <= set(before)
    assert migrate.upgrade(database_url)
    after = _contents(engine)
    assert _only(before, after) == before
    (version,) = after["adapter_versions"]
    assert (version["weights"], version["weights_sha256"]) == (None, None)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        command.downgrade(migrate.config(connection), "0009")
    assert {name: rows for name, rows in _contents(engine).items() if rows} == before
