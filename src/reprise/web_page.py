"""The built page: its files, its address for every view, and the token's trade at the door."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from reprise.core.auth.routes import set_session_cookie

BUILT: Final = Path(__file__).parent / "page"
_READ: Final = ["GET", "HEAD"]
_VIEWS: Final = ("songs", "interviews", "experts", "insights", "chat", "settings")
_POLICY: Final = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
_MISSING: Final = (
    "<!doctype html><title>Reprise</title><p>The API is running, but this copy was installed without its "
    "page: run <code>make web</code> in the source tree, or install the wheel. "
    "The API is described at <a href='/docs'>/docs</a>."
)


def install_page(app: FastAPI, directory: Path | None = None) -> None:
    """Serve the page at `/` and below the address of every view; without one, say so at `/`."""
    built = directory or BUILT
    index = built / "index.html"

    async def show(request: Request) -> Response:
        token = request.query_params.get("token")
        if token is not None:
            return _trade(request, token)
        if not index.is_file():
            return HTMLResponse(_MISSING)
        # The names of its scripts change with every build: the page itself must not be cached.
        return FileResponse(index, headers={"Cache-Control": "no-cache", "Content-Security-Policy": _POLICY})

    app.add_api_route("/", show, methods=_READ, include_in_schema=False)
    for view in _VIEWS:
        app.add_api_route(f"/{view}", show, methods=_READ, include_in_schema=False)
        app.add_api_route(f"/{view}/{{rest:path}}", show, methods=_READ, include_in_schema=False)
    app.add_api_route("/docs", _show_docs, include_in_schema=False)
    if (built / "docs").is_dir():
        app.mount("/docs", StaticFiles(directory=built / "docs"), name="docs")
    if (built / "assets").is_dir():
        app.mount("/assets", _Immutable(directory=built / "assets"), name="assets")
    for name in _root_files(built):
        app.add_api_route(f"/{name}", _file_route(built / name), include_in_schema=False)


async def _show_docs(request: Request) -> HTMLResponse:
    """Swagger UI from our own files: no address of anybody else is ever asked."""
    return get_swagger_ui_html(
        openapi_url="openapi.json",
        title="Reprise API",
        swagger_js_url="docs/swagger-ui-bundle.js",
        swagger_css_url="docs/swagger-ui.css",
        swagger_favicon_url="favicon.svg",
    )


def _file_route(file: Path) -> Callable[[], Awaitable[Response]]:
    async def show_file() -> Response:
        return FileResponse(file)

    return show_file


def _root_files(built: Path) -> list[str]:
    if not built.is_dir():
        return []
    return sorted(entry.name for entry in built.iterdir() if entry.is_file() and entry.name != "index.html")


def _trade(request: Request, token: str) -> Response:
    """Jupyter's way: the link's token becomes a cookie and leaves the address bar."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
    target = request.url.replace(query="").include_query_params(**dict(rest)) if rest else request.url.path
    response = RedirectResponse(str(target), 303, headers={"Referrer-Policy": "no-referrer"})
    if request.app.state.core.keys.opens(token):
        set_session_cookie(request, response)
    return response


class _Immutable(StaticFiles):
    """Built files carry a hash of their content in their name."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they are
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
