"""Server-sent events as in the WHATWG HTML standard, section 9.2."""

from __future__ import annotations

import json
from typing import Any, Final

HEARTBEAT_SECONDS: Final = 10.0
HEARTBEAT: Final = b": still here\n\n"
# A client that lost the connection waits this long before it comes back.
RETRY: Final = b"retry: 1000\n\n"


def frame(event: str, data: dict[str, Any], *, id_: str | None = None) -> bytes:
    lines = [f"id: {id_}"] if id_ is not None else []
    lines += [f"event: {event}", f"data: {json.dumps(data, separators=(',', ':'))}"]
    return ("\n".join(lines) + "\n\n").encode()
