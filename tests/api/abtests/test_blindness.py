"""What a rater receives before a vote must not tell which side is which: tried with all of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from math import comb
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import numpy as np
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.api.abtests.lab import Lab, Rater
from tests.api.abtests.sound import flac_of, level, noise, steps_of, tone
from tests.api.library.studio import RATE

from reprise.app import create_app
from reprise.core.context import Core
from reprise.songs.abtests.models import AbPresentation
from reprise.songs.abtests.raters import repository as raters
from reprise.songs.abtests.voting import repository as voting
from reprise.songs.abtests.voting.blinding import make_blind
from reprise.songs.audio.models import AudioSample
from reprise.songs.engines.protocol import Engine

Json = dict[str, Any]
_ID = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")


@pytest.fixture
def app(core: Core, installed: Mapping[str, Engine]) -> FastAPI:
    """As it is: files of pairs are made by the process for it."""
    return create_app(core, installed)


def _same(left: httpx.Response, right: httpx.Response) -> None:
    """All that is not the music."""
    ours, theirs = (dict(one.headers) for one in (left, right))
    for headers in (ours, theirs):
        headers.pop("etag", None)
        headers.pop("x-request-id", None)
    assert ours == theirs
    assert left.status_code == right.status_code
    assert len(left.content) == len(right.content)


async def _everything(rater: Rater) -> tuple[Json, dict[str, list[httpx.Response]]]:
    """The next pair, and of each side every answer that a player may ask for."""
    asked = await rater.asked()
    answers = {}
    for side in ("left", "right"):
        url = str(rater.client.base_url.copy_with(path=asked[side]["url"]))
        whole = await rater.client.get(url)
        answers[side] = [
            whole,
            await rater.client.head(url),
            await rater.client.get(url, headers={"Range": "bytes=0-99"}),
            await rater.client.get(url, headers={"Range": "bytes=-7"}),
            await rater.client.get(url, headers={"Range": f"bytes={len(whole.content)}-"}),
            await rater.client.get(url, headers={"If-None-Match": whole.headers["etag"]}),
        ]
    return asked, answers


async def test_nothing_that_a_rater_receives_tells_the_sides_apart(lab: Lab) -> None:
    """B's masters differ from A's in every fact that a file has: length, level, channels, size, time."""
    test = await lab.generating(prompts=3)
    for pair in await lab.pairs(test):
        await lab.complete(pair, sides="b", content=noise(pair["id"], seconds=1.3, level=0.4), loudness=-8.0)
        a = flac_of(np.repeat(0.01 * np.random.default_rng(1).standard_normal((RATE, 1)), 2, axis=1))
        await lab.complete(pair, sides="a", content=a, loudness=-40.1)
    secrets = await _secrets(lab, test)
    for rater in await lab.raters(test, 2):
        while await rater.next() is not None:
            asked, answers = await _everything(rater)
            left, right = asked.pop("left"), asked.pop("right")
            assert left["gain_db"] == right["gain_db"] == 0
            assert set(left) == set(right) == {"url", "gain_db"}
            assert len(left["url"]) == len(right["url"])
            for one, other in zip(answers["left"], answers["right"], strict=True):
                _same(one, other)
            whole = [answers[side][0] for side in ("left", "right")]
            assert [one.content[:44] for one in whole] == [whole[0].content[:44]] * 2
            assert whole[0].headers["content-length"] == str(len(whole[0].content))
            assert whole[0].headers["etag"] != whole[1].headers["etag"]
            # Loudness is that of the stored measure: -8 and -40.1 LUFS were matched, and 32.1 dB taken away.
            received = json.dumps([asked, left, right]).encode()
            for side in ("left", "right"):
                for answer in answers[side]:
                    received += repr(answer.headers.raw).encode()
            found = set(_ID.findall(received.decode()))
            assert not found & secrets
            await rater.vote(asked, "tie")


async def _secrets(lab: Lab, test: Json) -> set[str]:
    """Ids and checksums by which a rater could look something up."""
    known = {test["b"]["adapter_id"], test["b"]["version_id"]}
    for pair in await lab.pairs(test):
        known |= {pair["id"], *(pair[side][name] for side in "ab" for name in ("job_id", "audio_id"))}
    async with lab.core.database.snapshot() as session:
        known |= set((await session.scalars(select(AudioSample.sha256))).all())
    return known | {one.replace("-", "") for one in known}


async def test_both_sides_are_equally_loud_and_neither_is_untouched(lab: Lab) -> None:
    test = await lab.generating()
    (pair,) = await lab.pairs(test)
    await lab.complete(pair, sides="a", content=tone(440, level=0.5), loudness=-9.0)
    await lab.complete(pair, sides="b", content=tone(440, level=0.05), loudness=-29.0)
    rater = lab.owner(test)
    asked = await rater.asked()
    heard = [(await rater.hear(asked[side])).content for side in ("left", "right")]
    assert abs(level(heard[0]) - level(heard[1])) < 0.05
    assert abs(level(heard[0]) - (20 * np.log10(0.05 / np.sqrt(2)) - 1)) < 0.1
    # One that was not touched would say which had been the quieter.
    masters = [tone(440, level=0.5), tone(440, level=0.05)]
    for wav in heard:
        assert all(not np.array_equal(steps_of(wav), steps_of(master)) for master in masters)


def test_the_gain_cannot_be_read_off_the_steps(tmp_path: Path) -> None:
    """The quieter of two is turned down by 1 dB exactly: a grid, if anything of it were left, would be at a
    frequency that everybody knows. Looked for in as much as four minutes of stereo at 44.1 kHz."""
    audio = 0.05 * np.random.default_rng(3).standard_normal((330 * RATE, 8))
    masters = [tmp_path / name for name in ("a.flac", "b.flac")]
    masters[0].write_bytes(flac_of(audio))
    masters[1].write_bytes(flac_of(np.zeros((1, 8))))
    make_blind(*map(str, masters), "-1", "-1", "7")
    steps = steps_of(masters[0].with_suffix(".wav").read_bytes())
    table = np.bincount(steps.astype(np.int64) + 32_768)
    turns = np.exp(2j * np.pi * (10 ** (1 / 20) - 1) * np.arange(len(table)))
    # By chance it is 1 / sqrt(n) on average; what the triangle leaves is five times as much.
    assert abs((table * turns).sum()) / len(steps) < 3.5 / np.sqrt(len(steps))


async def test_the_files_of_a_pair_are_the_same_whenever_they_are_made(lab: Lab) -> None:
    test = await lab.ready()
    rater = lab.owner(test)
    asked = await rater.asked()
    before = await rater.hear(asked["left"])
    kept = [file.key async for page in lab.core.storage.list("cache/blind/") for file in page]
    assert len(kept) == 2
    await lab.core.storage.delete(kept)
    after = await rater.hear(asked["left"])
    assert (after.content, after.headers["etag"]) == (before.content, before.headers["etag"])


async def test_a_thousand_presentations_are_balanced(lab: Lab) -> None:
    """Each pair's sides over all raters are, exactly; those of one rater are independent coins."""
    test = await lab.draft(prompts=10)
    pairs = [UUID(pair["id"]) for pair in await lab.pairs(test)]
    sides: list[list[bool]] = []
    async with lab.core.database.transaction() as session:
        for number in range(100):
            user = UUID(int=number + 1)
            await raters.ensure_rater_of_user(session, UUID(test["id"]), user)
            rater = await raters.rater_of_user(session, UUID(test["id"]), user)
            assert rater is not None
            shown = [await voting.present(session, rater.id, pair) for pair in pairs]
            sides.append([one.a_is_left for one in shown if one is not None])
    table = np.array(sides)
    assert table.shape == (100, 10)
    assert (table.sum(axis=0) == 50).all()
    assert table.sum() == 500
    # What a rater was shown before says nothing about the next: neither the same again nor the other way.
    changes = int((table[::2, 1:] != table[::2, :-1]).sum())
    assert _likely(changes, 450)
    assert len({tuple(row) for row in table.tolist()}) > 50


def _likely(successes: int, n: int) -> bool:
    """Of a fair coin, but for one in a million."""
    tail = sum(comb(n, k) for k in range(min(successes, n - successes) + 1)) / 2**n
    return 2 * tail > 1e-6


async def test_a_guesser_who_looks_at_everything_does_not_beat_chance(lab: Lab) -> None:
    """Trained on every earlier reveal of 60 raters, with every number that comes before a vote.

    The masters are the same noise on both sides, so that only what Reprise adds could be learned: B's are
    louder, longer and in stereo.
    """
    test = await lab.generating(prompts=2)
    for pair in await lab.pairs(test):
        same = noise(pair["prompt"]["id"])
        await lab.complete(pair, sides="a", content=same, loudness=-30.0)
        await lab.complete(pair, sides="b", content=noise(pair["id"], level=0.3), loudness=-20.5)
    features, truth = [], []
    for rater in await lab.raters(test, 60):
        earlier: list[float] = [0.0]
        for _ in range(2):
            asked = await rater.asked()
            features.append(_numbers(asked) + earlier[-1:])
            reveal = (await rater.vote(asked, "tie"))["reveal"]
            truth.append(reveal["left"]["adapter_id"] is None)
            earlier.append(1.0 if truth[-1] else -1.0)
    right = _guess(np.array(features), np.array(truth))
    # Half of 120 are guessed, 60 to be learned from; 47 of 60 would be one in 10,000 by chance.
    assert right < 47


def _numbers(asked: Json) -> list[float]:
    """Ids as their bytes, their order, and all figures of the answer."""
    left, right = (UUID(asked[side]["url"].rpartition("/")[2]) for side in ("left", "right"))
    parts = [*left.bytes, *right.bytes, *UUID(asked["pair_id"]).bytes]
    parts += [left < right, asked["duration_ms"], asked["min_listen_ms"], asked["progress"]["done"]]
    return [float(part) for part in parts]


def _guess(features: Any, truth: Any) -> int:
    """Ridge regression on the first half; how much of the second it gets right."""
    scaled = (features - features.mean(0)) / (features.std(0) + 1e-9)
    half = len(truth) // 2
    known, aims = scaled[:half], np.where(truth[:half], 1.0, -1.0)
    weights = np.linalg.solve(known.T @ known + 10 * np.eye(known.shape[1]), known.T @ aims)
    return int(((scaled[half:] @ weights > 0) == truth[half:]).sum())


async def test_an_export_of_ones_data_does_not_tell_before_the_vote(lab: Lab) -> None:
    test = await lab.ready()
    await lab.owner(test).asked()
    exported = (await lab.client.get("/users/me/export")).json()["data"]
    (shown,) = exported["ab_presentations"]
    assert "a_is_left" not in shown
    assert "pair_id" not in shown
    async with lab.core.database.snapshot() as session:
        assert (await session.scalars(select(AbPresentation))).one().id == UUID(shown["id"])
