"""What a measurement comes to, and how it is shown."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table


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
            return f"≤ {self.at_most:g} {self.unit}"
        if self.at_least_control is not None:
            return f"≥ {self.at_least_control:g} ×"
        return f"≤ {self.times_control:g} ×" if self.times_control is not None else ""


def document(figures: Sequence[Figure]) -> dict[str, Any]:
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}
    rows = [asdict(figure) | {"ratio": figure.ratio, "met": figure.met} for figure in figures]
    return {"machine": machine, "figures": rows}


def show(figures: Sequence[Figure]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("figure")
    for title in ("measured", "control", "ratio", "target", ""):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("note")
    for figure in figures:
        table.add_row(*_cells(figure))
    console = Console(width=None if os.isatty(1) else 160)
    console.print(table)


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        f"{figure.value:.4g} {figure.unit}",
        "" if figure.control is None else f"{figure.control:.4g} {figure.unit}",
        "" if figure.ratio is None else f"{figure.ratio:.2f} ×",
        figure.target,
        {None: "", True: "met", False: "MISSED"}[figure.met],
        figure.note,
    )
