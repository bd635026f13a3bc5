"""Facts about the installation."""

from __future__ import annotations

import platform
from urllib.parse import urlsplit

from tests.api.library.studio import EXECUTOR, Studio

from reprise import __version__


async def test_it_says_what_there_is(studio: Studio) -> None:
    await studio.complete(await studio.submit(num_samples=2))
    facts = await studio.get("/system")
    assert (facts["version"], facts["python"]) == (__version__, platform.python_version())
    assert facts["auth"] == "token"
    assert facts["database"]["ok"] and facts["storage"]["ok"]
    kind = "sqlite" if studio.core.database.sqlite else "postgresql"
    assert (facts["database"]["kind"], facts["storage"]["kind"]) == (kind, "local")
    stored = [file async for page in studio.core.storage.list("audio") for file in page]
    assert facts["storage"]["audio_files"] == len(stored) == 2
    assert facts["storage"]["audio_bytes"] == sum(file.size for file in stored)
    [worker] = facts["workers"]
    assert (worker["executor_id"], worker["engines"]) == (EXECUTOR, {"paced": "1.0"})
    assert 0 <= worker["beat_age_seconds"] < 60
    assert facts["disk_free_bytes"] > 0
    assert facts["engines"] == [{"name": "paced", "version": "1.0", "available": True, "reason": ""}]


async def test_it_gives_no_secret_away(studio: Studio) -> None:
    answer = await studio.client.get("/system")
    assert studio.core.keys.token not in answer.text
    password = urlsplit(studio.core.database.url).password
    assert password is None or password not in answer.json()["database"]["message"]
