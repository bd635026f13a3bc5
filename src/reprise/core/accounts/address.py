"""Where a request comes from, as far as trusted proxies tell."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request


def address_of(request: Request) -> str:
    return request.client.host if request.client is not None else ""


async def _address(request: Request) -> str:
    return address_of(request)


AddressOf = Annotated[str, Depends(_address)]
