"""The built page: its files, its address for every view, and the token's trade at the door."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

from fastapi import FastAPI, HTTPException, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from reprise.core.auth.cookies import set_cookie

BUILT: Final = Path(__file__).parent / "page"
_READ: Final = ["GET", "HEAD"]
_VIEWS: Final = ("songs", "interviews", "experts", "insights", "chat", "settings")
_POLICY: Final = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; "
    "connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors "
)
_MISSING: Final = (
    "<!doctype html><title>Reprise</title><p>The API is running, but this copy was installed without its "
    "page: run <code>make web</code> in the source tree, or install the wheel. "
    "The API is described at <a href='/docs'>/docs</a>."
)


def install_page(app: FastAPI, built: Path) -> None:
    """Serve the page at `/` and below the address of every view; without one, say so at `/`."""
    index = built / "index.html"

    async def show(request: Request) -> Response:
        token = request.query_params.get("token")
        if token is not None:
            return _trade(request, token)
        if not index.is_file():
            return HTMLResponse(_MISSING)
        # The names of its scripts change with every build: the page itself must not be cached.
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": _POLICY + _ancestors(request)}
        return HTMLResponse(_based(index.read_text(), _root_path(request)), headers=headers)

    app.add_route("/", show, methods=_READ)
    for view in _VIEWS:
        app.add_route(f"/{view}", show, methods=_READ)
        app.add_route(f"/{view}/{{rest:path}}", show, methods=_READ)
    app.add_route("/docs", _show_docs)
    files = (file for file in sorted(built.rglob("*")) if file.is_file() and file != index)
    app.routes.append(PageFiles({f"/{file.relative_to(built).as_posix()}": file for file in files}))


class PageFiles(BaseRoute):
    """The files of the page by their addresses: one route for all, as to make one takes long.

    Not a mount: Starlette's mounts do not find their files behind a proxy that strips its path.
    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http" or _address(scope) not in self._files:
            return Match.NONE, {}
        return Match.FULL if scope["method"] in _READ else Match.PARTIAL, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in _READ:
            raise HTTPException(405, headers={"Allow": ", ".join(_READ)})
        file = self._files[_address(scope)]
        # Built assets carry a hash of their content in their name; the few others do not.
        immutable = file.parent.name == "assets"
        cache = "public, max-age=31536000, immutable" if immutable else "no-cache"
        await FileResponse(file, headers={"Cache-Control": cache})(scope, receive, send)


def _address(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


async def _show_docs(request: Request) -> HTMLResponse:
    """Swagger UI from our own files: no address of anybody else is ever asked."""
    return get_swagger_ui_html(
        openapi_url="openapi.json",
        title="Reprise API",
        swagger_js_url="docs/swagger-ui-bundle.js",
        swagger_css_url="docs/swagger-ui.css",
        swagger_favicon_url="favicon.svg",
        # All operations and schemas open at once take the browser many seconds.
        swagger_ui_parameters={"docExpansion": "none", "defaultModelsExpandDepth": -1, "filter": True},
    )


def _root_path(request: Request) -> str:
    root_path: str = request.app.state.core.settings.root_path
    return root_path


def _ancestors(request: Request) -> str:
    """Who may show this view in a frame: of the visitors' chat, whom the settings name; of all else, nobody.

    Browsers that know `frame-ancestors` heed it instead of X-Frame-Options (Content Security Policy Level 3).
    """
    settings = request.app.state.core.settings
    view = request.url.path.removeprefix(settings.root_path).strip("/").partition("/")[0]
    return " ".join(["'self'", *settings.frame_ancestors]) if view == "chat" else "'none'"


def _based(page: str, root_path: str) -> str:
    """Everything in the page is relative to its base, so that a proxy may serve it below any path."""
    return page.replace('<base href="/" />', f'<base href="{html.escape(root_path)}/" />', 1)


def _trade(request: Request, token: str) -> Response:
    """Jupyter's way: the link's token becomes a cookie and leaves the address bar."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
    root_path = _root_path(request)
    # Whether the proxy strips its path or not, the browser needs it once.
    target = quote(root_path + request.url.path.removeprefix(root_path))
    query = f"?{urlencode(rest)}" if rest else ""
    response = RedirectResponse(target + query, 303, headers={"Referrer-Policy": "no-referrer"})
    keys = request.app.state.core.keys
    if keys.opens(token):
        set_cookie(request, response, keys.cookie)
    return response
