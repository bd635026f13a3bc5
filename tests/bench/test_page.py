"""The tables that a run puts into its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.__main__ import BENCHES
from bench.figures import Figure, machine

from bench import page

ROOT = Path(__file__).parents[2]
TEXT = "# Bench\n<!-- figures a -->\nold\n<!-- end -->\nwords\n<!-- figures b -->\nkept\n<!-- end -->\n"
IDLE = {"cores": 2, "python": "3.11", "system": "Linux", "load": (0.1, 0.2, 0.3), "busy": False}


def test_only_what_was_measured_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "bench.md"
    path.write_text(TEXT)
    figures = [
        Figure("a | b \\1", 10, "/s", control=20, at_least_control=0.4, note="twice"),
        Figure("lost", 0, "", at_most=0),
        Figure("slow", 3, "ms", control=1, times_control=2),
    ]
    for _ in range(2):
        page.write(path, {"a": figures}, IDLE)
    text = path.read_text()
    assert text.startswith("# Bench\n<!-- figures a -->\n\n| figure |")
    assert "| a \\| b \\1 | 10 /s | 20 /s | 0.50 × | ≥ 0.4 × | met | twice |\n" in text
    assert "| lost | 0 |  |  | ≤ 0 | met |  |\n" in text
    assert "| slow | 3 ms | 1 ms | 3.00 × | ≤ 2 × | MISSED |  |\n" in text
    assert text.endswith("words\n<!-- figures b -->\nkept\n<!-- end -->\n")
    assert text.count("| a \\|") == 1 and "old" not in text and "busy" not in text


def test_figures_of_a_busy_machine_say_so(tmp_path: Path) -> None:
    path = tmp_path / "bench.md"
    path.write_text(TEXT)
    page.write(path, {"b": [Figure("x", 1, "s")]}, IDLE | {"busy": True, "load": (9.0, 1.0, 1.0)})
    assert "load before the run (1, 5, 15 minutes): 9.0, 1.0, 1.0. **The machine was busy" in path.read_text()


def test_a_page_without_the_place_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bench.md"
    path.write_text(TEXT)
    with pytest.raises(ValueError, match="0 places for the figures of c"):
        page.write(path, {"c": []}, IDLE)


def test_the_page_in_the_docs_has_a_place_for_every_bench(tmp_path: Path) -> None:
    path = tmp_path / "bench.md"
    path.write_text((ROOT / "docs" / "bench.md").read_text())
    page.write(path, {name: [Figure(f"of {name}", 1, "s")] for name in BENCHES}, machine())
    assert all(f"| of {name} |" in path.read_text() for name in BENCHES)
