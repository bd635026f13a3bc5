"""Invites to rate a test, and the people who came by them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Integer, Payload, Text
from reprise.songs.abtests.models import MOST_INVITE_USES


class AbInviteCreate(Payload):
    label: Annotated[Text, StringConstraints(min_length=1, max_length=200)] | None = Field(
        None, description="For whom it is.", examples=["The choir"]
    )
    uses: Integer = Field(1, ge=1, le=MOST_INVITE_USES, description="How many may come by it.")


class AbInviteOut(Answer):
    """`used` of `uses` people came by it."""

    id: UUID
    label: str | None
    uses: int
    used: int
    created_at: UtcTime


class NewAbInvite(AbInviteOut):
    """With its token, which is shown this once.

    `url` is the address of the page with it, relative to the host. What stands behind the `#` is sent to no
    server and stands in no log.
    """

    token: str
    url: str = Field(examples=["/songs/rate/5f0c…#qR7…"])


class RaterJoin(Payload):
    token: Annotated[Text, StringConstraints(min_length=1, max_length=200)] = Field(
        description="What stands behind the `#` of an invite's address."
    )


class RaterJoined(Answer):
    """A rater of this test. `token` is for programs, as a bearer, and is null for people with an account;
    browsers get a cookie."""

    rater_id: UUID
    ab_test_id: UUID
    token: str | None
