"""What a claim says, in one plain sentence or two."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reprise.songs.abtests.statistics.looks import Look


@dataclass(frozen=True, slots=True)
class Finding:
    """The newest look, if there is one; `names` of A and of B."""

    look: Look | None
    decided: bool
    consistent: bool
    names: tuple[str, str]


def about_these_raters(finding: Finding) -> str:
    look = finding.look
    if look is None:
        return "Not decided: there is no vote for either side yet."
    votes = _number(look.n, "decisive vote")
    if finding.decided:
        says = f"These raters prefer {_leader(finding, look)}: {_share(look)} of {votes} ({_range(look)})."
    else:
        says = f"Not decided: {votes}, {_leaning(finding, look)} ({_range(look)})."
    return says + _steadiness(finding, "votes")


def about_raters_in_general(finding: Finding, more: int | None, at_least: int) -> str:
    look = finding.look
    if look is None:
        return f"Not decided: no rater has finished yet, and at least {at_least} are needed."
    raters = _number(look.n, "rater")
    if finding.decided:
        says = f"Raters in general prefer {_leader(finding, look)}: {_share(look)} on average over {raters}"
        return f"{says} ({_range(look)})." + _steadiness(finding, "raters")
    says = f"Not decided: {raters}, {_leaning(finding, look)} on average ({_range(look)})."
    return says + _steadiness(finding, "raters") + _missing(look.n, more, at_least)


def _missing(n: int, more: int | None, at_least: int) -> str:
    if more is not None:
        return f" About {more} more would decide it if they vote like these."
    if n < at_least:
        return f" At least {at_least - n} more must finish."
    return " How many more it would take cannot be told from these."


def _steadiness(finding: Finding, noun: str) -> str:
    return (
        "" if finding.consistent else f" Early and late {noun} disagree, so only all of them together count."
    )


def leading_b(look: Look) -> bool:
    """What was decided stays, even if the share has come back to the other side since."""
    if look.lower > 0.5 or look.upper < 0.5:
        return look.lower > 0.5
    return look.win_rate >= 0.5


def _leader(finding: Finding, look: Look) -> str:
    return finding.names[leading_b(look)]


def _leaning(finding: Finding, look: Look) -> str:
    if look.win_rate == 0.5:
        return "both preferred equally often"
    return f"{_leader(finding, look)} preferred {_share(look)}"


def _share(look: Look) -> str:
    return f"{100 * (look.win_rate if leading_b(look) else 1 - look.win_rate):.0f} %"


def _range(look: Look) -> str:
    """The interval of whoever leads, rounded outwards."""
    lower, upper = (look.lower, look.upper) if leading_b(look) else (1 - look.upper, 1 - look.lower)
    places = 1 if 0.5 < lower < 0.51 else 0
    scale = 100 * 10**places
    low, high = math.floor(lower * scale + 1e-6) / scale, math.ceil(upper * scale - 1e-6) / scale
    return f"{100 * low:.{places}f}–{100 * high:.{places}f} %"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
