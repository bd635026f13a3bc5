"""The columns of exported feedback: stable names, documented in docs/exports.md."""

from __future__ import annotations

from typing import Final, Literal

Kind = Literal["text", "integer", "number", "boolean", "instant", "texts", "document"]

COLUMNS: Final[dict[str, Kind]] = {
    "id": "text",
    "created_at": "instant",
    "author_id": "text",
    "author": "text",
    "audio_id": "text",
    "label": "text",
    "job_id": "text",
    "rating": "integer",
    "rating_criterion": "text",
    "preferred_over": "text",
    "preferred_over_label": "text",
    "preferred_over_job_id": "text",
    "preferred_over_sha256": "text",
    "tie": "boolean",
    "tags": "texts",
    "notes": "text",
    "effective": "boolean",
    "prompt_id": "text",
    "prompt_text": "text",
    "style": "text",
    "mood": "text",
    "tempo": "number",
    "key": "text",
    "instruments_primary": "texts",
    "instruments_secondary": "texts",
    "composed_prompt": "text",
    "engine": "text",
    "engine_version": "text",
    "parameters": "document",
    "adapter_id": "text",
    "adapter_name": "text",
    "adapter_version": "integer",
    "adapter_version_id": "text",
    "seed": "integer",
    "job_seed": "integer",
    "duration": "number",
    "sha256": "text",
    "loudness": "number",
    "experiment_id": "text",
    "experiment_name": "text",
}
"""By name, in their order. `texts` are lists, a `document` is a JSON object."""

FREE_TEXTS: Final = frozenset(
    {
        *("author", "notes", "prompt_text", "style", "mood", "key", "composed_prompt"),
        *("adapter_name", "experiment_name"),
    }
)
"""Columns whose first letter somebody chose."""
