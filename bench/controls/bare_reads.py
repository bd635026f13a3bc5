"""A bare FastAPI application that reads feedback: `bare_reads.py PORT DATABASE_URL`.

SQL written by hand, the driver's rows, orjson. The answers say the same as those of Reprise: what counts,
totals, averages.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import uvicorn
from fastapi import FastAPI, Response

from bench.controls.drivers import COUNTS, RATING_COUNTS, Ask, asking, identity, instant

RECORD = (
    "f.id, f.audio_id, f.rating, f.rating_criterion, f.preferred_over, f.tie, f.tags, f.notes, f.author_id, "
    f"u.email, f.created_at, {COUNTS}"
)
_LISTED = (
    f'SELECT {RECORD}, s.job_id, s."index", s.prompt_id, p.text, o."index", o.job_id FROM feedback f '
    "JOIN audio_samples s ON s.id = f.audio_id JOIN prompts p ON p.id = s.prompt_id "
    "LEFT JOIN audio_samples o ON o.id = f.preferred_over LEFT JOIN users u ON u.id = f.author_id "
    "WHERE f.rating = {0} {after} ORDER BY f.created_at DESC, f.id DESC LIMIT 51"
)
PAGE = _LISTED.replace("{after}", "")
DEEP = _LISTED.replace("{after}", "AND (f.created_at, f.id) < ({1}, {2})")
TOTAL = "SELECT count(*) FROM (SELECT 1 FROM feedback f WHERE f.rating = {0} LIMIT 10001) c"
FIGURES = (
    'SELECT j.prompt_id, s.id, s."index", f.rating_criterion, count(f.id), '
    f"sum(CASE WHEN {RATING_COUNTS} THEN f.rating END), count(CASE WHEN {RATING_COUNTS} THEN 1 END) "
    "FROM generation_jobs j LEFT JOIN audio_samples s ON s.job_id = j.id LEFT JOIN feedback f "
    'ON f.audio_id = s.id WHERE j.id = {0} GROUP BY j.prompt_id, s.id, s."index", f.rating_criterion '
    'ORDER BY s."index"'
)
OF_SAMPLE = (
    f"SELECT {RECORD} FROM feedback f LEFT JOIN users u ON u.id = f.author_id WHERE f.audio_id = {{0}} "
    "ORDER BY f.created_at DESC, f.id DESC LIMIT 50"
)


def record(row: Sequence[Any]) -> dict[str, Any]:
    return {
        "id": identity(row[0]),
        "audio_id": identity(row[1]),
        "rating": row[2],
        "rating_criterion": row[3],
        "preferred_over": identity(row[4]),
        "tie": bool(row[5]),
        "tags": orjson.loads(row[6]) if row[6] else [],
        "notes": row[7],
        "author": {"id": identity(row[8]), "name": row[9].partition("@")[0] if row[9] else None},
        "created_at": instant(row[10]),
        "effective": bool(row[11]),
    }


def _in_context(row: Sequence[Any]) -> dict[str, Any]:
    return record(row) | {
        "job_id": identity(row[12]),
        "label": "ABCDEFGH"[row[13]],
        "prompt_id": identity(row[14]),
        "prompt_text": row[15],
        "preferred_over_label": None if row[16] is None else "ABCDEFGH"[row[16]],
        "preferred_over_job_id": identity(row[17]),
    }


def _averages(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    stars: dict[str, int] = defaultdict(int)
    ratings: dict[str, int] = defaultdict(int)
    for row in rows:
        stars[row[3]] += row[5] or 0
        ratings[row[3]] += row[6]
    averages = {
        name: (200 * stars[name] + count) // (2 * count) / 100 for name, count in ratings.items() if count
    }
    total = sum(row[4] for row in rows)
    return {
        "total_feedback": total,
        "average_rating": averages.get("overall"),
        "averages": averages,
    }


async def _job(ask: Ask, job_id: Any) -> dict[str, Any]:
    rows = await ask(FIGURES, job_id)
    samples: dict[Any, list[Sequence[Any]]] = defaultdict(list)
    for row in rows:
        samples[row[1]].append(row)
    listed = []
    for audio_id, figures in samples.items():
        said = [record(row) for row in await ask(OF_SAMPLE, audio_id)]
        about = {"audio_id": identity(audio_id), "label": "ABCDEFGH"[figures[0][2]]} | _averages(figures)
        more = about["total_feedback"] > len(said)
        link = f"/api/v1/feedback?audio_id={identity(audio_id)}" if more else None
        listed.append(about | {"feedback": said, "more": link})
    about = {"job_id": identity(job_id), "prompt_id": identity(rows[0][0]), "total_samples": len(samples)}
    return about | _averages(rows) | {"samples": listed}


async def _list(ask: Ask, rating: int, *after: Any) -> dict[str, Any]:
    rows = await ask(DEEP if after else PAGE, rating, *after)
    total = (await ask(TOTAL, rating))[0][0]
    return {
        "items": [_in_context(row) for row in rows[:50]],
        "total": min(total, 10_000),
        "total_capped": total > 10_000,
        "page": 1,
        "limit": 50,
        "next_cursor": f"{instant(rows[49][10])}|{identity(rows[49][0])}" if len(rows) > 50 else None,
    }


def main(port: int, url: str) -> None:
    sqlite = url.startswith("sqlite")

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with asking(url) as app.state.ask:
            yield

    app = FastAPI(lifespan=lifespan)

    def written(document: Any) -> Response:
        return Response(orjson.dumps(document), media_type="application/json")

    @app.get("/healthz")
    async def healthz() -> str:
        return "ok"

    @app.get("/generate/{job_id}/feedback")
    async def job_feedback(job_id: UUID) -> Response:
        return written(await _job(app.state.ask, job_id.hex if sqlite else job_id))

    @app.get("/feedback")
    async def list_feedback(rating: int, at: datetime | None = None, id: UUID | None = None) -> Response:
        if at is None or id is None:
            return written(await _list(app.state.ask, rating))
        after = (at.astimezone(UTC).replace(tzinfo=None).isoformat(" "), id.hex) if sqlite else (at, id)
        return written(await _list(app.state.ask, rating, *after))

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
