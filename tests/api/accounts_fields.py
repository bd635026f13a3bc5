"""What is wrong in the fields of accounts, for the tests that try everything wrong."""

from __future__ import annotations

from typing import Any

SURROGATE = "a\ud800bcdefghij"
NO_TEXT: list[Any] = [None, 7, True, [], {}]
UNSTORABLE = ["a\x00bcdefghij", SURROGATE]
NO_EMAIL = [*NO_TEXT, "", "x", "@b.org", "a@", "a b@c.org", "ä@b.org", "a" * 250 + "@b.org", *UNSTORABLE]
NO_SECRET = [*NO_TEXT, "", "x" * 129, *UNSTORABLE]
NO_NEW_PASSWORD = [*NO_SECRET, "x" * 7]
NO_TOKEN = [*NO_TEXT, "", "x" * 201, *UNSTORABLE]
NO_INTEGER: list[Any] = ["x", "", "60", True, [], {}, None, 1.5, float("nan"), 10**400]

_GOOD = "correct horse battery"
SESSION: dict[str, list[Any]] = {"token": NO_TOKEN, "email": NO_EMAIL, "password": NO_SECRET}
BODIES: dict[str, tuple[dict[str, list[Any]], dict[str, Any]]] = {
    "/auth/session": (SESSION, {}),
    "/auth/login": ({"email": NO_EMAIL, "password": NO_SECRET}, {"email": "a@b.org", "password": _GOOD}),
    "/auth/register": (
        {
            "email": NO_EMAIL,
            "password": NO_NEW_PASSWORD,
            "invite": [bad for bad in NO_TOKEN if bad is not None],
        },
        {"email": "a@b.org", "password": _GOOD},
    ),
    "/auth/reset": ({"token": NO_TOKEN, "password": NO_NEW_PASSWORD}, {"token": "x", "password": _GOOD}),
    "/users/me": (
        {"current_password": NO_SECRET, "new_password": NO_NEW_PASSWORD},
        {"current_password": _GOOD, "new_password": _GOOD},
    ),
    "/users/me/deletion": ({"password": NO_SECRET}, {}),
    "/users/me/keys": ({"name": [*NO_TEXT, "", "  ", "x" * 65, *UNSTORABLE]}, {}),
    "/users/{user_id}": (
        {"role": [*NO_TEXT, "", "owner", "ADMIN"], "disabled": [None, 0, 1, "true", "", [], {}]},
        {},
    ),
    "/invites": (
        {
            "role": [*NO_TEXT, "", "admin"],
            "max_uses": [*NO_INTEGER, 0, -1, 1_001],
            "days": [*NO_INTEGER, 0, -1, 91],
            "note": [7, True, [], {}, "x" * 201, *UNSTORABLE],
        },
        {},
    ),
}
METHODS = {"/users/me": "PATCH", "/users/{user_id}": "PATCH"}
LISTS = ("/users", "/users/me/keys", "/invites")
