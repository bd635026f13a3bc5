"""Checks that need no library: names of controls, contrast of texts, order of headings.

Contrast is that of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

from __future__ import annotations

from playwright.sync_api import Page

# Controls that are reached but have nothing to be called by.
_NAMELESS = """() => {
  const selector = "a[href], button, input, select, textarea, summary, [role=button], [role=slider],"
    + "[role=tab], [role=menuitem], [role=switch], [tabindex='0']";
  const text = id => document.getElementById(id)?.textContent?.trim() ?? "";
  const name = node => node.getAttribute("aria-label")?.trim()
    || (node.getAttribute("aria-labelledby") ?? "").split(/\\s+/).map(text).join(" ").trim()
    || [...(node.labels ?? [])].map(label => label.textContent.trim()).join(" ").trim()
    || (node.matches("input, select, textarea") ? "" : node.textContent.trim())
    || node.querySelector("img[alt]:not([alt=''])")?.alt
    || "";
  const shown = node => node.checkVisibility({ visibilityProperty: true }) && node.type !== "hidden"
    && !node.closest("[aria-hidden=true], [inert]");
  return [...document.querySelectorAll(selector)].filter(node => shown(node) && !name(node))
    .map(node => node.outerHTML.slice(0, 160));
}"""

_FAINT = """() => {
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
  // What cannot be used at the moment is exempt (WCAG 1.4.3).
  const exempt = node => node.closest(":disabled, [aria-disabled=true], [data-disabled], [aria-hidden=true]");
  const own = node => [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
  const placeholder = node => node.placeholder && !node.value;
  const results = [];
  for (const node of document.querySelectorAll("body *")) {
    const hint = placeholder(node);
    if (!(own(node) || hint) || exempt(node) || !node.checkVisibility({ visibilityProperty: true })) continue;
    if (node.closest("svg, script, style, noscript, option")) continue;
    const style = getComputedStyle(node, hint ? "::placeholder" : null);
    const under = behind(node);
    const found = contrast(over(rgba(style.color), under), under);
    const text = (hint ? node.placeholder : node.textContent).slice(0, 40);
    if (found < 4.5) results.push([found.toFixed(2), text, node.outerHTML.slice(0, 120)].join(" | "));
  }
  return results;
}"""

_DOUBLE_IDS = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(node => node.id);
  return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
}"""

_HEADINGS = "() => [...document.querySelectorAll('main h1, main h2, main h3')].map(node => +node.tagName[1])"


def nameless_controls(page: Page) -> list[str]:
    """Controls that can be reached and have no accessible name."""
    return list(page.evaluate(_NAMELESS))


def faint_texts(page: Page) -> list[str]:
    """Texts whose contrast to what lies behind them is below 4.5, with that contrast."""
    return list(page.evaluate(_FAINT))


def double_ids(page: Page) -> list[str]:
    return list(page.evaluate(_DOUBLE_IDS))


def heading_levels(page: Page) -> list[int]:
    """Levels of the headings of the content in their order."""
    return list(page.evaluate(_HEADINGS))
