"""Which engines there are, and what can be asked of them."""

from __future__ import annotations

import httpx
from tests.api.studio import API


async def test_engines_say_what_they_can_do(client: httpx.AsyncClient) -> None:
    composer, paced = (await client.get(f"{API}/engines")).json()["items"]
    assert (composer["name"], composer["is_default"], composer["available"]) == ("composer", True, True)
    assert (composer["min_duration"], composer["default_duration"], composer["max_duration"]) == (1, 30, 240)
    assert composer["licence_notice"]
    assert composer["version"]
    assert (paced["name"], paced["is_default"], paced["channels"]) == ("paced", False, 1)
    for parameter in composer["parameters"]:
        assert parameter["minimum"] <= parameter["default"] <= parameter["maximum"]
