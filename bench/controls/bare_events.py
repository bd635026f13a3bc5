"""A bare Starlette application that tells everybody what it is told: `bare_events PORT`.

A queue a client, and nothing is stored: what the sending of server-sent events costs by itself.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route


class _Everybody:
    def __init__(self) -> None:
        self.queues: set[asyncio.Queue[bytes]] = set()
        self.number = 0

    def tell(self, data: bytes) -> None:
        self.number += 1
        frame = b"id: 0-%d\nevent: feedback\ndata: %s\n\n" % (self.number, data)
        for queue in self.queues:
            queue.put_nowait(frame)

    async def listen(self) -> AsyncIterator[bytes]:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self.queues.add(queue)
        try:
            yield b"id: 0-%d\nevent: hello\ndata: {}\n\n" % self.number
            while True:
                yield await queue.get()
        finally:
            self.queues.discard(queue)


def main(port: int) -> None:
    everybody = _Everybody()

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def say(request: Request) -> Response:
        said = await request.json()
        everybody.tell(json.dumps(said, separators=(",", ":")).encode())
        return JSONResponse({"id": said["feedback_id"]}, status_code=201)

    async def events(_: Request) -> Response:
        return StreamingResponse(everybody.listen(), media_type="text/event-stream")

    routes = [Route("/healthz", healthz), Route("/said", say, methods=["POST"]), Route("/events", events)]
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
