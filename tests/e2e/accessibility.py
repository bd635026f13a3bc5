"""What can be checked of a page without a person: axe's rules, and what axe leaves out.

Axe is told to apply also the rule of WCAG 2.2 on the size of targets, which it leaves off by default.
Contrast is that of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"

_RUN = """async but => {
  const off = but.map(rule => [rule, { enabled: false }]);
  const options = {
    resultTypes: ["violations"],
    rules: { "target-size": { enabled: true }, ...Object.fromEntries(off) },
  };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ html, failureSummary }) =>
      [impact, id, help, html.slice(0, 200), failureSummary.slice(0, 300)].join(" | ")));
}"""

_FAINT_HINTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = color => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => top.slice(0, 3).map((value, i) => value * top[3] + under[i] * (1 - top[3]));
  const behind = node => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const linear = value => (value /= 255, value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const shown = node => !node.value && !node.disabled && node.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll("[placeholder]")].filter(shown).flatMap(node => {
    const under = behind(node);
    const found = contrast(over(rgba(getComputedStyle(node, "::placeholder").color), under), under);
    return found < 4.5 ? [`${found.toFixed(2)} | ${node.placeholder}`] : [];
  });
}"""


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")


def violations(page: Page, but: tuple[str, ...] = ()) -> list[str]:
    """Everything that axe finds wrong, of whatever weight, but for some rules: impact, rule, element."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())
    return list(page.evaluate(_RUN, list(but)))


def faint_placeholders(page: Page) -> list[str]:
    """Placeholders whose contrast to what lies behind them is below 4.5; axe does not look at them."""
    return list(page.evaluate(_FAINT_HINTS))
