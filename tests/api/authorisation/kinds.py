"""What each actor is answered, by what a route is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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
# Of the chat's visitors: whoever asked, in any role and in none.
VISITORS_OWN = _kind("public", anonymous=404, rater=404, other=404, owner=0, admin=404)
ANYBODYS_LINK = _kind("public", anonymous=303, rater=303, other=303, owner=303, admin=303)
