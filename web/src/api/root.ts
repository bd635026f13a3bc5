// Unit tests of plain modules run without a page.
const base = typeof document === "undefined" ? "/" : new URL(document.baseURI).pathname;

/** The path that this page is served below, without a slash at its end: empty unless a proxy adds one. */
export const ROOT = base.replace(/\/$/, "");
