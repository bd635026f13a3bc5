"""One question back, when nobody fits well enough."""

from __future__ import annotations

from collections.abc import Sequence

from reprise.experts.chat.addresses import without_addresses
from reprise.experts.retrieval.lexical import Filters
from reprise.experts.retrieval.searching import Found


def question(found: Found, filters: Filters, categories: Sequence[str]) -> str:
    """One question, by what stood in the way."""
    named = [without_addresses(name, None) for name in categories]
    such_as = f", for example {_either(named)}" if named else ""
    if not categories and not found.candidates:
        return "Nobody here clearly fits that. Which skill, tool or field should the person know?"
    if not found.terms:
        return f"What is it about{such_as}? Name the problem, the tools or the field."
    if not filters.none:
        return "Nobody fits within these limits. Shall I look beyond the category or the highest rate?"
    return f"Nobody here clearly fits that. Which skill, tool or field should the person know{such_as}?"


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
