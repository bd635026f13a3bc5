"""Routes of songs."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.api.authorisation.kinds import (
    ADMINS_OF_SONGS,
    EDITORS,
    EVERYBODY,
    MEMBERS,
    PRIVATE,
    RATED,
    RATED_BY_OWNER,
    SIGNED_IN,
    Actor,
    Ids,
)
from tests.api.authorisation.rule import Rule, body
from tests.api.authorisation.scene import Scene


def _rating(_: Scene, __: Actor, ids: Ids) -> dict[str, Any]:
    return {"json": {"audio_id": ids["audio_id"], "rating": 4}}


def _ratings(_: Scene, __: Actor, ids: Ids) -> dict[str, Any]:
    return {"json": {"items": [{"audio_id": ids["audio_id"], "rating": 4}]}}


def _ranking(_: Scene, __: Actor, ids: Ids) -> dict[str, Any]:
    return {"json": {"order": [[ids["audio_id"]], [ids["other_id"]]]}}


def _listens(_: Scene, __: Actor, ids: Ids) -> dict[str, Any]:
    heard = {"audio_id": ids["audio_id"], "heard_ms": 10, "segments": [[0, 10]]}
    return {"json": {"context": "player", "items": [heard]}}


def _blind_test(_: Scene, __: Actor, ids: Ids) -> dict[str, Any]:
    named = {"adapter_b": ids["adapter_id"], "prompt_ids": [ids["prompt_id"]]}
    return {"json": {"name": "x", **named}}


def _vote(_: Scene, actor: Actor, ids: Ids) -> dict[str, Any]:
    pair = ids.get(f"pair of {actor}", ids["pair of owner"])
    return {"json": {"pair_id": pair, "choice": "tie", "listened_ms": {"left": 9_000, "right": 9_000}}}


def _token(_: Scene, __: Actor, ids: Ids) -> dict[str, Any]:
    return {"json": {"token": ids["token"]}}


async def _adapter_and_prompt(scene: Scene) -> Ids:
    return await scene.adapter() | await scene.prompt()


_TUNE = {"name": "mine", "category": "Calm", "text": "a tune"}
SONGS = {
    "POST /prompts": Rule(MEMBERS, fields=body(text="a tune")),
    "GET /prompts": Rule(MEMBERS),
    "GET /prompts/search": Rule(MEMBERS),
    "GET /prompts/{prompt_id}": Rule(MEMBERS, Scene.prompt),
    "GET /prompt-vocabulary": Rule(MEMBERS),
    "GET /prompt-templates": Rule(MEMBERS),
    "POST /prompt-templates": Rule(MEMBERS, fields=body(**_TUNE)),
    "PATCH /prompt-templates/{template_id}": Rule(PRIVATE, Scene.template, body(text="another tune")),
    "DELETE /prompt-templates/{template_id}": Rule(PRIVATE, Scene.template),
    "POST /prompt-templates/{template_id}/apply": Rule(PRIVATE, Scene.template),
    "PUT /favorites": Rule(
        MEMBERS, Scene.prompt, lambda s, a, ids: {"json": {"kind": "prompt", "target_id": ids["prompt_id"]}}
    ),
    "GET /favorites": Rule(MEMBERS),
    "GET /favorites/ids": Rule(MEMBERS),
    "GET /favorites/{kind}/{target_id}": Rule(PRIVATE, Scene.favorite),
    "DELETE /favorites/{kind}/{target_id}": Rule(PRIVATE, Scene.favorite),
    "GET /engines": Rule(MEMBERS),
    "GET /queue": Rule(MEMBERS),
    "GET /queue/jobs": Rule(MEMBERS),
    "POST /queue/pause": Rule(ADMINS_OF_SONGS),
    "POST /queue/resume": Rule(ADMINS_OF_SONGS),
    "POST /queue/clear": Rule(ADMINS_OF_SONGS),
    "POST /generate": Rule(
        MEMBERS, Scene.prompt, lambda s, a, ids: {"json": {"prompt_id": ids["prompt_id"], "duration": 1}}
    ),
    "GET /generate/{job_id}": Rule(MEMBERS, Scene.queued_job),
    "GET /generate/{job_id}/events": Rule(MEMBERS, Scene.queued_job),
    "GET /generate/{job_id}/download": Rule(MEMBERS, Scene.finished_job),
    "DELETE /generate/{job_id}": Rule(EDITORS, Scene.queued_job),
    "POST /generate/{job_id}/retry": Rule(MEMBERS, Scene.failed_job),
    "GET /jobs": Rule(MEMBERS),
    "GET /jobs/stats": Rule(MEMBERS),
    "GET /jobs/history": Rule(MEMBERS),
    "GET /jobs/events": Rule(MEMBERS),
    "DELETE /jobs/{job_id}": Rule(EDITORS, Scene.failed_job),
    "GET /audio/{audio_id}": Rule(MEMBERS, Scene.finished_job),
    "GET /audio/{audio_id}/waveform": Rule(MEMBERS, Scene.finished_job),
    "GET /audio/{audio_id}/stream": Rule(MEMBERS, Scene.finished_job),
    "HEAD /audio/{audio_id}/stream": Rule(MEMBERS, Scene.finished_job),
    "GET /audio/{audio_id}/download": Rule(MEMBERS, Scene.finished_job),
    "HEAD /audio/{audio_id}/download": Rule(MEMBERS, Scene.finished_job),
    "DELETE /audio/{audio_id}": Rule(EDITORS, Scene.finished_job),
    "GET /generate/{job_id}/feedback": Rule(MEMBERS, Scene.finished_job),
    "GET /feedback": Rule(MEMBERS),
    "GET /feedback/export": Rule(MEMBERS),
    "GET /feedback/tags": Rule(MEMBERS),
    "GET /feedback/insights": Rule(MEMBERS),
    "GET /feedback/coverage": Rule(MEMBERS),
    "POST /feedback": Rule(MEMBERS, Scene.finished_job, _rating),
    "POST /feedback/batch": Rule(MEMBERS, Scene.finished_job, _ratings),
    "POST /feedback/ranking": Rule(MEMBERS, Scene.siblings, _ranking),
    "DELETE /feedback/{feedback_id}": Rule(EDITORS, Scene.feedback),
    "POST /audio/compare": Rule(
        MEMBERS,
        Scene.two_samples,
        lambda s, a, ids: {"json": {"audio_ids": [ids["audio_id"], ids["other_id"]]}},
    ),
    "PUT /audio/listens/{view_id}": Rule(MEMBERS, Scene.two_samples, _listens),
    "POST /experiments": Rule(MEMBERS, fields=body(name="Tempo")),
    "GET /experiments": Rule(MEMBERS),
    "GET /experiments/{experiment_id}": Rule(MEMBERS, Scene.experiment),
    "PATCH /experiments/{experiment_id}": Rule(EDITORS, Scene.experiment, body(name="Speed")),
    "POST /experiments/{experiment_id}/archive": Rule(EDITORS, Scene.experiment),
    "POST /experiments/{experiment_id}/unarchive": Rule(EDITORS, Scene.experiment),
    "GET /experiments/{experiment_id}/jobs": Rule(MEMBERS, Scene.experiment),
    "GET /experiments/{experiment_id}/comparison": Rule(MEMBERS, Scene.experiment),
    "POST /adapters": Rule(
        MEMBERS, fields=lambda s, a, ids: {"json": {"name": uuid4().hex, "engine": "composer"}}
    ),
    "GET /adapters": Rule(MEMBERS),
    "GET /adapters/{adapter_id}": Rule(MEMBERS, Scene.adapter),
    "PATCH /adapters/{adapter_id}": Rule(EDITORS, Scene.adapter, body(description="Slower.")),
    "DELETE /adapters/{adapter_id}": Rule(EDITORS, Scene.adapter),
    "POST /adapters/{adapter_id}/versions": Rule(EDITORS, Scene.adapter, body(parameters={"tempo": 0.2})),
    "GET /adapters/{adapter_id}/versions": Rule(MEMBERS, Scene.adapter),
    "GET /adapters/{adapter_id}/versions/{version}": Rule(MEMBERS, Scene.adapter),
    "POST /adapters/{adapter_id}/versions/{version}/activate": Rule(EDITORS, Scene.adapter, body()),
    "GET /adapters/{adapter_id}/timeline": Rule(MEMBERS, Scene.adapter),
    "POST /ab-tests": Rule(MEMBERS, _adapter_and_prompt, _blind_test),
    "GET /ab-tests": Rule(MEMBERS),
    "GET /users/me/ab-tests": Rule(SIGNED_IN),
    "GET /ab-tests/{ab_test_id}": Rule(MEMBERS, Scene.ab_test),
    "PATCH /ab-tests/{ab_test_id}": Rule(EDITORS, Scene.ab_test, body(name="y")),
    "DELETE /ab-tests/{ab_test_id}": Rule(EDITORS, Scene.ab_test),
    "GET /ab-tests/{ab_test_id}/pairs": Rule(MEMBERS, Scene.ab_test),
    "POST /ab-tests/{ab_test_id}/generate": Rule(EDITORS, Scene.ab_test),
    "POST /ab-tests/{ab_test_id}/retry": Rule(EDITORS, Scene.failed_test),
    "POST /ab-tests/{ab_test_id}/close": Rule(EDITORS, Scene.ready_test),
    "POST /ab-tests/{ab_test_id}/invites": Rule(EDITORS, Scene.ab_test, body()),
    "GET /ab-tests/{ab_test_id}/invites": Rule(MEMBERS, Scene.ab_test),
    "DELETE /ab-tests/{ab_test_id}/invites/{invite_id}": Rule(EDITORS, Scene.invited_test),
    "POST /ab-tests/{ab_test_id}/raters": Rule(EVERYBODY, Scene.invited_test, _token),
    "GET /ab-tests/{ab_test_id}/next": Rule(RATED, Scene.ready_test),
    "GET /ab-tests/{ab_test_id}/streams/{stream_id}": Rule(RATED_BY_OWNER, Scene.presented_test),
    "HEAD /ab-tests/{ab_test_id}/streams/{stream_id}": Rule(RATED_BY_OWNER, Scene.presented_test),
    "POST /ab-tests/{ab_test_id}/votes": Rule(RATED, Scene.presented_test, _vote),
    "GET /ab-tests/{ab_test_id}/results": Rule(MEMBERS, Scene.ab_test),
    "GET /ab-tests/{ab_test_id}/votes": Rule(MEMBERS, Scene.ab_test),
    "POST /ab-tests/{ab_test_id}/promote": Rule(EDITORS, Scene.promotable_test, body(side="b")),
    "GET /leaderboard": Rule(MEMBERS),
    "GET /ab-test-plan": Rule(MEMBERS),
}
