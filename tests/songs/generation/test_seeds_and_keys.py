"""Seeds of samples, and the places of their files."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from reprise.songs.generation import seeds, storage_keys
from reprise.songs.generation.models import MAX_SEED

JOB, ATTEMPT = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize("seed", [0, 1, 2**32, MAX_SEED])
def test_sample_a_has_the_jobs_own_seed_and_the_others_their_own(seed: int) -> None:
    derived = [seeds.derive(seed, index) for index in range(8)]
    assert derived[0] == seed
    assert len(set(derived)) == 8
    assert all(0 <= value <= MAX_SEED for value in derived)


def test_derived_seeds_never_change() -> None:
    """Files of old jobs can be made again only as long as this holds."""
    assert [seeds.derive(7, index) for index in range(4)] == [7, 3617640167, 2374935413, 287060127]


def test_drawn_seeds_differ_and_can_be_sent_as_json() -> None:
    drawn = {seeds.draw() for _ in range(100)}
    assert len(drawn) > 95
    assert all(0 <= seed <= MAX_SEED for seed in drawn)


def test_a_key_leads_back_to_its_job_and_attempt() -> None:
    key = storage_keys.sample_key(JOB, ATTEMPT, 3)
    assert key == f"audio/{JOB}/{ATTEMPT}/3.flac"
    assert key.startswith(storage_keys.attempt_prefix(JOB, ATTEMPT))
    assert storage_keys.parse(key) == (JOB, ATTEMPT)


def test_attempts_never_share_a_key() -> None:
    assert storage_keys.sample_key(JOB, uuid4(), 0) != storage_keys.sample_key(JOB, uuid4(), 0)


@pytest.mark.parametrize(
    "foreign",
    ["", "audio/", "audio/x/y/0.flac", f"audio/{JOB}/0.flac", f"audio/{JOB}/{ATTEMPT}/a/0.flac", "other.txt"],
)
def test_a_key_of_somebody_else_is_none_of_ours(foreign: str) -> None:
    assert storage_keys.parse(foreign) is None
