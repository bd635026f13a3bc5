"""What a process really costs: its own memory and its share of what it shares (Linux, proc(5))."""

from __future__ import annotations

from pathlib import Path


def measurable() -> bool:
    return Path("/proc/self/smaps_rollup").exists()


def pss(pid: int) -> int:
    """Proportional set size in bytes."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
