"""Very many finished jobs with samples and feedback, made by the database itself.

One statement a table, with the indexes dropped before and made again behind: a million jobs through an ORM
would take longer than all that is measured with them. Everything follows from the number of a row, so that
the same count gives the same rows.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from uuid import UUID

import psycopg
from psycopg import sql

from reprise.core.auth.models import OWNER_ID
from reprise.core.paging import Cursor

PROMPTS: Final = 1_000
SAMPLES: Final = 2
SECONDS_APART: Final = 20
SAID_OF_EVERY: Final = 10
SAID: Final = 3
_FAILED: Final = 25
_BEGIN: Final = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp())
_PROMPT, _JOB, _SAMPLE, _FEEDBACK, _PERSON = range(1, 6)
# Spreads consecutive numbers over all first characters, as random ids are spread (Knuth, TAOCP 6.4).
_SCATTER: Final = 2_654_435_761


class _Speech(Protocol):
    """What the two databases say differently."""

    def numbers(self, count: int) -> str:
        """A source of rows whose `n` counts from 1."""

    def identity(self, kind: int, number: str) -> str: ...

    def instant(self, epoch: str) -> str: ...

    def json(self, text: str) -> str: ...

    def uuid(self, value: UUID) -> str: ...


class _Sqlite:
    def numbers(self, count: int) -> str:
        counting = f"SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count}"
        return f"(WITH RECURSIVE c(n) AS ({counting}) SELECT n FROM c) AS numbers"

    def identity(self, kind: int, number: str) -> str:
        return f"printf('%08x%08x%016x', ({number}) * {_SCATTER} % 4294967296, {kind}, {number})"

    def instant(self, epoch: str) -> str:
        return f"strftime('%Y-%m-%d %H:%M:%S.000000', {epoch}, 'unixepoch')"

    def json(self, text: str) -> str:
        return f"'{text}'"

    def uuid(self, value: UUID) -> str:
        return f"'{value.hex}'"


class _Postgresql:
    def numbers(self, count: int) -> str:
        return f"generate_series(1::bigint, {count}) AS numbers(n)"

    def identity(self, kind: int, number: str) -> str:
        parts = (
            f"lpad(to_hex(({number}) * {_SCATTER} % 4294967296), 8, '0')",
            f"'{kind:08x}'",
            f"lpad(to_hex({number}), 16, '0')",
        )
        return f"CAST({' || '.join(parts)} AS uuid)"

    def instant(self, epoch: str) -> str:
        return f"to_timestamp({epoch})"

    def json(self, text: str) -> str:
        return f"CAST('{text}' AS jsonb)"

    def uuid(self, value: UUID) -> str:
        return f"CAST('{value}' AS uuid)"


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    rows: int
    columns: dict[str, str]
    where: str = "true"

    def statement(self, speech: _Speech) -> str:
        columns = ", ".join(f'"{name}"' for name in self.columns)
        values = ", ".join(self.columns.values())
        source = speech.numbers(self.rows)
        return f"INSERT INTO {self.name} ({columns}) SELECT {values} FROM {source} WHERE {self.where}"


def insert_many_jobs(url: str, count: int) -> None:
    """`count` jobs, 20 s apart, of which every 25th failed and the others have two samples each.

    Of every tenth something was said: twice by one person, of whom the newer counts, and once by another.
    """
    if url.startswith("sqlite"):
        _fill_sqlite(url.removeprefix("sqlite:///"), count)
    else:
        _fill_postgresql(url, count)


def job_place(number: int) -> Cursor:
    """Where the job of that number stands in the list; 1 is the oldest."""
    identity = UUID(f"{number * _SCATTER % 2**32:08x}{_JOB:08x}{number:016x}")
    return Cursor(datetime.fromtimestamp(_BEGIN + SECONDS_APART * number, UTC), identity)


def _fill_sqlite(path: str, count: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous=OFF", "cache_size=-500000", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    tables = _tables(_Sqlite(), count)
    names = ", ".join(f"'{table.name}'" for table in tables)
    indexes: Sequence[tuple[str, str]] = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
        f"AND tbl_name IN ({names})"
    ).fetchall()
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for table in tables:
        connection.execute(table.statement(_Sqlite()))
    for _, definition in indexes:
        connection.execute(definition)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _fill_postgresql(url: str, count: int) -> None:
    tables = _tables(_Postgresql(), count)
    with psycopg.connect(url, autocommit=True) as connection:
        with connection.transaction():
            connection.execute("SET LOCAL maintenance_work_mem = '256MB'")
            _trust_keys(connection)
            indexes = connection.execute(
                "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i "
                "JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid::regclass::text = ANY(%s) "
                "AND NOT EXISTS (SELECT 1 FROM pg_constraint o WHERE o.conindid = i.indexrelid)",
                [[table.name for table in tables]],
            ).fetchall()
            for name, _ in indexes:
                connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
            for table in tables:
                connection.execute(table.statement(_Postgresql()).encode())
            for _, definition in indexes:
                connection.execute(definition)
        # What autovacuum would have done by the time so many jobs were made.
        connection.execute("VACUUM ANALYZE")


def _trust_keys(connection: psycopg.Connection[Any]) -> None:
    """Foreign keys are not looked up for each row, where the role may say so: half of the time."""
    with contextlib.suppress(psycopg.errors.InsufficientPrivilege), connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")


def _tables(speech: _Speech, count: int) -> list[_Table]:
    owned = {"owner_id": speech.uuid(OWNER_ID)}
    nothing = speech.json("[]")
    parameters = speech.json('{"density": 0.5}')
    prompt = speech.identity(_PROMPT, f"n % {PROMPTS} + 1")
    words = "'slow sad piano in D minor, 60 bpm, take ' || "
    failed = f"n % {_FAILED} = 0"
    created = f"{_BEGIN} + {SECONDS_APART} * n"
    # Samples are numbered through: job 1 has 1 and 2, job 2 has 3 and 4.
    of_sample = f"((n - 1) / {SAMPLES} + 1)"
    prompt_of_sample = speech.identity(_PROMPT, f"{of_sample} % {PROMPTS} + 1")
    finished = f"{_BEGIN} + {SECONDS_APART} * {of_sample} + 12"
    # And so is what was said, three times a job; the job's first sample is meant.
    of_feedback, turn = f"((n - 1) / {SAID} * {SAID_OF_EVERY} + 1)", f"((n - 1) % {SAID})"
    return [
        _Table(
            "prompts",
            PROMPTS,
            {
                "id": speech.identity(_PROMPT, "n"),
                **owned,
                "text": f"{words}n",
                "instruments_primary": nothing,
                "instruments_secondary": nothing,
                "created_at": speech.instant(str(_BEGIN)),
            },
        ),
        _Table(
            "generation_jobs",
            count,
            {
                "id": speech.identity(_JOB, "n"),
                **owned,
                "prompt_id": prompt,
                "engine": "'composer'",
                "status": f"CASE WHEN {failed} THEN 'failed' ELSE 'completed' END",
                "priority": "0",
                "num_samples": str(SAMPLES),
                "seed": "n",
                "duration": "30.0",
                "parameters": parameters,
                "composed_prompt": f"CASE WHEN {failed} THEN NULL ELSE {words}(n % {PROMPTS} + 1) END",
                "not_understood": nothing,
                "progress": f"CASE WHEN {failed} THEN 40 ELSE 100 END",
                "error_code": f"CASE WHEN {failed} THEN 'ENGINE_FAILED' END",
                "error_message": f"CASE WHEN {failed} THEN 'The engine ran out of memory.' END",
                "workflow_id": "'job-' || n",
                "claims": "1",
                "engine_deaths": "0",
                "created_at": speech.instant(created),
                "started_at": speech.instant(f"{created} + 1"),
                "completed_at": speech.instant(f"{created} + 13"),
            },
        ),
        _Table(
            "audio_samples",
            SAMPLES * count,
            {
                "id": speech.identity(_SAMPLE, "n"),
                **owned,
                "job_id": speech.identity(_JOB, of_sample),
                "prompt_id": prompt_of_sample,
                "index": f"(n - 1) % {SAMPLES}",
                "duration": "30.0",
                "sample_rate": "44100",
                "channels": "2",
                "codec": "'flac'",
                "bytes": "1000000",
                "sha256": f"'{'0' * 64}'",
                "loudness": "-16.0",
                "true_peak": "-1.5",
                "clipped_samples": "0",
                "seed": "n",
                "parameters": parameters,
                "engine": "'composer'",
                "engine_version": "'1.0'",
                "storage_key": "'samples/' || n || '.flac'",
                "created_at": speech.instant(finished),
            },
            where=f"{of_sample} % {_FAILED} <> 0",
        ),
        _Table(
            "feedback",
            count // SAID_OF_EVERY * SAID,
            {
                "id": speech.identity(_FEEDBACK, "n"),
                "author_id": speech.identity(_PERSON, f"CASE WHEN {turn} < 2 THEN 1 ELSE 2 END"),
                "audio_id": speech.identity(_SAMPLE, f"{SAMPLES} * {of_feedback} - 1"),
                "rating": f"{turn} + 2",
                "rating_criterion": "'overall'",
                "tie": "false",
                "created_at": speech.instant(f"{_BEGIN} + {SECONDS_APART} * {of_feedback} + 14 + {turn}"),
            },
        ),
    ]
