"""Who may do what: a rule for every route."""

from __future__ import annotations

from tests.api.authorisation.of_accounts import ACCOUNTS, HEALTH
from tests.api.authorisation.of_experts import EXPERTS, EXPERTS_OPERATOR
from tests.api.authorisation.of_interviews import INTERVIEWS
from tests.api.authorisation.of_songs import SONGS
from tests.api.authorisation.rule import Rule

RULES: dict[str, Rule] = HEALTH | ACCOUNTS | SONGS | INTERVIEWS | EXPERTS | EXPERTS_OPERATOR
"""By method and path; the same path with and without the prefix has one rule."""
