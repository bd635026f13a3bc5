"""How much raters agree on the same pairs, beyond what chance alone would give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

from reprise.songs.abtests.statistics.ballots import Ballot


def krippendorff_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal values: 1 is full agreement, 0 what chance gives, below 0 is dissent.

    Args:
        units: for each thing that was judged, the values that its judges gave; any number, in any order.

    Returns:
        None where it is undefined: no unit has two values, or all values are the same.

    Source:
        K. Krippendorff: Content Analysis (2018), chapter 12. Disagreement observed within units, over that
        between all values that share a unit with another.
    """
    pairable = [Counter(values) for values in units if len(values) > 1]
    totals = sum(pairable, Counter[Hashable]())
    n = totals.total()
    expected = n * n - _squares(totals)
    if not expected:
        return None
    observed = sum(
        (size * size - _squares(values)) / (size - 1) for values in pairable if (size := values.total())
    )
    return 1 - (n - 1) * observed / expected


def agreement(ballots: Iterable[Ballot]) -> float | None:
    """Of all raters on all pairs; a, b, tie and both-bad are four values."""
    pairs: dict[Hashable, list[Hashable]] = defaultdict(list)
    for ballot in ballots:
        pairs[ballot.pair].append(ballot.choice)
    return krippendorff_alpha(pairs.values())


def _squares(values: Counter[Hashable]) -> int:
    return sum(count * count for count in values.values())
