"""What a browser counts of a page while it runs: layout shifts, long tasks, drawing, changed elements."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page

# Kept in the page's name, the one thing that outlives its documents within a tab.
_OBSERVE = """
addEventListener("pagehide", () => { window.name = JSON.stringify(window.seen); });
window.seen = { shift: 0, long: [], shifts: [], fills: 0 };
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.seen.shift += entry.value;
    window.seen.shifts.push(entry.sources.map(source => source.node?.outerHTML?.slice(0, 120)));
  }
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.seen.long.push(entry.duration);
}).observe({ type: "longtask", buffered: true });
const fill = CanvasRenderingContext2D.prototype.fill;
CanvasRenderingContext2D.prototype.fill = function (...given) {
  window.seen.fills += 1;
  return fill.apply(this, given);
};
"""

_WATCH_ROWS = """() => {
  window.touched = new Set();
  new MutationObserver(records => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      window.touched.add(element?.closest("[data-testid=sample]")?.dataset.audioId);
    }
  }).observe(document.querySelector("[data-testid=samples]"),
    { subtree: true, attributes: true, childList: true, characterData: true });
}"""


def observe(context: BrowserContext) -> None:
    """Every page that the context opens from now on counts."""
    context.add_init_script(_OBSERVE)


def seen(page: Page) -> dict[str, Any]:
    """`shift`: cumulative layout shift; `shifts`: what moved; `long`: durations of tasks over 50 ms
    (https://w3c.github.io/longtasks/), in ms; `fills`: shapes that were filled on canvases."""
    result: dict[str, Any] = json.loads(page.evaluate("JSON.stringify(window.seen)"))
    return result


def watch_rows(page: Page) -> None:
    """From now on note which samples of a job have anything changed in their rows."""
    page.evaluate(_WATCH_ROWS)


def touched_rows(page: Page) -> set[str]:
    """Ids of these samples."""
    return set(page.evaluate("[...window.touched].filter(Boolean)"))
