"""Deleting a test while people come, hear and vote: it goes, and nobody is told that something broke."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import text
from tests.api.abtests.lab import Lab, Rater

Json = dict[str, Any]
ROUNDS = 3


async def _comes(lab: Lab, test: Json, token: str) -> int:
    answer = await lab.stranger().post(f"/ab-tests/{test['id']}/raters", json={"token": token})
    return answer.status_code


async def _rates(rater: Rater) -> list[int]:
    seen = []
    for _ in range(3):
        asked = await rater.client.get(f"{rater.path}/next")
        seen.append(asked.status_code)
        if asked.status_code != 200:
            break
        seen.append((await rater.try_vote(asked.json(), "left")).status_code)
    return seen


async def test_a_test_goes_while_people_come_and_vote(lab: Lab) -> None:
    """Locks that were taken in another order each ended in a deadlock in every round."""
    for _ in range(ROUNDS):
        test = await lab.ready(prompts=2)
        token = (await lab.invite(test, uses=20))["token"]
        raters = [await lab.join(test, token) for _ in range(4)]
        coming = asyncio.gather(*(_comes(lab, test, token) for _ in range(8)))
        rating = asyncio.gather(*(_rates(rater) for rater in raters))
        gone, came, rated = await asyncio.gather(lab.client.delete(f"/ab-tests/{test['id']}"), coming, rating)
        assert gone.status_code == 204, gone.text
        assert set(came) <= {201, 404}
        assert {status for one in rated for status in one} <= {200, 201, 204, 401, 404}
    async with lab.core.database.snapshot() as session:
        for table in ("ab_tests", "ab_pairs", "ab_invites", "raters", "ab_presentations", "ab_votes"):
            assert not await session.scalar(text(f"SELECT count(*) FROM {table}")), table
