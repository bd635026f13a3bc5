"""What feedback can be exported as."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

LineFormat = Literal["csv", "jsonl"]
ExportFormat = Literal[LineFormat, "parquet"]

CONTENT_TYPES: Final[dict[ExportFormat, str]] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}


def file_name(format_: ExportFormat, day: date) -> str:
    return f"reprise-feedback-{day.isoformat()}.{format_}"
