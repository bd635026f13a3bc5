"""Addresses in `Location` for clients that see the API below the path of a reverse proxy."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ProxyPath:
    """Routes name what they made by its path in the application; this adds the part that a proxy took away.

    Outside of what keeps answers for repeated requests, so that a kept one suits the proxy of the day.
    """

    def __init__(self, app: ASGIApp, *, root_path: str, prefix: str) -> None:
        self._app = app
        self._root_path = root_path
        self._prefix = f"{prefix}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_located(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                where = headers.get("location", "")
                if where.startswith(self._prefix):
                    headers["location"] = self._root_path + where
            await send(message)

        await self._app(scope, receive, send_located)
