"""The tables of `docs/bench.md`, written between marks of that page; the words around them are people's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.figures import Figure, cells

_HEAD = ("figure", "measured", "control", "ratio", "target", "", "note")


def write(path: Path, measured: Mapping[str, Sequence[Figure]], machine: Mapping[str, Any]) -> None:
    """Put each bench's table between `<!-- figures NAME -->` and `<!-- end -->`; the others stay.

    Raises:
        ValueError: the page has no such place.
    """
    text = path.read_text()
    for name, figures in measured.items():
        place = re.compile(rf"(<!-- figures {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
        text, count = place.subn(rf"\g<1>{_escaped(_table(figures, machine))}\g<2>", text)
        if count != 1:
            raise ValueError(f"{path} has {count} places for the figures of {name}")
    path.write_text(text)


def _table(figures: Sequence[Figure], machine: Mapping[str, Any]) -> str:
    if not figures:
        return "\nNothing could be measured.\n\n"
    rows = [_HEAD, ("---",) * len(_HEAD), *(cells(figure) for figure in figures)]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(["", *lines, "", _circumstances(machine), "", ""])


def _circumstances(machine: Mapping[str, Any]) -> str:
    day = datetime.now(UTC).date().isoformat()
    load = ", ".join(f"{one:.1f}" for one in machine["load"])
    busy = " **The machine was busy with other things: take the ratios as hints.**" if machine["busy"] else ""
    return (
        f"{day}, {machine['cores']} cores, Python {machine['python']}, {machine['system']}, "
        f"load before the run (1, 5, 15 minutes): {load}.{busy}"
    )


def _escaped(text: str) -> str:
    """As it is, in the replacement of a regular expression."""
    return text.replace("\\", "\\\\")
