"""The checker finds what is planted, calls it by its name, and finds nothing where nothing is."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from soak.ledger import Heard, Ledger
from sqlalchemy import delete
from tests.soaks.kept import Kept

from reprise.core.events.models import Event
from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.models import Feedback
from reprise.songs.generation.storage_keys import sample_key


@pytest.fixture
def kept(tmp_path: Path, sqlite_template: Path) -> Iterator[Kept]:
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    shutil.copyfile(sqlite_template, data_dir / "reprise.db")
    ledger = Ledger(tmp_path / "ledger.jsonl")
    with closing(ledger), closing(Kept(data_dir, ledger)) as made:
        yield made


def test_what_was_kept_is_accepted(kept: Kept) -> None:
    assert kept.verdict().findings() == []


def _lose_feedback(kept: Kept) -> None:
    with kept.session() as session:
        session.execute(delete(Feedback))


def _lose_a_sample(kept: Kept) -> None:
    with kept.session() as session:
        session.execute(delete(Feedback))
        session.execute(delete(AudioSample))


def _lose_a_file(kept: Kept) -> None:
    asyncio.run(kept.place.storage().delete([kept.key]))


def _change_a_file(kept: Kept) -> None:
    kept.put(kept.key, b"noise")


def _double_feedback(kept: Kept) -> None:
    (write,) = kept.ledger.of_kind("feedback")
    kept.add(kept.feedback_row(uuid4(), write.mark))


def _invent_feedback(kept: Kept) -> None:
    kept.add(kept.feedback_row(uuid4(), "soak-9999999"))


def _strand_a_job(kept: Kept) -> None:
    kept.make_job("queued")


def _fail_a_job(kept: Kept) -> None:
    kept.make_job("failed")


def _complete_without_samples(kept: Kept) -> None:
    kept.make_job("completed")


def _complete_what_was_cancelled(kept: Kept) -> None:
    kept.ledger.acknowledge(kept.ledger.begin("cancel", str(kept.job)), str(kept.job))


def _leave_a_question_open(kept: Kept) -> None:
    kept.ledger.begin("feedback", str(kept.sample))


def _leave_a_file(kept: Kept) -> None:
    kept.put(sample_key(kept.job, uuid4(), 0), b"music")


def _forget_an_event(kept: Kept) -> None:
    with kept.session() as session:
        session.execute(delete(Event).where(Event.kind == "feedback"))


def _tell_too_little(kept: Kept) -> None:
    del kept.ear.places[1]


def _tell_twice(kept: Kept) -> None:
    kept.ear.places.append(kept.ear.places[-1])


def _tell_out_of_order(kept: Kept) -> None:
    kept.ear.places[:2] = reversed(kept.ear.places[:2])


def _stop_telling(kept: Kept) -> None:
    kept.ear.places.pop()


def _never_end(kept: Kept) -> None:
    kept.ledger.heard.append(Heard(subject=str(kept.job), begun="0-0", kinds=["status"]))


def _lose_a_question(kept: Kept) -> None:
    kept.ledger.acknowledge(kept.ledger.begin("question", str(uuid4())), str(uuid4()))


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (_lose_feedback, "lost: feedback soak-"),
        (_lose_a_sample, "lost: sample "),
        (_lose_a_file, "lost: file audio/"),
        (_change_a_file, "has other bytes"),
        (_fail_a_job, "which nothing that was done excuses"),
        (_complete_without_samples, "is completed with samples [] of 1"),
        (_complete_what_was_cancelled, "lost: cancelling of job"),
        (_lose_a_question, "lost: question "),
        (_double_feedback, "is there 2 times"),
        (_invent_feedback, "was never asked for"),
        (_tell_twice, "doubled: listener 0"),
        (_strand_a_job, "is queued"),
        (_leave_a_question_open, "stuck: feedback soak-"),
        (_leave_a_file, "orphan files: audio/"),
        (_forget_an_event, "events lost: no event feedback"),
        (_tell_too_little, "events lost: listener 0"),
        (_tell_out_of_order, "was told out of order"),
        (_stop_telling, "and the last event is"),
        (_never_end, "never heard of the end"),
    ],
)
def test_what_is_planted_is_found(kept: Kept, plant: Callable[[Kept], None], found: str) -> None:
    plant(kept)
    assert any(found in finding for finding in kept.verdict().findings()), kept.verdict().findings()


def test_what_was_promised_later_may_be_missing_from_a_backup(kept: Kept) -> None:
    promised = kept.ledger.acknowledged()
    later = kept.ledger.begin("feedback", str(kept.sample))
    kept.ledger.acknowledge(later, str(uuid4()))
    assert kept.verdict(promised=promised).findings() == []
    assert [finding.split(" ")[0] for finding in kept.verdict().findings()] == ["lost:"]


def test_a_swept_place_has_no_orphans(kept: Kept) -> None:
    _leave_a_file(kept)
    assert kept.place.sweep() == 1
    assert kept.verdict().findings() == []
