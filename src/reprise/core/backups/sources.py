"""What the rooms tell of the stored files that their rows name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a row names, and what the row says of it: `bytes` and, in hexadecimal, `sha256`."""

    key: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileSource:
    """One kind of stored files.

    `table` and `columns` are what `named` reads: a database of an older revision may not have them.
    `still_named` are those of the keys that rows name at this moment. `forget` deletes the rows of keys as
    the application does; None where it never deletes them.
    """

    table: str
    columns: tuple[str, ...]
    named: Callable[[Connection], Iterator[NamedFile]]
    still_named: Callable[[Connection, Sequence[str]], Iterable[str]]
    forget: Callable[[Connection, Sequence[str]], None] | None = None
