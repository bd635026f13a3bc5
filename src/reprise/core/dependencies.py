"""What routes ask for: the process's core, and the page of a list that is wanted."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Query, Request

from reprise.core.context import Core
from reprise.core.paging import Cursor, Paging


def core_of(request: Request) -> Core:
    return cast(Core, request.app.state.core)


async def _core(request: Request) -> Core:
    return core_of(request)


# Not plain functions: FastAPI would run each in a thread.
CoreOf = Annotated[Core, Depends(_core)]


async def _paging(
    limit: Annotated[int, Query(ge=1, le=100, description="Rows a page.")] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Rows to skip; use `cursor` far down.")] = 0,
    cursor: Annotated[
        str | None, Query(max_length=200, description="`next_cursor` of the page before.")
    ] = None,
) -> Paging:
    return Paging(limit, offset, Cursor.parse(cursor) if cursor else None)


Pages = Annotated[Paging, Depends(_paging)]
