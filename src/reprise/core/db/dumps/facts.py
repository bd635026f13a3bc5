"""What a dump holds, whichever database it is of."""

from __future__ import annotations

from dataclasses import dataclass, field


class DumpError(Exception):
    """The dump cannot be taken or loaded; the message says why."""


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table; `file` is where its rows lie within the dump, empty where the dump is a database itself."""

    schema: str
    name: str
    columns: list[str]
    rows: int
    file: str = ""

    @property
    def title(self) -> str:
        return f"{self.schema}.{self.name}" if self.schema else self.name


@dataclass(frozen=True, slots=True)
class DumpFacts:
    """`sequences` are the last values given out; `strangers` are tables of others, which were left out."""

    revision: str
    tables: list[TableFacts]
    sequences: dict[str, int] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)

    def has(self, table: str, *columns: str) -> bool:
        """Whether our own table of this name is there, with these columns."""
        return any(
            found.name == table and set(columns) <= set(found.columns)
            for found in self.tables
            if not found.schema
        )

    @property
    def row_count(self) -> int:
        return sum(table.rows for table in self.tables)
