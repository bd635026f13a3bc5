"""A bare Starlette application that serves one file as Starlette does: `bare_files PORT FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route


def main(port: int, path: Path) -> None:
    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def file(_: Request) -> Response:
        return FileResponse(path, media_type="audio/flac")

    app = Starlette(routes=[Route("/healthz", healthz), Route("/file", file)])
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
