"""The index of a process: built when it is first needed, and kept up with the directory.

Nothing of it is stored: the directory is the truth, and a process that was killed builds anew. Small changes
are laid over the index at once; after large ones it is built again while the old one still answers.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import Database
from reprise.core.rounds import Rounds
from reprise.experts.directory import repository as directory
from reprise.experts.directory.reading import EntryReader
from reprise.experts.retrieval.configuration import RetrievalSettings
from reprise.experts.retrieval.dense import Dense
from reprise.experts.retrieval.embedder import QUESTION_SECONDS, Embedder, EmbedderError, Vector
from reprise.experts.retrieval.lexical import LexicalBuilder
from reprise.experts.retrieval.profiles import Profile, profile_of
from reprise.experts.retrieval.searching import Found, Indexed, Question, search
from reprise.experts.retrieval.vectors import all_vectors

log = structlog.get_logger(__name__)

_ROWS_AT_ONCE: Final = 1_000
# Below this a whole index is built in a moment; above, a change is laid over it.
_SMALL: Final = 2_000
_MOST_LAID_OVER: Final = 1_000
_THREADS: Final = 2
_EMBEDDER_REST_S: Final = 30.0
_QUESTIONS_REST_S: Final = 10.0

Result = TypeVar("Result")
Place = tuple[int, UUID | None]
Search = tuple[Indexed, Question, RetrievalSettings]


class ExpertIndex:
    """Searches and what they need; one for each process."""

    def __init__(self, database: Database, embedder: Embedder | None = None) -> None:
        """`embedder` None: by words alone."""
        self._database = database
        self._embedder = embedder
        self._dense: Dense | None = None
        self._embedding: asyncio.Task[None] | None = None
        self._embedded: tuple[int, int] | None = None
        self._embedder_rests_until = 0.0
        self._indexed: Indexed | None = None
        self._turn = asyncio.Lock()
        self._rebuilding: asyncio.Task[None] | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._searches = Rounds(self._searched)
        self.entries = EntryReader(database)
        """For whoever reads the rows that a search found."""

    @property
    def categories(self) -> Sequence[str]:
        """Those with most experts, as far as anything is indexed."""
        return () if self._indexed is None else self._indexed.lexical.top_categories

    async def search(
        self, question: Question, settings: RetrievalSettings, *, revision: int, removals: int
    ) -> Found:
        """In the directory as it was at that revision or later; after an import of many, until the index is
        built again, as it was before."""
        indexed = self._indexed
        if indexed is None or (indexed.revision, indexed.removals) < (revision, removals):
            indexed = await self._follow(revision, removals)
        if self._embedder is not None:
            question = replace(question, vector=await self._vector(self._embedder, question.text))
            self._embed_changes(self._embedder, indexed)
            indexed = replace(indexed, dense=self._dense)
        return await self._searches.submit((indexed, question, settings))

    async def _searched(self, together: Sequence[Search]) -> Sequence[Found]:
        """In one go: to change threads for each takes as long as the search."""
        return await self._aside(lambda: [search(*one) for one in together])

    async def _vector(self, embedder: Embedder, text: str) -> Vector | None:
        """None where the embedder fails, and for a while after: words alone answer, without its delay."""
        if time.monotonic() < self._embedder_rests_until:
            return None
        try:
            (vector,) = await embedder.embed([text], seconds=QUESTION_SECONDS)
        except EmbedderError as error:
            log.warning("question_not_embedded", reason=str(error))
            self._embedder_rests_until = time.monotonic() + _QUESTIONS_REST_S
            return None
        return vector

    def _embed_changes(self, embedder: Embedder, indexed: Indexed) -> None:
        """Behind the back of whoever asks: until it is done, new profiles are found by words."""
        seen = (indexed.revision, indexed.removals)
        if self._embedded != seen and self._embedding is None:
            self._embedding = asyncio.create_task(self._embed(embedder, seen))

    async def _embed(self, embedder: Embedder, seen: tuple[int, int]) -> None:
        try:
            self._dense = await all_vectors(self._database, embedder)
            self._embedded = seen
            log.info("experts_embedded", experts=0 if self._dense is None else len(self._dense.ids))
        except EmbedderError as error:
            log.warning("experts_not_embedded", reason=str(error))
            await asyncio.sleep(_EMBEDDER_REST_S)
        except Exception:
            log.exception("experts_not_embedded")
            await asyncio.sleep(_EMBEDDER_REST_S)
        finally:
            self._embedding = None

    async def warm(self) -> bool:
        """Build the index before anybody asks; False when there is nobody to be found."""
        async with self._database.snapshot() as session:
            revision, removals = await directory.state(session)
        if revision == 0:
            return False
        indexed = await self._follow(revision, removals)
        if self._embedder is not None:
            self._embed_changes(self._embedder, indexed)
        return True

    async def embedded(self) -> None:
        """Returns once the vectors that are being made are there."""
        if self._embedding is not None:
            await asyncio.wait([self._embedding])

    async def close(self) -> None:
        for task in (self._rebuilding, self._embedding):
            if task is not None:
                task.cancel()
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)

    async def _follow(self, revision: int, removals: int) -> Indexed:
        async with self._turn:
            indexed = self._indexed
            if indexed is None:
                self._indexed = indexed = await self._built()
            elif (indexed.revision, indexed.removals) < (revision, removals) and self._rebuilding is None:
                self._indexed = indexed = await self._caught_up(indexed)
            return indexed

    async def _caught_up(self, indexed: Indexed) -> Indexed:
        if len(indexed.lexical) < _SMALL:
            return await self._built()
        async with self._database.snapshot(still=True) as session:
            revision, removals = await directory.state(session)
            rows = await directory.changed_after(session, (indexed.revision, None), _MOST_LAID_OVER + 1)
            gone = await self._gone(session, indexed) if removals > indexed.removals else []
        if len(rows) + len(indexed.overlay.changed) > _MOST_LAID_OVER:
            self._rebuilding = asyncio.create_task(self._rebuild())
            return indexed
        profiles = [profile_of(row) for row in rows]
        overlay = await self._aside(lambda: indexed.overlay.with_changes(indexed.lexical, profiles, gone))
        return Indexed(revision, removals, indexed.lexical, overlay)

    @staticmethod
    async def _gone(session: AsyncSession, indexed: Indexed) -> list[UUID]:
        there = await directory.all_ids(session)
        known = (*indexed.lexical.ids, *indexed.overlay.changed)
        return [expert_id for expert_id in known if expert_id not in there]

    async def _rebuild(self) -> None:
        try:
            self._indexed = await self._built()
        except Exception:
            log.exception("experts_not_indexed")
        finally:
            self._rebuilding = None

    async def _built(self) -> Indexed:
        builder = LexicalBuilder()
        place: Place = (-1, None)
        async with self._database.snapshot(still=True) as session:
            revision, removals = await directory.state(session)
            while rows := await directory.changed_after(session, place, _ROWS_AT_ONCE):
                profiles = _active(rows)
                await self._aside(lambda profiles=profiles: builder.add(profiles))  # type: ignore[misc]
                place = (rows[-1].revision, rows[-1].id)
        lexical = await self._aside(builder.build)
        log.info("experts_indexed", experts=len(lexical), revision=revision)
        return Indexed(revision, removals, lexical)

    async def _aside(self, work: Callable[[], Result]) -> Result:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="experts")
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _active(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Profile]:
    return [profile_of(row) for row in rows if row.is_active]
