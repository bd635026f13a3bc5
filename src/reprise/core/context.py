"""What every process holds for as long as it lives."""

from __future__ import annotations

from dataclasses import dataclass

from reprise.core.auth.identity import Keys
from reprise.core.db import Database
from reprise.core.events.hub import EventHub
from reprise.core.group_commit import CommitGroups
from reprise.core.operations.queue import WorkQueue
from reprise.core.settings import Settings
from reprise.core.storage import Storage, open_storage


@dataclass(frozen=True, slots=True)
class Core:
    """`app.state.core` of the API; a worker makes one too."""

    settings: Settings
    keys: Keys
    cookie_name: str
    database: Database
    queue: WorkQueue
    events: EventHub
    groups: CommitGroups
    storage: Storage

    async def close(self) -> None:
        await self.groups.close()
        await self.events.close()
        self.queue.close()
        await self.database.close()


def open_core(settings: Settings, *, cookie_name: str = "reprise_session") -> Core:
    """Open nothing but files: connections are made at their first use."""
    data_dir = settings.make_data_dir()
    url = settings.resolved_database_url
    database = Database(url)
    events = EventHub(database)
    return Core(
        settings=settings,
        keys=Keys(settings, data_dir),
        cookie_name=cookie_name,
        database=database,
        queue=WorkQueue(url),
        events=events,
        groups=CommitGroups(database, committed=events.wake),
        storage=open_storage(
            settings.storage_url, endpoint=settings.storage_endpoint or None, data_dir=data_dir
        ),
    )
