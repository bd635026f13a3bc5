"""An adapter, and a blind test of it against the engine alone, with listeners who come by an invite."""

from __future__ import annotations

import secrets
from typing import Final

from fastapi import FastAPI

from reprise.commands.demo.visits import Caller, DemoError, Json, Tell, caller

ADAPTER: Final = "Demo: late at night"
TEST: Final = "Demo: is late at night better than the engine alone?"
# Not those of the songs, which are found again by their prompts.
PROMPTS: Final = ("gentle guitar by the sea, 70 bpm", "slow jazz piano in G minor")
_DELTAS: Final = {"tempo": -0.3, "density": -0.3, "reverb": 0.4}
_SECONDS: Final = 8
_LISTENERS: Final = 3
_CHOICES: Final = ("left", "right", "left", "right", "tie")


async def make(app: FastAPI, owner: Caller, tell: Tell) -> Json:
    """The votes are drawn by lot: a verdict on them would be a false one, and mostly there is none."""
    adapter_id = await _adapter(owner)
    test = await _test(owner, adapter_id)
    new = test is None
    if test is None:
        test = await _planned(owner, adapter_id)
    if test["status"] == "draft":
        test = await owner.post(f"/ab-tests/{test['id']}/generate")
    test = await _ready(owner, test, tell)
    if test["votes"] == 0:
        tell("Blind test: listeners vote")
        await _voted(app, owner, test)
        test = await owner.get(f"/ab-tests/{test['id']}")
    return {"votes": test["votes"], "new": new}


async def _adapter(owner: Caller) -> str:
    for known in (await owner.get("/adapters", limit=100))["items"]:
        if known["name"] == ADAPTER:
            return str(known["id"])
    made = {"name": ADAPTER, "engine": "composer", "description": "Slower, emptier, more room."}
    return str((await owner.post("/adapters", made | {"parameters": _DELTAS}))["id"])


async def _test(owner: Caller, adapter_id: str) -> Json | None:
    for known in (await owner.get("/ab-tests", adapter_id=adapter_id, limit=100))["items"]:
        if known["name"] == TEST:
            return dict(known)
    return None


async def _planned(owner: Caller, adapter_id: str) -> Json:
    prompts = [str((await owner.post("/prompts", {"text": text}))["id"]) for text in PROMPTS]
    planned = {"name": TEST, "adapter_b": adapter_id, "prompt_ids": prompts, "pairs_per_prompt": 2}
    return dict(await owner.post("/ab-tests", planned | {"seed": 5, "duration": _SECONDS}))


async def _ready(owner: Caller, test: Json, tell: Tell) -> Json:
    def report(now: Json) -> None:
        tell(f"Blind test: {now['progress']['text']}")

    done = await owner.until(f"/ab-tests/{test['id']}", lambda now: now["status"] != "generating", report)
    if done["progress"]["failed"]:
        raise DemoError(f"The blind test has pairs that failed: {done['progress']['text']}.")
    return done


async def _voted(app: FastAPI, owner: Caller, test: Json) -> None:
    path = f"/ab-tests/{test['id']}"
    invite = await owner.post(f"{path}/invites", {"label": "Listeners of the demo", "uses": _LISTENERS})
    for _ in range(_LISTENERS):
        guest = caller(app, None)
        joined = await guest.post(f"{path}/raters", {"token": invite["token"]})
        await guest.client.aclose()
        listener = caller(app, joined["token"])
        while pair := await listener.get(f"{path}/next"):
            heard = dict.fromkeys(("left", "right"), pair["duration_ms"])
            vote = {"pair_id": pair["pair_id"], "choice": secrets.choice(_CHOICES), "listened_ms": heard}
            await listener.post(f"{path}/votes", vote)
        await listener.client.aclose()
