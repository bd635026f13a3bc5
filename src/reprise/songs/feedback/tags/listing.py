"""Tags to choose from."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.songs.feedback.tags import read_repository
from reprise.songs.feedback.tags.schemas import TagOut, TagPage
from reprise.songs.feedback.vocabulary import VOCABULARY, Tag, normalised

_KNOWN = [tag.name for tag in VOCABULARY]
_LABELS = {tag.name: tag.label for tag in VOCABULARY}


async def page(session: AsyncSession, q: str, *, limit: int, offset: int) -> TagPage:
    """Those whose name or label holds `q`."""
    part = normalised(q)
    offered = [tag for tag in VOCABULARY if part in tag.name or part in normalised(tag.label)]
    shown = offered[offset : offset + limit]
    used = await read_repository.counts(session, [tag.name for tag in shown])
    free = await read_repository.others(
        session, _KNOWN, part, limit=limit - len(shown), offset=max(0, offset - len(offered))
    )
    total = len(offered) + await read_repository.count_others(session, _KNOWN, part)
    items = [_offered(tag, used) for tag in shown] + [_free(tag, count) for tag, count in free]
    return TagPage(items=items, total=total, limit=limit, offset=offset)


def _offered(tag: Tag, used: dict[str, int]) -> TagOut:
    return TagOut(tag=tag.name, label=tag.label, group=tag.group, builtin=True, count=used.get(tag.name, 0))


def _free(tag: str, count: int) -> TagOut:
    return TagOut(tag=tag, label=label_of(tag), group=None, builtin=False, count=count)


def label_of(tag: str) -> str:
    """How a tag is shown."""
    words = tag.replace("_", " ")
    return _LABELS.get(tag) or words[:1].upper() + words[1:]
