"""What a worker does with an operation: claim it, let it be made outside any transaction, store, finish."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from reprise.core.context import Core
from reprise.interviews.operations import lifecycle
from reprise.interviews.operations.errors import OperationFailedError
from reprise.interviews.operations.lifecycle import Claimed, Cost, FencedError, Store
from reprise.interviews.operations.models import Operation

log = structlog.get_logger(__name__)

CONCURRENCY: Final = 16
"""Operations that one worker runs at once: nearly all of their time they wait for a model's answer."""
POLL_EVERY: Final = 0.5
"""Seconds between two looks for one that waits; it takes seconds at least."""
_WATCH_EVERY: Final = 1.0
_MAX_CLAIMS: Final = 5
"""Claims after which an operation is taken to kill whoever works on it."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an operation made: `result` for its row, `store` for everything else."""

    result: dict[str, Any]
    cost: Cost
    store: Store


class Maker(Protocol):
    """Does the work of one type of operation."""

    async def __call__(self, core: Core, operation: Operation) -> Made:
        """Holds no transaction while it waits, and writes nothing itself; it may be repeated.

        Raises:
            OperationFailedError: it cannot be done; code and message are fit to show.
        """


_FAULT: Final = "This is a fault of Reprise; the log says more. Retry it."
_NEVER: Final = ("22", "23")
"""Classes of SQLSTATE: data exceptions and violated constraints."""


class CostlyFailureError(OperationFailedError):
    """A failure that took something all the same."""

    def __init__(self, code: str, message: str, cost: Cost) -> None:
        super().__init__(code, message)
        self.cost = cost


class OperationRunner:
    """The handler of the workflow `interviews.operate`. Everything it does may be repeated."""

    def __init__(self, core: Core, executor_id: str, makers: Mapping[str, Maker]) -> None:
        self._core = core
        self._executor_id = executor_id
        self._makers = makers

    async def run(self, operation_id: str) -> None:
        with structlog.contextvars.bound_contextvars(operation_id=operation_id):
            claimed = await lifecycle.claim(self._core, UUID(operation_id), self._executor_id)
            if claimed is None:
                return
            try:
                await self._work(claimed)
            except FencedError:
                log.warning("operation_taken_over")

    async def _work(self, claimed: Claimed) -> None:
        try:
            made = await self._make(claimed)
            await self._store(claimed, made)
        except OperationFailedError as error:
            cost = error.cost if isinstance(error, CostlyFailureError) else None
            log.info("operation_failed", code=error.code)
            await lifecycle.fail(self._core, claimed, error.code, error.message, cost)

    async def _store(self, claimed: Claimed, made: Made) -> None:
        """Whatever becomes of it, it was paid for."""
        try:
            await lifecycle.complete(self._core, claimed, made.result, made.cost, made.store)
        except FencedError:
            raise
        except OperationFailedError as error:
            raise CostlyFailureError(error.code, error.message, made.cost) from error
        except Exception as error:
            if _may_pass(error):
                raise
            # Without the error's words: they hold what was to be stored.
            log.error("operation_not_storable", error=type(error).__name__)
            raise CostlyFailureError("INTERNAL_ERROR", _FAULT, made.cost) from error

    async def _make(self, claimed: Claimed) -> Made:
        """Race the maker against the watch: what nobody waits for any more costs no more tokens."""
        if claimed.operation.claims > _MAX_CLAIMS:
            raise OperationFailedError(
                "WORKER_CRASHED",
                f"The workers on this operation were lost {_MAX_CLAIMS} times in a row. Retry it.",
            )
        making = asyncio.create_task(self._guarded(claimed.operation))
        watching = asyncio.create_task(self._watch(claimed))
        try:
            await asyncio.wait({making, watching}, return_when=asyncio.FIRST_COMPLETED)
            if not making.done():
                watching.result()
            return await making
        finally:
            for task in (watching, making):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await task

    async def _guarded(self, operation: Operation) -> Made:
        try:
            return await self._makers[operation.operation_type](self._core, operation)
        except (OperationFailedError, FencedError, SQLAlchemyError, OSError):
            # A database that is away is no fault of the operation: its workflow ends, and gets a new one.
            raise
        except Exception as error:
            log.exception("operation_broke")
            raise OperationFailedError("INTERNAL_ERROR", _FAULT) from error

    async def _watch(self, claimed: Claimed) -> None:
        """
        Raises:
            FencedError: the operation is gone, or somebody else holds it.
        """
        while True:
            await asyncio.sleep(_WATCH_EVERY)
            try:
                if not await lifecycle.still_held(self._core, claimed):
                    raise FencedError
            except (SQLAlchemyError, OSError) as error:
                log.warning("watch_failed", error=type(error).__name__)


def _may_pass(error: Exception) -> bool:
    """Whether the database was away or busy: values that it will never take end the operation instead."""
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None)
        return not isinstance(error, IntegrityError) and str(state)[:2] not in _NEVER
    return isinstance(error, (SQLAlchemyError, OSError))
