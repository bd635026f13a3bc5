"""What a browser counts of a page while it runs: layout shifts, long tasks, drawing, changed elements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, Page

# In microseconds (https://w3c.github.io/longtasks/).
_LONG = 50_000

# Kept in the page's name, the one thing that outlives its documents within a tab.
_OBSERVE = """
addEventListener("pagehide", () => { window.name = JSON.stringify(window.seen); });
window.seen = { shift: 0, shifts: [], fills: 0 };
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.seen.shift += entry.value;
    window.seen.shifts.push(entry.sources.map(source => source.node?.outerHTML?.slice(0, 120)));
  }
}).observe({ type: "layout-shift", buffered: true });
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
    """`shift`: cumulative layout shift; `shifts`: what moved; `fills`: shapes filled on canvases."""
    result: dict[str, Any] = json.loads(page.evaluate("JSON.stringify(window.seen)"))
    return result


@contextmanager
def long_tasks(page: Page) -> Iterator[list[float]]:
    """The tasks meanwhile that took the page's thread over 50 ms of computing, in ms, once the block ends.

    The browser's own long tasks are counted by the clock on the wall: on a machine that does something else
    as well they say more of the machine than of the page.
    """
    browser = page.context.browser
    assert browser is not None
    tasks: list[float] = []
    browser.start_tracing(page=page, categories=["toplevel"])
    try:
        yield tasks
    finally:
        tasks += _long_tasks(json.loads(browser.stop_tracing())["traceEvents"])


def _long_tasks(events: list[dict[str, Any]]) -> list[float]:
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    computed = [
        event["tdur"]
        for event in events
        # One that the trace's beginning or end cuts off has no time of its own.
        if event["name"] == "ThreadControllerImpl::RunTask"
        and (event["pid"], event["tid"]) in mains
        and "tdur" in event
    ]
    assert computed, "the trace says nothing of the page's thread"
    return [took / 1000 for took in computed if took > _LONG]


def watch_rows(page: Page) -> None:
    """From now on note which samples of a job have anything changed in their rows."""
    page.evaluate(_WATCH_ROWS)


def touched_rows(page: Page) -> set[str]:
    """Ids of these samples."""
    return set(page.evaluate("[...window.touched].filter(Boolean)"))
