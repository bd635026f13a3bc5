"""Directories from files: what is kept, what is refused and why, on both databases."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import select

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import Database
from reprise.experts.directory.importing import ImportReport, import_file
from reprise.experts.directory.models import Expert
from reprise.experts.directory.repository import state
from reprise.experts.directory.rows import ExpertFileError, GoodRow, read

GOOD = "username,first_name,tags,hourly_rate,bio\nada,Ada,SQL;tuning,120,Fast queries\nbo,Bo,,,\n"


async def _import(database: Database, path: Path, text: str, *, dry_run: bool = False) -> ImportReport:
    await asyncio.to_thread(path.write_text, text)
    return await import_file(database, path, OWNER_ID, dry_run=dry_run)


async def _everybody(database: Database) -> dict[str, Expert]:
    async with database.snapshot() as session:
        return {expert.username: expert for expert in await session.scalars(select(Expert))}


async def _revision(database: Database) -> int:
    async with database.snapshot() as session:
        return (await state(session))[0]


async def test_new_known_and_unchanged_rows_are_told_apart(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "experts.csv"
    dry = await _import(database, file, GOOD, dry_run=True)
    assert (dry.created, await _everybody(database), await _revision(database)) == (2, {}, 0)
    report = await _import(database, file, GOOD)
    assert (report.created, report.updated, report.unchanged, report.bad) == (2, 0, 0, [])
    report = await _import(database, file, "username,first_name,bio\nada,Ada,Slow queries\nbo,Bo,\n")
    assert (report.created, report.updated, report.unchanged) == (0, 1, 1)
    ada = (await _everybody(database))["ada"]
    # What the second file had no column for stays.
    assert (ada.bio, ada.tags, ada.hourly_rate) == ("Slow queries", ["SQL", "tuning"], 120)
    dry = await _import(database, file, "username,first_name\nada,Eve\n", dry_run=True)
    assert (dry.updated, (await _everybody(database))["ada"].first_name) == (1, "Ada")


async def test_each_bad_row_is_named_and_the_others_are_kept(database: Database, tmp_path: Path) -> None:
    rows = [
        "username,first_name,profile_url,hourly_rate",
        "js,Js,javascript:alert(1),",
        "ada,Ada,https://example.org/ada,12",
        'quote,"A"b,,',
        "few,Few",
        "ada,Ada,,",
        "huge," + "x" * 200_000 + ",,",
        "nan,Nan,,nan",
        'two,"of\ntwo lines",,',
        "minus,Minus,,-1",
        "=cmd(),Formula,,",
    ]
    report = await _import(database, tmp_path / "hostile.csv", "\n".join(rows))
    assert [(row.line, row.field) for row in report.bad] == [
        (2, "profile_url"),
        (4, None),
        (5, None),
        (6, "username"),
        (7, None),
        (8, "hourly_rate"),
        (9, "first_name"),
        (11, "hourly_rate"),
    ]
    assert set(await _everybody(database)) == {"ada", "=cmd()"}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.txt", b"", "must end with"),
        ("x.csv", b"", "no column username"),
        ("x.csv", b"username\nada\n", "no column first_name"),
        ("x.csv", b"username,first_name,age\n", "'age' is not known"),
        ("x.csv", b"username,first_name,first_name\n", "stands there twice"),
        ("x.csv", b'username,first_name\nada,"Ada\nbo,Bo\n', "Line 3"),
        ("x.csv", b"username,first_name\nada,\xff\n", "not UTF-8"),
        ("missing.csv", None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    name: str, content: bytes | None, told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ExpertFileError, match=told):
        list(read(path))


def test_what_spreadsheets_write_is_read(tmp_path: Path) -> None:
    path = tmp_path / "experts.csv"
    path.write_bytes('\ufeffusername;first_name;tags;is_active\r\nada;Ada;"a;b";false\r\n'.encode())
    (row,) = read(path)
    assert isinstance(row, GoodRow)
    assert row.values == {"username": "ada", "first_name": "Ada", "tags": ["a", "b"], "is_active": False}


def test_lines_of_json_are_checked_like_rows(tmp_path: Path) -> None:
    path = tmp_path / "experts.jsonl"
    rows: list[object] = [
        {"username": "ada", "first_name": "Ada", "tags": ["SQL"]},
        [],
        {"username": "b", "first_name": "B", "hourly_rate": 10**400},
        {"username": "c", "first_name": "C", "tags": "SQL"},
        {"username": "d", "first_name": "D", "bio": "\x00"},
        {"username": "e", "first_name": "E", "age": 7},
    ]
    path.write_text("\n".join([*map(json.dumps, rows), "{", ""]))
    found = list(read(path))
    assert isinstance(found[0], GoodRow)
    bad = [(row.line, row.field) for row in found if not isinstance(row, GoodRow)]
    assert bad == [(2, None), (3, "hourly_rate"), (4, "tags"), (5, "bio"), (6, "age"), (7, None)]
