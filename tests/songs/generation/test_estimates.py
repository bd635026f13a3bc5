"""How long a job will still take."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reprise.songs.generation import estimates
from reprise.songs.generation.estimates import PastJob

START = datetime(2026, 3, 1, tzinfo=UTC)


def remaining(progress: int, seconds_since: float, pace: float | None = None) -> float | None:
    now = START + timedelta(seconds=seconds_since)
    return estimates.remaining(progress=progress, started_at=START, now=now, audio_seconds=60, pace_=pace)


def test_the_pace_weighs_long_jobs_more() -> None:
    assert estimates.pace([PastJob(seconds=1, audio_seconds=10), PastJob(seconds=8, audio_seconds=20)]) == 0.3


def test_without_a_past_there_is_no_pace() -> None:
    assert estimates.pace([]) is None
    assert estimates.pace([PastJob(seconds=1, audio_seconds=0)]) is None


def test_a_job_under_way_is_judged_by_its_own_progress() -> None:
    assert remaining(25, 10, pace=100) == pytest.approx(30)
    assert remaining(100, 10) == 0


def test_a_job_that_has_hardly_begun_is_judged_by_others() -> None:
    assert remaining(5, 10, pace=0.5) == pytest.approx(0.5 * 60 * 0.95)
    assert remaining(5, 10) is None


def test_a_clock_that_went_back_makes_no_negative_time() -> None:
    assert remaining(50, -10) == 0


def test_waiting_is_shared_by_all_workers() -> None:
    assert estimates.waiting(audio_seconds_ahead=100, own=10, workers=2, pace_=0.5) == 30
    assert estimates.waiting(audio_seconds_ahead=100, own=10, workers=0, pace_=0.5) is None
    assert estimates.waiting(audio_seconds_ahead=100, own=10, workers=2, pace_=None) is None
