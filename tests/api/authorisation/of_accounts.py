"""Routes of accounts, and those that every server has."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.api.authorisation.kinds import ADMINS, EVERYBODY, PRIVATE, SIGNED_IN, Actor, Ids
from tests.api.authorisation.rule import Rule, body
from tests.api.authorisation.scene import Scene
from tests.api.persons import PASSWORD


def _credentials(scene: Scene, actor: Actor, ids: Ids) -> dict[str, Any]:
    return {"json": {"email": scene.emails[actor], "password": PASSWORD}}


def _registration(scene: Scene, actor: Actor, ids: Ids) -> dict[str, Any]:
    return {"json": {"email": f"{uuid4().hex}@example.org", "password": PASSWORD}}


def _token(_: Scene, __: Actor, ids: Ids) -> dict[str, Any]:
    return {"json": {"token": ids["token"]}}


_NEW = "another good password"
HEALTH = {"GET /healthz": Rule(EVERYBODY), "GET /readyz": Rule(EVERYBODY), "GET /metrics": Rule(EVERYBODY)}
ACCOUNTS = {
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
