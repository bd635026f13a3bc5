"""What keeps operations and workflows in agreement when processes died at the worst moment."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Final, cast

from sqlalchemy import Table

from reprise.core.context import Core
from reprise.core.operations import repository as work_rows
from reprise.core.operations.reconciler import Work
from reprise.interviews.operations import service
from reprise.interviews.operations.models import Operation

_TABLE: Final = cast(Table, Operation.__table__)


class OperationSource:
    """The reconciler's view of operations."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def unfinished(self) -> AsyncIterator[Sequence[Work]]:
        async with self._core.database.snapshot() as session:
            async for page in work_rows.unfinished(session, _TABLE, ("processing", "pending")):
                yield [Work(operation_id, workflow_id) for operation_id, workflow_id in page]

    async def restart(self, work: Work) -> bool:
        async with self._core.database.transaction() as session:
            return await service.enqueue_again(self._core.queue, session, work.subject_id, work.workflow_id)

    async def finished_workflows(self) -> Sequence[str]:
        async with self._core.database.snapshot() as session:
            return await work_rows.finished_workflows(session, _TABLE)
