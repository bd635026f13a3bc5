"""Links that let somebody in once."""

from __future__ import annotations


def page_link(root_path: str, kind: str, secret: str) -> str:
    """Relative to the host. In the fragment, which no browser sends and no server logs."""
    return f"{root_path}/#{kind}={secret}"
