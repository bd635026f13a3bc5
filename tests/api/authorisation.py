"""Who may do what: a rule for every route, and real rows to try it on."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

import httpx
from fastapi import FastAPI
from tests.api.interviews.practice import POSTING, Practice
from tests.api.library.studio import flac
from tests.api.persons import PASSWORD
from tests.api.studio import API, Studio

from reprise.core.auth.models import Role, User
from reprise.core.auth.tokens import AccessClaim, issue_access_token
from reprise.core.context import Core

Actor = Literal["anonymous", "rater", "other", "owner", "admin"]
Gate = Literal["public", "signed in", "member", "admin", "member and admin"]
Ids = dict[str, str]


@dataclass(frozen=True)
class Kind:
    """What each actor is answered (0: whatever is no refusal), and what a route of this kind asks for."""

    gates: frozenset[Gate]
    answers: Mapping[Actor, int]


def _kind(*gates: Gate, anonymous: int, rater: int, other: int, owner: int, admin: int) -> Kind:
    answers: dict[Actor, int] = {
        "anonymous": anonymous,
        "rater": rater,
        "other": other,
        "owner": owner,
        "admin": admin,
    }
    return Kind(frozenset(gates), answers)


EVERYBODY = _kind("public", anonymous=0, rater=0, other=0, owner=0, admin=0)
SIGNED_IN = _kind("signed in", anonymous=401, rater=0, other=0, owner=0, admin=0)
# Songs: members see all, and make and list their own.
MEMBERS = _kind("member", anonymous=401, rater=404, other=0, owner=0, admin=0)
# Songs: members edit their own, admins all.
EDITORS = _kind("member", anonymous=401, rater=404, other=403, owner=0, admin=0)
# Interviews, favourites, templates, keys: from admins too.
PRIVATE = _kind("member", "signed in", anonymous=401, rater=404, other=404, owner=0, admin=404)
# Blind tests: members, and raters who were invited, which this one was not.
RATED = _kind("public", anonymous=401, rater=404, other=0, owner=0, admin=0)
RATED_BY_OWNER = _kind("public", anonymous=401, rater=404, other=404, owner=0, admin=404)
ADMINS = _kind("admin", anonymous=401, rater=404, other=403, owner=403, admin=0)
ADMINS_OF_SONGS = _kind("member and admin", anonymous=401, rater=404, other=403, owner=403, admin=0)


class Scene:
    """Five people, four of them signed in, and what the owner has."""

    def __init__(self, app: FastAPI, core: Core, password_hash: str) -> None:
        self.app = app
        self.core = core
        self._hash = password_hash
        self.clients: dict[Actor, httpx.AsyncClient] = {}
        self.emails: dict[Actor, str] = {}

    async def begin(self) -> None:
        cast: dict[Actor, Role] = {"rater": "rater", "other": "member", "owner": "member", "admin": "admin"}
        users = {actor: self._user(role) for actor, role in cast.items()}
        async with self.core.database.transaction() as session:
            # Another admin, so that the one who acts may leave.
            session.add_all([*users.values(), self._user("admin")])
        for actor, user in users.items():
            self.clients[actor] = self.client(user)
            self.emails[actor] = user.email or ""
        self.clients["anonymous"] = self.client(None)
        self.emails["anonymous"] = self.emails["owner"]
        owner = self.client(users["owner"], API)
        self.studio = Studio(self.core, self.clients["owner"])
        self.practice = Practice(self.core, owner, users["owner"].id)

    async def end(self) -> None:
        for client in (*self.clients.values(), self.practice.client):
            await client.aclose()

    def _user(self, role: Role) -> User:
        return User(
            id=uuid4(),
            email=f"{uuid4().hex}@example.org",
            role=role,
            password_hash=self._hash,
            token_version=0,
        )

    def client(self, user: User | None, base: str = "") -> httpx.AsyncClient:
        headers = {}
        if user is not None:
            token = issue_access_token(self.core.keys.access_tokens, AccessClaim(user.id, 0))
            headers = {"authorization": f"Bearer {token}"}
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1{base}", headers=headers)

    async def made(self, path: str, body: Any, *, by: Actor = "owner", method: str = "POST") -> Any:
        answer = await self.clients[by].request(method, f"{API}{path}", json=body)
        assert answer.is_success, (path, answer.text)
        return answer.json()

    async def nothing(self) -> Ids:
        return {}

    async def prompt(self) -> Ids:
        return {"prompt_id": (await self.studio.prompt())["id"]}

    async def queued_job(self) -> Ids:
        return {"job_id": (await self.studio.submit())["id"]}

    async def failed_job(self) -> Ids:
        job = await self.queued_job()
        await self.studio.fail(job["job_id"])
        return job

    async def finished_job(self) -> Ids:
        job = await self.queued_job()
        (audio_id,) = await self.studio.complete(job["job_id"], flac())
        return job | {"audio_id": audio_id}

    async def two_samples(self) -> Ids:
        first, second = await self.finished_job(), await self.finished_job()
        return {"audio_id": first["audio_id"], "other_id": second["audio_id"], "view_id": str(uuid4())}

    async def experiment(self) -> Ids:
        return {"experiment_id": (await self.made("/experiments", {"name": "Tempo"}))["id"]}

    async def adapter(self) -> Ids:
        """With two versions, the first one active."""
        made = await self.made("/adapters", {"name": uuid4().hex, "engine": "composer", "parameters": {}})
        await self.made(f"/adapters/{made['id']}/versions", {"parameters": {"tempo": 0.5}})
        return {"adapter_id": made["id"], "version": "2"}

    async def siblings(self) -> Ids:
        job = (await self.studio.submit(num_samples=2))["id"]
        first, second = await self.studio.complete(job, flac())
        return {"audio_id": first, "other_id": second}

    async def feedback(self) -> Ids:
        ids = await self.finished_job()
        made = await self.made("/feedback", {"audio_id": ids["audio_id"], "rating": 4})
        return {"feedback_id": made["id"]}

    async def promotable_test(self) -> Ids:
        """Of a version that is not the active one."""
        adapter = await self.adapter()
        return await self.ab_test(adapter_b=adapter["adapter_id"], version_b=int(adapter["version"]))

    async def ab_test(self, **sides: Any) -> Ids:
        prompt = await self.prompt()
        sides = sides or {"adapter_b": (await self.adapter())["adapter_id"]}
        body = {"name": "x", "prompt_ids": [prompt["prompt_id"]], **sides}
        made = await self.made("/ab-tests", body | {"duration": 1, "min_listen_ms": 0})
        return {"ab_test_id": made["id"]}

    async def generated_test(self) -> Ids:
        ids = await self.ab_test()
        await self.made(f"/ab-tests/{ids['ab_test_id']}/generate", None)
        (pair,) = await self._pairs(ids)
        await self.studio.complete(pair["a"]["job_id"], flac())
        return ids | {"job_id": pair["b"]["job_id"]}

    async def failed_test(self) -> Ids:
        ids = await self.generated_test()
        await self.studio.fail(ids["job_id"])
        return ids

    async def ready_test(self) -> Ids:
        ids = await self.generated_test()
        await self.studio.complete(ids["job_id"], flac())
        return ids

    async def invited_test(self) -> Ids:
        """By a link that lets everybody in who tries it."""
        ids = await self.ready_test()
        made = await self.made(f"/ab-tests/{ids['ab_test_id']}/invites", {"uses": 50})
        return ids | {"invite_id": made["id"], "token": made["token"]}

    async def presented_test(self) -> Ids:
        ids = await self.ready_test()
        for actor in ("other", "owner", "admin"):
            answer = await self.clients[actor].get(f"{API}/ab-tests/{ids['ab_test_id']}/next")
            ids |= {f"pair of {actor}": answer.json()["pair_id"]}
            if actor == "owner":
                ids |= {"stream_id": answer.json()["left"]["url"].rpartition("/")[2]}
        return ids

    async def _pairs(self, ids: Ids) -> Any:
        answer = await self.clients["owner"].get(f"{API}/ab-tests/{ids['ab_test_id']}/pairs")
        return answer.json()["items"]

    async def template(self) -> Ids:
        body = {"name": uuid4().hex, "category": "Calm", "text": "a tune"}
        return {"template_id": (await self.made("/prompt-templates", body))["id"]}

    async def favorite(self) -> Ids:
        target = (await self.prompt())["prompt_id"]
        await self.made("/favorites", {"kind": "prompt", "target_id": target}, method="PUT")
        return {"kind": "prompt", "target_id": target}

    async def key(self) -> Ids:
        return {"key_id": (await self.made("/users/me/keys", {"name": "x"}))["id"]}

    async def invite(self) -> Ids:
        return {"invite_id": (await self.made("/invites", {}, by="admin"))["id"]}

    async def person(self) -> Ids:
        user = self._user("member")
        async with self.core.database.transaction() as session:
            session.add(user)
        return {"user_id": str(user.id)}

    async def reset_token(self) -> Ids:
        user = (await self.person())["user_id"]
        return {"token": (await self.made(f"/users/{user}/reset-link", None, by="admin"))["token"]}

    async def resume(self) -> Ids:
        await self.made("/resumes/me", {"content": "I bake."}, method="PUT")
        return {}

    async def resumes_of_all(self) -> Ids:
        for actor in ("other", "owner", "admin"):
            await self.made("/resumes/me", {"content": "I bake."}, method="PUT", by=actor)
        return {}

    async def posting(self) -> Ids:
        return {"posting_id": await self.practice.posting()}

    async def session(self) -> Ids:
        return {"session_id": await self.practice.session()}

    async def paused_session(self) -> Ids:
        session_id = await self.practice.session()
        await self.practice.post(f"/sessions/{session_id}/pause")
        return {"session_id": session_id}

    async def asked_session(self) -> Ids:
        session_id = await self.practice.session()
        await self.practice.ask(session_id)
        return {"session_id": session_id}

    async def completed_session(self) -> Ids:
        return {"session_id": await self.practice.completed()}

    async def judged_session(self) -> Ids:
        return {"session_id": await self.practice.judged()}

    async def rated_session(self) -> Ids:
        ids = await self.judged_session()
        path = f"/sessions/{ids['session_id']}/feedback/thumb"
        await self.made(path, {"up": True}, method="PUT")
        return ids

    async def operation(self) -> Ids:
        ids = await self.completed_session()
        path = f"/sessions/{ids['session_id']}/generate-feedback"
        made = await self.practice.post(path, status=202)
        return {"operation_id": made["id"]}

    async def failed_operation(self) -> Ids:
        session_id = await self.practice.completed(answers=0)
        made = await self.practice.post(f"/sessions/{session_id}/generate-feedback", status=202)
        await self.practice.work(made["id"])
        return {"operation_id": made["id"]}

    async def expert(self) -> Ids:
        body = {"username": uuid4().hex, "first_name": "Ada", "bio": "I know okapis."}
        made = await self.made("/experts", body | {"profile_url": "https://example.org/ada"})
        return {"expert_id": made["id"]}

    async def answer(self) -> Ids:
        """What the owner, as a visitor of the experts' chat, was answered after leaving an email."""
        ids = await self.expert()
        visitor = self.clients["owner"]
        left = await visitor.post("/api/email-capture", json={"email": f"{uuid4().hex}@example.org"})
        assert left.is_success, left.text
        asked = await visitor.post("/api/chat", json={"query": "okapis"})
        frames = [json.loads(line[6:]) for line in asked.text.splitlines() if line.startswith("data: ")]
        (result,) = [frame for frame in frames if frame["event"] == "result"]
        card = result["experts"][0]
        key = card["visit_url"].partition("?key=")[2]
        return ids | {"conversation_id": result["conversation_id"], "expert_id": card["id"], "key": key}

    async def search(self) -> Ids:
        """What a visitor asked of the experts' chat."""
        asked = await self.clients["anonymous"].post(f"{API}/experts/chat", json={"query": "penguins"})
        assert asked.status_code == 200, asked.text
        listed = await self.clients["admin"].get(f"{API}/experts/searches")
        return {"conversation_id": listed.json()["items"][0]["id"]}

    async def lead(self) -> Ids:
        left = {"email": f"{uuid4().hex}@example.org"}
        answer = await self.clients["anonymous"].post(f"{API}/experts/email-capture", json=left)
        assert answer.status_code == 200, answer.text
        listed = await self.clients["admin"].get(f"{API}/experts/leads")
        return {"lead_id": listed.json()["items"][0]["id"]}

    async def share_link(self) -> Ids:
        ids = await self.session()
        made = await self.practice.post(f"/sessions/{ids['session_id']}/share-links", {}, status=201)
        return ids | {"link_id": made["id"], "token": made["token"]}


Fields = Callable[[Scene, Actor, Ids], dict[str, Any]]
"""What goes into the request besides the path, as arguments of httpx."""


def _none(_: Scene, __: Actor, ___: Ids) -> dict[str, Any]:
    return {}


def body(**fields: Any) -> Fields:
    return lambda scene, actor, ids: {"json": fields}


def _credentials(scene: Scene, actor: Actor, ids: Ids) -> dict[str, Any]:
    return {"json": {"email": scene.emails[actor], "password": PASSWORD}}


def _registration(scene: Scene, actor: Actor, ids: Ids) -> dict[str, Any]:
    return {"json": {"email": f"{uuid4().hex}@example.org", "password": PASSWORD}}


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


@dataclass(frozen=True)
class Rule:
    kind: Kind
    subject: Callable[[Scene], Awaitable[Ids]] = Scene.nothing
    fields: Fields = field(default=_none)


_TUNE = {"name": "mine", "category": "Calm", "text": "a tune"}
_NEW = "another good password"
_FILE = {"files": {"file": ("cv.txt", b"I bake bread.", "text/plain")}}
_HEALTH = {"GET /healthz": Rule(EVERYBODY), "GET /readyz": Rule(EVERYBODY), "GET /metrics": Rule(EVERYBODY)}
_ACCOUNTS = {
    "GET /auth/options": Rule(EVERYBODY),
    "POST /auth/login": Rule(EVERYBODY, fields=_credentials),
    "POST /auth/session": Rule(EVERYBODY, fields=_credentials),
    "DELETE /auth/session": Rule(EVERYBODY),
    "POST /auth/register": Rule(EVERYBODY, fields=_registration),
    "POST /auth/reset": Rule(
        EVERYBODY, Scene.reset_token, lambda s, a, ids: {"json": {"token": ids["token"], "password": _NEW}}
    ),
    "DELETE /auth/sessions": Rule(SIGNED_IN),
    "GET /users/me": Rule(SIGNED_IN),
    "PATCH /users/me": Rule(SIGNED_IN, fields=body(current_password=PASSWORD, new_password=_NEW)),
    "POST /users/me/keys": Rule(SIGNED_IN, fields=body(name="x")),
    "GET /users/me/keys": Rule(SIGNED_IN),
    "DELETE /users/me/keys/{key_id}": Rule(PRIVATE, Scene.key),
    "GET /users/me/export": Rule(SIGNED_IN),
    "POST /users/me/deletion": Rule(SIGNED_IN, fields=body(password=PASSWORD)),
    "GET /users": Rule(ADMINS),
    "PATCH /users/{user_id}": Rule(ADMINS, Scene.person, body(role="rater")),
    "POST /users/{user_id}/reset-link": Rule(ADMINS, Scene.person),
    "POST /invites": Rule(ADMINS, fields=body()),
    "GET /invites": Rule(ADMINS),
    "DELETE /invites/{invite_id}": Rule(ADMINS, Scene.invite),
    "GET /system": Rule(ADMINS),
}
_SONGS = {
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
_INTERVIEWS = {
    "GET /resumes/me": Rule(MEMBERS, Scene.resumes_of_all),
    "PUT /resumes/me": Rule(MEMBERS, fields=body(content="I bake.")),
    "POST /resumes/me/file": Rule(MEMBERS, fields=lambda s, a, ids: _FILE),
    "DELETE /resumes/me": Rule(MEMBERS, Scene.resumes_of_all),
    "GET /job-postings": Rule(MEMBERS),
    "POST /job-postings": Rule(MEMBERS, fields=body(**POSTING)),
    "GET /job-postings/{posting_id}": Rule(PRIVATE, Scene.posting),
    "PUT /job-postings/{posting_id}": Rule(PRIVATE, Scene.posting, body(**POSTING)),
    "PATCH /job-postings/{posting_id}": Rule(PRIVATE, Scene.posting, body(title="Baker")),
    "DELETE /job-postings/{posting_id}": Rule(PRIVATE, Scene.posting),
    "POST /sessions": Rule(
        PRIVATE, Scene.posting, lambda s, a, ids: {"json": {"job_posting_id": ids["posting_id"]}}
    ),
    "GET /sessions": Rule(MEMBERS),
    "GET /sessions/{session_id}": Rule(PRIVATE, Scene.session),
    "DELETE /sessions/{session_id}": Rule(PRIVATE, Scene.session),
    "GET /sessions/{session_id}/messages": Rule(PRIVATE, Scene.session),
    "POST /sessions/{session_id}/pause": Rule(PRIVATE, Scene.session),
    "POST /sessions/{session_id}/resume": Rule(PRIVATE, Scene.paused_session),
    "POST /sessions/{session_id}/complete": Rule(PRIVATE, Scene.session),
    "POST /sessions/{session_id}/retake": Rule(PRIVATE, Scene.completed_session),
    "POST /sessions/{session_id}/generate-question": Rule(PRIVATE, Scene.session),
    "POST /sessions/{session_id}/answers": Rule(PRIVATE, Scene.asked_session, body(answer_text="Well.")),
    "POST /sessions/{session_id}/generate-feedback": Rule(PRIVATE, Scene.completed_session),
    "GET /sessions/{session_id}/feedback": Rule(PRIVATE, Scene.judged_session),
    "PUT /sessions/{session_id}/feedback/thumb": Rule(PRIVATE, Scene.judged_session, body(up=True)),
    "DELETE /sessions/{session_id}/feedback/thumb": Rule(PRIVATE, Scene.rated_session),
    "GET /sessions/{session_id}/operations": Rule(PRIVATE, Scene.session),
    "GET /sessions/{session_id}/report": Rule(PRIVATE, Scene.judged_session),
    "POST /sessions/{session_id}/share-links": Rule(PRIVATE, Scene.session, body()),
    "GET /sessions/{session_id}/share-links": Rule(PRIVATE, Scene.session),
    "DELETE /sessions/{session_id}/share-links/{link_id}": Rule(PRIVATE, Scene.share_link),
    "GET /shared-session": Rule(
        EVERYBODY, Scene.share_link, lambda s, a, ids: {"headers": {"X-Share-Token": ids["token"]}}
    ),
    "GET /operations/{operation_id}": Rule(PRIVATE, Scene.operation),
    "GET /operations/{operation_id}/events": Rule(PRIVATE, Scene.operation),
    "POST /operations/{operation_id}/retry": Rule(PRIVATE, Scene.failed_operation),
    "GET /interviews/dashboard": Rule(MEMBERS),
    "GET /interviews/progress": Rule(MEMBERS),
    "GET /interviews/thumbs": Rule(ADMINS),
}
# Of the chat's visitors: whoever asked, in any role and in none.
VISITORS_OWN = _kind("public", anonymous=404, rater=404, other=404, owner=0, admin=404)
ANYBODYS_LINK = _kind("public", anonymous=303, rater=303, other=303, owner=303, admin=303)


def _thumb(_: Scene, __: Actor, ids: Ids) -> dict[str, Any]:
    return {"json": {"conversation_id": ids["conversation_id"], "vote": "up"}}


def _new_expert(_: Scene, __: Actor, ___: Ids) -> dict[str, Any]:
    return {"json": {"username": uuid4().hex, "first_name": "Ada"}}


_EXPERTS = {
    **{f"POST {path}/chat": Rule(EVERYBODY, fields=body(query="hello")) for path in ("/experts", "/api")},
    **{
        f"POST {path}/email-capture": Rule(EVERYBODY, fields=body(email="visitor@example.org"))
        for path in ("/experts", "/api")
    },
    **{f"POST {path}/feedback": Rule(VISITORS_OWN, Scene.answer, _thumb) for path in ("/experts", "/api")},
    "GET /experts/chat/{conversation_id}": Rule(VISITORS_OWN, Scene.answer),
    "GET /experts/visitor": Rule(EVERYBODY),
    "GET /experts/visits/{conversation_id}/{expert_id}": Rule(
        ANYBODYS_LINK, Scene.answer, lambda s, a, ids: {"params": {"key": ids["key"]}}
    ),
    "GET /experts": Rule(MEMBERS),
    "POST /experts": Rule(MEMBERS, fields=_new_expert),
    "GET /experts/directory": Rule(MEMBERS),
    "GET /experts/{expert_id}": Rule(MEMBERS, Scene.expert),
    "PATCH /experts/{expert_id}": Rule(EDITORS, Scene.expert, body(bio="I know giraffes.")),
    "DELETE /experts/{expert_id}": Rule(EDITORS, Scene.expert),
}
_TRIED = {"query": "slow databases", "variants": [{"name": "One", "experts_shown": 1}]}
_EXPERTS_OPERATOR = {
    "GET /experts/analytics/summary": Rule(MEMBERS),
    "GET /experts/analytics/dashboard": Rule(MEMBERS),
    "GET /experts/searches": Rule(MEMBERS),
    "GET /experts/searches/export": Rule(MEMBERS),
    "GET /experts/searches/{conversation_id}": Rule(MEMBERS, Scene.search),
    "DELETE /experts/searches/{conversation_id}": Rule(ADMINS, Scene.search),
    "GET /experts/leads": Rule(MEMBERS),
    "GET /experts/leads/export": Rule(MEMBERS),
    "DELETE /experts/leads/{lead_id}": Rule(ADMINS, Scene.lead),
    "GET /experts/gaps": Rule(MEMBERS),
    "GET /experts/gaps/export": Rule(MEMBERS),
    "POST /experts/gaps/resolve": Rule(MEMBERS, Scene.search, body(query_key="penguins")),
    "POST /experts/gaps/reopen": Rule(MEMBERS, Scene.search, body(query_key="penguins")),
    "GET /experts/settings": Rule(MEMBERS),
    "PATCH /experts/settings": Rule(ADMINS, fields=body(experts_shown=2)),
    "POST /experts/lab": Rule(MEMBERS, fields=body(**_TRIED)),
    "GET /insights/thumbs": Rule(MEMBERS),
    "GET /insights/kto": Rule(MEMBERS),
}
RULES: dict[str, Rule] = _HEALTH | _ACCOUNTS | _SONGS | _INTERVIEWS | _EXPERTS | _EXPERTS_OPERATOR
"""By method and path; the same path with and without the prefix has one rule."""
