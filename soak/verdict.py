"""What the checker found, by kind, each with a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field, fields


@dataclass(slots=True)
class Verdict:
    """Every list is empty when all that was promised was kept."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    orphan_files: list[str] = field(default_factory=list)
    events_lost: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    """Answers that nothing excuses, processes that ended by themselves, backups that failed wrongly."""

    @property
    def is_clean(self) -> bool:
        return not self.findings()

    @property
    def line(self) -> str:
        return ", ".join(f"{_title(one.name)} {len(getattr(self, one.name))}" for one in fields(self))

    def findings(self) -> list[str]:
        return [f"{_title(one.name)}: {what}" for one in fields(self) for what in getattr(self, one.name)]


def _title(name: str) -> str:
    return name.replace("_", " ")
