"""The process that writes a Parquet file: `python -m`, then parent and target; JSON lines come in.

A process of its own, because the library costs 100 MB and blocks.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from reprise.core.operations.lifeline import die_with_parent
from reprise.songs.feedback.exports.columns import COLUMNS

GROUP: Final = 5_000
"""Rows that are held at once, and read at once by whoever reads the file."""

_NICENESS: Final = 5
_INSTANTS: Final = tuple(name for name, kind in COLUMNS.items() if kind == "instant")
_DOCUMENTS: Final = tuple(name for name, kind in COLUMNS.items() if kind == "document")


def main(parent: str, target: str) -> None:
    die_with_parent(int(parent))
    os.nice(_NICENESS)
    import pyarrow
    from pyarrow import parquet

    types: dict[str, Callable[[], Any]] = {
        "text": pyarrow.string,
        "integer": pyarrow.int64,
        "number": pyarrow.float64,
        "boolean": pyarrow.bool_,
        "instant": lambda: pyarrow.timestamp("ms", tz="UTC"),
        "texts": lambda: pyarrow.list_(pyarrow.string()),
        "document": pyarrow.string,
    }
    schema = pyarrow.schema([(name, types[kind]()) for name, kind in COLUMNS.items()])
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        for rows in _groups(sys.stdin.buffer):
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))


def _groups(lines: Iterable[bytes]) -> Iterator[list[dict[str, Any]]]:
    rows = map(_row, lines)
    while group := list(islice(rows, GROUP)):
        yield group


def _row(line: bytes) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line)
    for name in _INSTANTS:
        row[name] = datetime.fromisoformat(row[name])
    for name in _DOCUMENTS:
        row[name] = json.dumps(row[name])
    return row


if __name__ == "__main__":
    main(*sys.argv[1:])
