"""A few songs, and what somebody thinks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from reprise.commands.demo.visits import Caller, DemoError, Json, Tell

_SECONDS: Final = 8
_EXPERIMENT: Final = "Demo: how slow is slow?"


@dataclass(frozen=True, slots=True)
class Song:
    """A job of two samples, and what is said of them: stars for each, tags and a note on the first."""

    text: str
    seed: int
    stars: tuple[int, int]
    tags: tuple[str, ...] = ()
    notes: str | None = None
    in_experiment: bool = False


SONGS: Final = (
    Song("slow sad piano in D minor, 60 bpm", 7, (5, 3), ("good_melody",), "The first one lingers.", True),
    Song("slow sad piano in D minor, 80 bpm", 7, (4, 2), ("repetitive",), None, True),
    Song("bright techno in A minor, 128 bpm", 11, (4, 4), ("good_rhythm",), "Would dance to both."),
    Song("calm ambient pad with soft strings", 3, (2, 5), ("fits_prompt",)),
)


async def make(owner: Caller, tell: Tell) -> Json:
    """Prompts, rendered jobs, ratings and preferences; what is there already stays."""
    experiment = await _experiment(owner)
    made = 0
    for place, song in enumerate(SONGS, start=1):
        job = await _job_of(owner, song)
        if job is None:
            job = await _ordered(owner, song, experiment if song.in_experiment else None)
            made += 1
        audio = await _rendered(owner, job, f"Song {place} of {len(SONGS)}: {song.text}", tell)
        await _judged(owner, job["id"], song, audio)
    return {"jobs": len(SONGS), "new_jobs": made}


async def _experiment(owner: Caller) -> str:
    for known in (await owner.get("/experiments", limit=100))["items"]:
        if known["name"] == _EXPERIMENT:
            return str(known["id"])
    question = {"name": _EXPERIMENT, "description": "The same prompt and seed at two tempos."}
    return str((await owner.post("/experiments", question))["id"])


async def _job_of(owner: Caller, song: Song) -> Json | None:
    """The newest that was not given up."""
    found = await owner.get("/jobs", q=song.text, limit=100)
    for job in found["items"]:
        if job["prompt_text"] == song.text and job["status"] in {"queued", "processing", "completed"}:
            return dict(job)
    return None


async def _ordered(owner: Caller, song: Song, experiment: str | None) -> Json:
    prompt = await owner.post("/prompts", {"text": song.text})
    order: Json = {
        "prompt_id": prompt["id"],
        "duration": _SECONDS,
        "num_samples": 2,
        "seed": song.seed,
        "engine": "composer",
    }
    if experiment is not None:
        order["experiment_id"] = experiment
    return dict(await owner.post("/generate", order))


async def _rendered(owner: Caller, job: Json, title: str, tell: Tell) -> list[str]:
    def report(now: Json) -> None:
        tell(f"{title}: {now['status']}, {now['progress']} %")

    done = await owner.until(f"/generate/{job['id']}", lambda now: now["status"] not in _OPEN, report)
    if done["status"] != "completed":
        why = (done["error"] or {}).get("message", done["status"])
        raise DemoError(f"{title} was not rendered: {why}")
    return list(done["audio_ids"])


_OPEN: Final = frozenset({"queued", "processing"})


async def _judged(owner: Caller, job_id: str, song: Song, audio: list[str]) -> None:
    """Nothing is said twice."""
    said = await owner.get(f"/generate/{job_id}/feedback")
    if said["total_feedback"]:
        return
    items: list[dict[str, Any]] = [
        {"audio_id": audio_id, "rating": stars} for audio_id, stars in zip(audio, song.stars, strict=True)
    ]
    items[0] |= {"tags": list(song.tags), "notes": song.notes}
    better, worse = (audio if song.stars[0] >= song.stars[1] else audio[::-1])[:2]
    items.append({"audio_id": better, "preferred_over": worse, "tie": song.stars[0] == song.stars[1]})
    await owner.post("/feedback/batch", {"items": items})
