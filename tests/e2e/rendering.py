"""The page's own graph of a comparison, rendered in the browser instead of played."""

from __future__ import annotations

import base64
import io
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import soundfile
from numpy.typing import NDArray
from playwright.sync_api import Page

Samples = NDArray[np.float32]
PAGE = Path(str(files("reprise"))) / "page"

_RENDER = """async ([module, wanted, gains, rate, seconds, channels, calls]) => {
  const { ComparisonGraph, decodeAll } = await import(new URL(module, document.baseURI).href);
  const buffers = await decodeAll(wanted, rate, () => undefined, new AbortController().signal);
  const context = new OfflineAudioContext(channels, Math.round(seconds * rate), rate);
  const graph = new ComparisonGraph(context, buffers.map((buffer, at) => ({ buffer, gainDb: gains[at] })));
  for (const [name, ...given] of calls) graph[name](...given);
  const rendered = await context.startRendering();
  return Array.from({ length: channels }, (_, channel) => {
    const bytes = new Uint8Array(rendered.getChannelData(channel).buffer);
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  });
}"""


def compared(api: httpx.Client, ids: list[str]) -> list[dict[str, Any]]:
    answer = api.post("/api/v1/audio/compare", json={"audio_ids": ids}).raise_for_status()
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def rendered(page: Page, items: list[dict[str, Any]], seconds: float, calls: list[list[Any]]) -> Samples:
    """What is heard, shape (frames, channels), when these calls are made to the graph before it renders.

    The module is the built page's own file, the samples are fetched and decoded by the page's own code.
    """
    (module,) = (PAGE / "assets").glob("engine-*.js")
    facts = [item["metadata"] for item in items]
    longest = max(fact["duration"] for fact in facts)
    rate, channels = max(fact["sample_rate"] for fact in facts), max(fact["channels"] for fact in facts)
    wanted = [{"url": item["stream_url"], "from": 0, "to": longest} for item in items]
    gains = [item["gain_db"] for item in items]
    given = [f"assets/{module.name}", wanted, gains, rate, seconds, channels, calls]
    parts = [np.frombuffer(base64.b64decode(part), np.float32) for part in page.evaluate(_RENDER, given)]
    return np.stack(parts, axis=1)


def master(api: httpx.Client, item: dict[str, Any]) -> Samples:
    """The frames of the FLAC file, shape (frames, channels), at the gain of the comparison."""
    content = api.get(item["stream_url"]).raise_for_status().content
    sound, _ = soundfile.read(io.BytesIO(content), dtype="float32", always_2d=True)
    gain: float = 10 ** (item["gain_db"] / 20)
    return np.asarray(sound * gain, np.float32)
