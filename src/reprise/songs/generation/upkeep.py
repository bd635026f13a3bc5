"""What keeps jobs and files in agreement when processes died at the worst moment."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Sequence
from typing import Final, cast

import structlog
from sqlalchemy import Table

from reprise.core.context import Core
from reprise.core.operations import repository as work_rows
from reprise.core.operations.reconciler import Work
from reprise.songs.generation import repository, service, storage_keys
from reprise.songs.generation.models import GenerationJob

log = structlog.get_logger(__name__)

_TABLE: Final = cast(Table, GenerationJob.__table__)


class JobSource:
    """The reconciler's view of jobs."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def unfinished(self) -> AsyncIterator[Sequence[Work]]:
        async with self._core.database.snapshot() as session:
            async for page in work_rows.unfinished(session, _TABLE, ("processing", "queued")):
                yield [Work(job_id, workflow_id) for job_id, workflow_id in page]

    async def restart(self, work: Work) -> bool:
        async with self._core.database.transaction() as session:
            return await service.enqueue_again(self._core.queue, session, work.subject_id, work.workflow_id)

    async def finished_workflows(self) -> Sequence[str]:
        async with self._core.database.snapshot() as session:
            return await work_rows.finished_workflows(session, _TABLE)


async def sweep_files(core: Core) -> int:
    """Delete every stored file that no sample names and no live attempt may still name; how many."""
    count = 0
    async for page in core.storage.list(storage_keys.ROOT):
        parsed = [(file.key, *ids) for file in page if (ids := storage_keys.parse(file.key))]
        async with core.database.snapshot() as session:
            wanted = await repository.still_wanted(session, parsed)
        orphans = [key for key, _, _ in parsed if key not in wanted]
        await core.storage.delete(orphans)
        count += len(orphans)
    await core.storage.remove_abandoned()
    if count:
        log.warning("orphans_removed", files=count)
    return count


async def sweep_scratch(core: Core) -> None:
    """Remove the scratch directories of workers of this data directory that are no more."""
    root = core.settings.data_dir / "scratch"
    for directory in sorted(root.iterdir()) if root.is_dir() else []:
        async with core.database.snapshot() as session:
            alive = await work_rows.holds_lease(session, directory.name)
        if not alive:
            shutil.rmtree(directory, ignore_errors=True)
