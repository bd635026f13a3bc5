"""Group commit with keys: the answer is stored in the flush that does the work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from reprise.core.db.many_rows import Inserts
from reprise.core.db.prepared import Question, Rows, answers
from reprise.core.errors import AppError
from reprise.core.group_commit import CommitGroups, Inserting, Memory, Write
from reprise.core.idempotency import repository
from reprise.core.idempotency.claims import Answer, Claim, Known, kept_of, repeated

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Asked(Generic[Item]):
    """An item to write, and what is answered once it is written; `rows` is how much it is."""

    item: Item
    answer: Answer
    claim: Claim | None
    rows: int = 1


class _Again:
    """The same key came twice in one flush: the next flush knows what became of the first."""


_AGAIN: Final = _Again()
_Outcome = Answer | _Again
WriteOnce: TypeAlias = "Write[Asked[Item], _Outcome] | Inserting[Asked[Item], _Outcome]"
Look = Callable[[Sequence[Item]], Sequence[Question]]
"""What must be known of items to decide about them."""
Ids = Callable[[Item], Sequence[UUID]]
Decide = Callable[[Sequence[Rows], Inserts, Sequence[Item]], "Sequence[AppError | None]"]
"""Says what is wrong with each item, by the answers; leaves behind what is to be inserted."""


def once(write: Write[Item, None]) -> Write[Asked[Item], _Outcome]:
    """`write`, but an item whose key is known is not written again."""

    def write_once(connection: Connection, asked: Sequence[Asked[Item]]) -> Sequence[_Outcome | AppError]:
        claims = [one.claim for one in asked if one.claim is not None]
        known = repository.known(connection, *answers(connection, [repository.asking(claims)]))
        inserts = Inserts()
        outcomes = _decided(known, inserts, asked, lambda items: write(connection, items))
        inserts.run(connection)
        return outcomes

    return write_once


def inserted_once(look: Look[Item], decide: Decide[Item], ids: Ids[Item]) -> Inserting[Asked[Item], _Outcome]:
    """As `once`, for what only reads and inserts: all that is read is asked together.

    What `look` finds are rows that never change while they are there, their id first, of those that `ids`
    says of an item. Where all of them are remembered nothing is read: keys and foreign keys are the
    database's to hold.
    """

    def decide_once(
        connection: Connection, inserts: Inserts, asked: Sequence[Asked[Item]], memory: Memory
    ) -> Sequence[_Outcome | AppError]:
        claims = [one.claim for one in asked if one.claim is not None]
        questions = [repository.asking(claims), *look([one.item for one in asked])]
        of_keys, *of_items = answers(connection, questions)
        for row in chain.from_iterable(of_items):
            memory.keep(row[0], row, 1)
        known = repository.known(connection, of_keys)
        return _decided(known, inserts, asked, lambda items: decide(of_items, inserts, items))

    def guess_once(
        inserts: Inserts, asked: Sequence[Asked[Item]], memory: Memory
    ) -> Sequence[_Outcome] | None:
        rows = [memory.get(id_) for one in asked for id_ in ids(one.item)]
        remembered = [row for row in rows if row is not None]
        if len(remembered) < len(rows):
            return None
        outcomes = _decided({}, inserts, asked, lambda items: decide([remembered], inserts, items))
        # A refusal is not inserted, so that nothing would say whether its key is known.
        accepted = [outcome for outcome in outcomes if isinstance(outcome, Answer)]
        return accepted if len(accepted) == len(outcomes) else None

    return Inserting(decide_once, guess_once)


def _decided(
    known: Mapping[tuple[UUID, str], Known],
    inserts: Inserts,
    asked: Sequence[Asked[Item]],
    decide: Callable[[Sequence[Item]], Sequence[AppError | None]],
) -> Sequence[_Outcome | AppError]:
    """Decides about those that are new, and adds their answers to what is inserted."""
    outcomes = _answered_before(known, asked)
    fresh = [place for place, outcome in enumerate(outcomes) if outcome is None]
    decided = decide([asked[place].item for place in fresh]) if fresh else []
    answered: list[tuple[Claim, Answer]] = []
    for place, refusal in zip(fresh, decided, strict=True):
        one = asked[place]
        outcomes[place] = one.answer if refusal is None else refusal
        if refusal is None and one.claim is not None:
            answered.append((one.claim, kept_of(one.answer, private=False)))
    repository.store(inserts, answered)
    return [outcome for outcome in outcomes if outcome is not None]


def _answered_before(
    known: Mapping[tuple[UUID, str], Known], asked: Sequence[Asked[Item]]
) -> list[_Outcome | AppError | None]:
    """None for whatever is to be written."""
    seen = set()
    outcomes: list[_Outcome | AppError | None] = []
    for claim in (one.claim for one in asked):
        place = None if claim is None else (claim.owner_id, claim.key)
        if claim is None or place is None:
            outcomes.append(None)
        elif place in known:
            outcomes.append(repeated(claim, known[place]))
        else:
            outcomes.append(_AGAIN if place in seen else None)
            seen.add(place)
    return outcomes


async def submit_once(groups: CommitGroups, write: WriteOnce[Item], asked: Asked[Item]) -> Answer:
    """Returns once the item is committed; another answer than that of `asked` is an earlier one.

    Raises:
        AppError: what the write found wrong with it, or the key came with another request before.
    """
    outcome: _Outcome = _AGAIN
    while isinstance(outcome, _Again):
        outcome = await groups.submit(write, asked, rows=asked.rows)
    return outcome
