"""Web and mail addresses in what experts wrote: an answer shows none, or the gate would be open."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

# Endings of hosts in addresses that people write without https://; with a path, as in linkedin.com/in/ada.
# Most names of products that look like hosts (Node.js, monday.com) have none.
_ENDINGS: Final = (
    "ai|app|at|be|bio|biz|ca|ch|co|com|de|dev|dk|es|eu|fi|fr|ie|in|info|io|it|link|me|net|nl|no|nz|online|org|"
    "page|pl|pro|pt|se|site|tech|uk|us|xyz"
)
# Each alternative begins where a word does: a profile that is one long word must not be read once a letter.
_GENERAL: Final = re.compile(
    rf"""(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{{0,30}}:)?//[^\s<>"')\]]+
    |\bwww\.[^\s<>"')\]]+
    |(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+
    |(?<![\w.-])(?!asp\.net)(?:[\w-]+\.)+(?:{_ENDINGS})(?::\d+)?/[^\s<>"')\]]+""",
    re.IGNORECASE | re.VERBOSE,
)
# Long s, kelvin, and i with and without a dot: to a pattern that ignores case also s, k and i.
_ALSO_ASCII: Final = "\u017f\u212a\u0130\u0131"
_INSTEAD: Final = "[…]"


def without_addresses(text: str, profile_url: str | None) -> str:
    """The text with every address replaced, also the profile's own without its beginning."""
    if _may_hold_any(text):
        text = _GENERAL.sub(_INSTEAD, text)
    bare = _bare_host(profile_url) if profile_url else ""
    if not bare or not _may_hold(text, bare):
        return text
    own = rf"(?<![\w.-])(?:[\w-]+\.)*{re.escape(bare)}(?::\d+)?(?:/[^\s<>\"')\]]*)?"
    return re.sub(own, _INSTEAD, text, flags=re.IGNORECASE)


def _may_hold_any(text: str) -> bool:
    """False is certain, and takes a hundredth of the time: each way to write an address has one of these."""
    return "/" in text or "@" in text or "www." in text.lower()


def _may_hold(text: str, bare: str) -> bool:
    """False is certain; a pattern takes more letters for each other than `lower` does."""
    return bare in text.lower() or not bare.isascii() or any(letter in text for letter in _ALSO_ASCII)


@lru_cache(maxsize=1_000)
def _bare_host(profile_url: str) -> str:
    return (urlsplit(profile_url).hostname or "").removeprefix("www.")
