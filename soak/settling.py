"""Waiting, for so long and no longer, until nothing is left to do."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import Engine, Select, create_engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from reprise.core.db.urls import sync_url
from reprise.core.events.models import Event
from reprise.core.events.repository import Position
from reprise.interviews.operations.models import Operation
from reprise.songs.generation.models import GenerationJob
from soak.ledger import Ledger
from soak.place import Place

_LOOK_EVERY = 0.5


def wait_for_work(place: Place, within_s: float) -> bool:
    """Until every job and operation has ended; whether they did in time."""
    jobs = select(func.count()).where(GenerationJob.status.in_(("queued", "processing")))
    operations = select(func.count()).where(Operation.status.in_(("pending", "processing")))
    engine = create_engine(sync_url(place.database_url))
    try:
        return _until(lambda: _count(engine, jobs) + _count(engine, operations) == 0, within_s)
    finally:
        engine.dispose()


def wait_for_listeners(place: Place, ledger: Ledger, within_s: float) -> bool:
    """Until those that listen to all have heard the last event; whether they did in time."""
    engine = create_engine(sync_url(place.database_url))
    query = select(Event.xid, Event.id).where(Event.topic == "jobs")
    last = query.order_by(Event.xid.desc(), Event.id.desc()).limit(1)

    def caught_up() -> bool:
        with engine.connect() as connection:
            row = connection.execute(last).one_or_none()
        heard = [one.places[-1] if one.places else "" for one in ledger.heard if one.subject is None]
        places = [Position.parse(place) for place in heard]
        return row is None or all(place is not None and place >= Position(*row) for place in places)

    try:
        return _until(caught_up, within_s)
    finally:
        engine.dispose()


def _count(engine: Engine, query: Select[int]) -> int:
    with engine.connect() as connection:
        return connection.scalar(query) or 0


def _until(condition: Callable[[], bool], within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        try:
            if condition():
                return True
        except SQLAlchemyError:
            # A database that has just come back may still refuse somebody.
            time.sleep(_LOOK_EVERY)
        time.sleep(_LOOK_EVERY)
    return False
