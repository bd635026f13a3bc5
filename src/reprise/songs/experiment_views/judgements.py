"""Wins, losses and ties of jobs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from reprise.songs.experiment_views.schemas import Preferences


def tally(counted: Iterable[tuple[UUID, UUID, bool, int]]) -> defaultdict[UUID, Preferences]:
    """Per job, from (preferred job, other job, whether it is a tie, how often)."""
    found: defaultdict[UUID, Preferences] = defaultdict(_nothing)
    for preferred, other, tie, count in counted:
        if tie:
            found[preferred].ties += count
            found[other].ties += count
        else:
            found[preferred].wins += count
            found[other].losses += count
    return found


def _nothing() -> Preferences:
    return Preferences(wins=0, losses=0, ties=0)
