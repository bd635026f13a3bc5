"""Which vote counts: the one definition, in SQL, that every figure, list and export takes.

The newest row of a conversation counts, whatever it says. Newer is greater by (created_at, id). Each look is
answered from the index of the table by conversation.
"""

from __future__ import annotations

from typing import Final, cast

from sqlalchemy import ColumnElement, FromClause, Table, and_, exists, or_

from reprise.experts.votes.models import ConversationFeedback

VOTES: Final = cast(Table, ConversationFeedback.__table__)


def is_effective(row: FromClause) -> ColumnElement[bool]:
    """A condition on rows of `conversation_feedback` or of an alias of it."""
    newer = VOTES.alias()
    later = or_(
        newer.c.created_at > row.c.created_at,
        and_(newer.c.created_at == row.c.created_at, newer.c.id > row.c.id),
    )
    return ~exists().where(newer.c.conversation_id == row.c.conversation_id, later)
