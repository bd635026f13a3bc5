"""Routes of experts: the visitors', and the operator's."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.api.authorisation.kinds import (
    ADMINS,
    ANYBODYS_LINK,
    EDITORS,
    EVERYBODY,
    MEMBERS,
    VISITORS_OWN,
    Actor,
    Ids,
)
from tests.api.authorisation.rule import Rule, body
from tests.api.authorisation.scene import Scene


def _thumb(_: Scene, __: Actor, ids: Ids) -> dict[str, Any]:
    return {"json": {"conversation_id": ids["conversation_id"], "vote": "up"}}


def _new_expert(_: Scene, __: Actor, ___: Ids) -> dict[str, Any]:
    return {"json": {"username": uuid4().hex, "first_name": "Ada"}}


_TRIED = {"query": "slow databases", "variants": [{"name": "One", "experts_shown": 1}]}
EXPERTS = {
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
EXPERTS_OPERATOR = {
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
