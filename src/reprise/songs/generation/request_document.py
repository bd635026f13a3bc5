"""A request as JSON, on its way to the process that an engine runs in."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from reprise.songs.engines.protocol import Attributes, RenderRequest


def request_document(request: RenderRequest) -> dict[str, Any]:
    """What `request_from` makes an equal request of."""
    return dataclasses.asdict(request)


def request_from(document: Mapping[str, Any]) -> RenderRequest:
    """The request that a document says; further fields of it are left alone."""
    attributes = dict(document["attributes"])
    for name in ("instruments_primary", "instruments_secondary"):
        attributes[name] = tuple(attributes[name])
    return RenderRequest(
        text=document["text"],
        duration=document["duration"],
        seed=document["seed"],
        attributes=Attributes(**attributes),
        parameters=document["parameters"],
        adapter=document["adapter"],
    )
