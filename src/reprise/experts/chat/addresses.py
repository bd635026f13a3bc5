"""Web and mail addresses in what experts wrote: an answer shows none, or the gate would be open."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_GENERAL: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?//[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_INSTEAD: Final = "[…]"


def without_addresses(text: str, profile_url: str | None) -> str:
    """The text with every address replaced, also the profile's own without its beginning."""
    text = _GENERAL.sub(_INSTEAD, text)
    host = (urlsplit(profile_url).hostname or "") if profile_url else ""
    if not host:
        return text
    bare = re.escape(host.removeprefix("www."))
    return re.sub(rf"(?:[\w-]+\.)*{bare}(?::\d+)?(?:/[^\s<>\"')\]]*)?", _INSTEAD, text, flags=re.IGNORECASE)
