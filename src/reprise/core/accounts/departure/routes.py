"""HTTP of taking one's data away, and leaving."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import StreamingResponse

from reprise.core.accounts.address import AddressOf
from reprise.core.accounts.departure import service
from reprise.core.accounts.departure.personal import PersonalData
from reprise.core.accounts.departure.schemas import Departure
from reprise.core.auth.cookies import drop_cookie
from reprise.core.auth.dependencies import SignedIn
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import KeyReserved, Router
from reprise.core.limits.errors import LIMITED

router = Router(tags=["identity"])

_DOCUMENT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}}, "description": "Rows by table."}
}


async def _personal_data(request: Request) -> PersonalData:
    data: PersonalData = request.app.state.personal_data
    return data


Data = Annotated[PersonalData, Depends(_personal_data)]


@router.get("/users/me/export", response_class=StreamingResponse, responses=_DOCUMENT)
async def export_data(user: SignedIn, core: CoreOf, data: Data) -> Response:
    """Everything that is yours, as one JSON document; samples can be downloaded by their ids."""
    headers = {"Content-Disposition": 'attachment; filename="reprise.json"', "Cache-Control": "no-store"}
    body = service.export(core.database, user, data)
    return StreamingResponse(body, media_type="application/json", headers=headers)


@router.post("/users/me/deletion", status_code=204, response_class=Response, responses=LIMITED)
async def delete_account(
    payload: Departure,
    user: SignedIn,
    core: CoreOf,
    address: AddressOf,
    data: Data,
    request: Request,
    _: KeyReserved,
) -> Response:
    """Delete your account and all that is private; songs belong to the installation and stay."""
    await service.leave(core, user, payload.password.get_secret_value(), address, data)
    response = Response(status_code=204)
    drop_cookie(request, response)
    return response
