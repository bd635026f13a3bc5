"""Real rows of one owner for four others to try their hands at."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI
from tests.api.authorisation.kinds import Actor, Ids
from tests.api.interviews.practice import Practice
from tests.api.library.studio import flac
from tests.api.studio import API, Studio

from reprise.core.auth.models import Role, User
from reprise.core.auth.tokens import AccessClaim, issue_access_token
from reprise.core.context import Core


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
