"""What a measurement comes to, and how it is shown."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

_BUSY = 0.5
"""Share of the cores; a machine of two that runs one thing is about there."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `at_most` bounds the value itself, the others its ratio to the control.

    `times_control` is the most that the ratio may be, for times; `at_least_control` the least, for rates.
    """

    name: str
    value: float
    unit: str
    control: float | None = None
    at_most: float | None = None
    times_control: float | None = None
    at_least_control: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.control if self.control else None

    @property
    def met(self) -> bool | None:
        """None where there is no target."""
        if self.at_most is not None:
            return self.value <= self.at_most
        if self.times_control is not None and self.ratio is not None:
            return self.ratio <= self.times_control
        if self.at_least_control is not None and self.ratio is not None:
            return self.ratio >= self.at_least_control
        return None

    @property
    def target(self) -> str:
        if self.at_most is not None:
            return f"≤ {self.at_most:g} {self.unit}".strip()
        if self.at_least_control is not None:
            return f"≥ {self.at_least_control:g} ×"
        return f"≤ {self.times_control:g} ×" if self.times_control is not None else ""


def machine() -> dict[str, Any]:
    """What is measured on, and how busy it is with other things at this moment."""
    load, cores = os.getloadavg(), os.cpu_count() or 1
    return {
        "cores": cores,
        "python": platform.python_version(),
        "system": platform.platform(),
        "load": load,
        "busy": load[0] > _BUSY * cores,
    }


def document(measured: Mapping[str, Sequence[Figure]], on: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        {"bench": name} | asdict(figure) | {"ratio": figure.ratio, "met": figure.met}
        for name, figures in measured.items()
        for figure in figures
    ]
    return {"machine": on, "figures": rows}


def show(figures: Sequence[Figure]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("figure")
    for title in ("measured", "control", "ratio", "target", ""):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("note")
    for figure in figures:
        table.add_row(*cells(figure))
    console = Console(width=None if os.isatty(1) else 160)
    console.print(table)


def cells(figure: Figure) -> tuple[str, ...]:
    """A row of a table."""
    return (
        figure.name,
        f"{figure.value:.4g} {figure.unit}".strip(),
        "" if figure.control is None else f"{figure.control:.4g} {figure.unit}",
        "" if figure.ratio is None else f"{figure.ratio:.2f} ×",
        figure.target,
        {None: "", True: "met", False: "MISSED"}[figure.met],
        figure.note,
    )
