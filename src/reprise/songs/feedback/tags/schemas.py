"""Tags as they go out."""

from __future__ import annotations

from reprise.core.schema import Answer
from reprise.songs.feedback.vocabulary import TagGroup


class TagOut(Answer):
    """`count`: rows that carry the tag. `group` is null for tags that people made up."""

    tag: str
    label: str
    group: TagGroup | None
    builtin: bool
    count: int


class TagPage(Answer):
    """The tags that everybody is offered, in their order, then those that people made up, by name."""

    items: list[TagOut]
    total: int
    limit: int
    offset: int
