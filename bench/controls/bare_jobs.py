"""A bare FastAPI application that lists finished jobs: `bare_jobs PORT DATABASE_URL`.

SQL written by hand, the driver's rows, orjson: four statements, each of them a walk along an index. What
only jobs have that are still going on (their place in the queue, an estimate) it does not know.
"""

from __future__ import annotations

import base64
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

from bench.controls.drivers import RATING_COUNTS, Ask, asking, identity, instant

LIMIT = 50
_JOBS = (
    "SELECT j.id, j.prompt_id, p.text, j.engine, j.adapter_id, j.adapter_version_id, j.experiment_id, "
    "j.status, j.cancel_requested_at, j.progress, j.stage, j.num_samples, j.seed, j.duration, j.parameters, "
    "j.priority, j.composed_prompt, j.not_understood, j.error_code, j.error_message, j.retry_of, "
    "j.created_at, j.started_at, j.completed_at "
    "FROM generation_jobs j JOIN prompts p ON p.id = j.prompt_id {after}"
    f"ORDER BY j.created_at DESC, j.id DESC LIMIT {LIMIT + 1}"
)
PAGE = _JOBS.replace("{after}", "")
DEEP = _JOBS.replace("{after}", "WHERE (j.created_at, j.id) < ({0}, {1}) ")
TOTAL = "SELECT count(*) FROM (SELECT 1 FROM generation_jobs LIMIT 10001) c"
AMONG = {"sqlite": "IN (SELECT value FROM json_each({0}))", "postgresql": "= ANY({0})"}
SAMPLES = 'SELECT s.job_id, s.id FROM audio_samples s WHERE s.job_id {among} ORDER BY s.job_id, s."index"'
SUMMARIES = (
    f"SELECT s.job_id, count(*), sum(CASE WHEN {RATING_COUNTS} AND f.rating_criterion = 'overall' "
    f"THEN f.rating END), count(CASE WHEN {RATING_COUNTS} AND f.rating_criterion = 'overall' THEN 1 END) "
    "FROM audio_samples s JOIN feedback f ON f.audio_id = s.id WHERE s.job_id {among} GROUP BY s.job_id"
)
NOTHING = {"count": 0, "has_feedback": False, "average_rating": None}


def _among(query: str, kind: str) -> str:
    return query.replace("{among}", AMONG[kind])


def _summary(row: Sequence[Any]) -> dict[str, Any]:
    average = (200 * (row[2] or 0) + row[3]) // (2 * row[3]) / 100 if row[3] else None
    return {"count": row[1], "has_feedback": True, "average_rating": average}


def _job(row: Sequence[Any], audio_ids: list[str | None], feedback: dict[str, Any]) -> dict[str, Any]:
    own = f"/api/v1/generate/{identity(row[0])}"
    return {
        "id": identity(row[0]),
        "prompt_id": identity(row[1]),
        "prompt_text": row[2],
        "engine": row[3],
        "adapter_id": identity(row[4]),
        "adapter_version_id": identity(row[5]),
        "adapter": None,
        "experiment_id": identity(row[6]),
        "status": row[7],
        "cancel_requested_at": instant(row[8]) if row[8] else None,
        "progress": row[9],
        "stage": row[10],
        "queue_position": None,
        "eta_seconds": None,
        "num_samples": row[11],
        "audio_ids": audio_ids,
        "seed": row[12],
        "duration": row[13],
        "parameters": orjson.Fragment(row[14]),
        "priority": row[15],
        "composed_prompt": row[16],
        "not_understood": orjson.Fragment(row[17]),
        "error": {"code": row[18], "message": row[19] or ""} if row[18] else None,
        "retry_of": identity(row[20]),
        "created_at": instant(row[21]),
        "started_at": instant(row[22]) if row[22] else None,
        "completed_at": instant(row[23]) if row[23] else None,
        "feedback": feedback,
        "links": {
            "self": own,
            "events": f"{own}/events",
            "prompt": f"/api/v1/prompts/{identity(row[1])}",
            "feedback": f"{own}/feedback",
        },
    }


def _cursor(row: Sequence[Any]) -> str:
    created = row[21]
    moment = datetime.fromisoformat(created).replace(tzinfo=UTC) if isinstance(created, str) else created
    raw = f"{moment.astimezone(UTC).isoformat()}|{identity(row[0])}"
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


async def _list(ask: Ask, kind: str, *after: Any) -> dict[str, Any]:
    rows = await ask(DEEP if after else PAGE, *after)
    page = rows[:LIMIT]
    among: Any = [row[0] for row in page]
    among = orjson.dumps(among).decode() if kind == "sqlite" else among
    audio_ids: dict[Any, list[str | None]] = defaultdict(list)
    for job_id, audio_id in await ask(_among(SAMPLES, kind), among):
        audio_ids[job_id].append(identity(audio_id))
    said = {row[0]: _summary(row) for row in await ask(_among(SUMMARIES, kind), among)}
    total = (await ask(TOTAL))[0][0]
    return {
        "items": [_job(row, audio_ids[row[0]], said.get(row[0], NOTHING)) for row in page],
        "total": min(total, 10_000),
        "total_capped": total > 10_000,
        "limit": LIMIT,
        "offset": 0,
        "next_cursor": _cursor(page[-1]) if len(rows) > LIMIT else None,
    }


def main(port: int, url: str) -> None:
    kind = "sqlite" if url.startswith("sqlite") else "postgresql"

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with asking(url) as app.state.ask:
            yield

    app = FastAPI(lifespan=lifespan)

    @app.get("/healthz")
    async def healthz() -> str:
        return "ok"

    @app.get("/jobs")
    async def list_jobs(at: datetime | None = None, id: UUID | None = None) -> Response:
        after: tuple[Any, ...] = ()
        if at is not None and id is not None:
            text = at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
            after = (text, id.hex) if kind == "sqlite" else (at, id)
        return Response(orjson.dumps(await _list(app.state.ask, kind, *after)), media_type="application/json")

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
