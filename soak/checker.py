"""Holds what an installation has against what it answered; see `Verdict` for what there is to find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from soak import hearing
from soak.ledger import Kind, Ledger, Write
from soak.reading import State
from soak.verdict import Verdict

MARKED: tuple[Kind, ...] = ("prompt", "job", "feedback", "posting", "answer")
"""Kinds whose rows carry the mark of what asked for them."""
_ASKED: dict[Kind, str] = {"question": "question_generation", "analysis": "feedback_analysis"}
_ENDED = frozenset({"completed", "failed", "cancelled"})


def check(
    ledger: Ledger,
    state: State,
    *,
    excuses: Collection[str],
    promised: Collection[str] | None = None,
    with_events: bool = True,
) -> Verdict:
    """
    Args:
        excuses: codes with which work may fail, because of what was broken.
        promised: marks of what must be there; None: of all that was acknowledged.
        with_events: False for what a backup does not hold.
    """
    verdict = Verdict()
    owed = ledger.acknowledged() if promised is None else promised
    for kind in MARKED:
        _check_rows(verdict, ledger, state, kind, owed)
    _check_jobs(verdict, state, excuses)
    _check_cancels(verdict, ledger, state, owed)
    _check_samples(verdict, ledger, state, whole=promised is None)
    _check_files(verdict, state)
    _check_interviews(verdict, ledger, state, owed, excuses)
    if with_events:
        hearing.check(verdict, ledger, state)
    if promised is None:
        verdict.stuck += [
            f"{write.kind} {write.mark} was never answered"
            for write in ledger.writes.values()
            if not write.acknowledged
        ]
    return verdict


def _check_rows(verdict: Verdict, ledger: Ledger, state: State, kind: Kind, owed: Collection[str]) -> None:
    rows = state.rows.get(kind, {})
    for write in ledger.of_kind(kind, owed):
        found = rows.get(write.mark, [])
        if not found:
            verdict.lost.append(f"{kind} {write.mark} ({write.id}) was acknowledged and is not there")
        elif write.id is not None and write.id not in found:
            verdict.lost.append(f"{kind} {write.mark} was {write.id} and is {found}")
    for mark, found in rows.items():
        if len(found) > 1:
            verdict.doubled.append(f"{kind} {mark or 'without a mark'} is there {len(found)} times: {found}")
        if mark not in ledger.writes:
            verdict.doubled.append(f"{kind} {found} was never asked for")


def _check_jobs(verdict: Verdict, state: State, excuses: Collection[str]) -> None:
    made: dict[str, list[int]] = {}
    for row in state.samples.values():
        made.setdefault(str(row.job_id), []).append(row.number)
    for job_id, job in state.jobs.items():
        indices = sorted(made.get(job_id, []))
        if job.status not in _ENDED:
            verdict.stuck.append(f"job {job_id} is {job.status}")
        elif job.status == "failed" and job.error_code not in excuses:
            verdict.lost.append(
                f"job {job_id} failed with {job.error_code}, which nothing that was done excuses"
            )
        elif job.status == "completed" and indices != list(range(job.num_samples)):
            verdict.lost.append(f"job {job_id} is completed with samples {indices} of {job.num_samples}")
        if len(indices) != len(set(indices)) or len(indices) > job.num_samples:
            verdict.doubled.append(f"job {job_id} has samples {indices} of {job.num_samples}")


def _check_cancels(verdict: Verdict, ledger: Ledger, state: State, owed: Collection[str]) -> None:
    for write in ledger.of_kind("cancel", owed):
        job = state.jobs.get(write.subject or "")
        if job is not None and job.status == "completed":
            verdict.lost.append(f"cancelling of job {write.subject} was acknowledged, and it is {job.status}")


def _check_samples(verdict: Verdict, ledger: Ledger, state: State, *, whole: bool) -> None:
    """What anybody saw is there and is the same; an older state may lack what was seen later."""
    for audio_id, (job_id, index) in ledger.samples.items():
        row = state.samples.get(audio_id)
        if row is None:
            if whole:
                verdict.lost.append(f"sample {audio_id} of job {job_id} was seen and is not there")
        elif (str(row.job_id), row.number) != (job_id, index):
            verdict.lost.append(
                f"sample {audio_id} was {index} of job {job_id} and is {row.number} of {row.job_id}"
            )


def _check_files(verdict: Verdict, state: State) -> None:
    for audio_id, row in state.samples.items():
        digest = state.files.get(row.storage_key)
        if digest is None:
            verdict.lost.append(f"file {row.storage_key} of sample {audio_id} is not there")
        elif digest != row.sha256:
            verdict.lost.append(f"file {row.storage_key} of sample {audio_id} has other bytes")
    named = Counter(row.storage_key for row in state.samples.values())
    verdict.doubled += [f"file {key} is named by {count} rows" for key, count in named.items() if count > 1]
    verdict.orphan_files += sorted(state.files.keys() - named.keys())


def _check_interviews(
    verdict: Verdict, ledger: Ledger, state: State, owed: Collection[str], excuses: Collection[str]
) -> None:
    for write in [*ledger.of_kind("session", owed), *ledger.of_kind("completion", owed)]:
        _check_session(verdict, state, write)
    for kind, type_ in _ASKED.items():
        for write in ledger.of_kind(kind, owed):
            found = [
                id_
                for id_, row in state.operations.items()
                if (str(row.session_id), row.operation_type) == (write.subject, type_)
            ]
            if write.id not in found:
                verdict.lost.append(f"{kind} {write.id} of session {write.subject} is not there")
            if len(found) > 1:
                verdict.doubled.append(f"{kind} of session {write.subject} is there {len(found)} times")
    for id_, row in state.operations.items():
        if row.status not in _ENDED:
            verdict.stuck.append(f"operation {id_} is {row.status}")
        elif row.status == "failed" and row.error_code not in excuses:
            verdict.lost.append(f"operation {id_} failed with {row.error_code}, which nothing excuses")
    _compare_made(verdict, state, "question_generation", state.questions)
    _compare_made(verdict, state, "feedback_analysis", state.analyses)
    sessions = Counter(write.subject for write in ledger.of_kind("session"))
    if len(state.sessions) > sum(sessions.values()):
        verdict.doubled.append(
            f"{len(state.sessions)} sessions are there, {sum(sessions.values())} were asked for"
        )


def _check_session(verdict: Verdict, state: State, write: Write) -> None:
    session_id = write.id if write.kind == "session" else write.subject
    status = state.sessions.get(session_id or "")
    if status is None:
        verdict.lost.append(f"session {session_id} ({write.mark}) is not there")
    elif write.kind == "completion" and status != "completed":
        verdict.lost.append(f"completing session {session_id} was acknowledged, and it is {status}")


def _compare_made(verdict: Verdict, state: State, type_: str, made: dict[str, list[str]]) -> None:
    """As many were made as operations say that they made them, and the same ones."""
    told: dict[str, list[str]] = {}
    for row in state.operations.values():
        if row.operation_type == type_ and row.status == "completed":
            told.setdefault(str(row.session_id), []).append(
                str(row.result.get("message_id") or row.result.get("feedback_id"))
            )
    for session_id in told.keys() | made.keys():
        missing = set(told.get(session_id, [])) - set(made.get(session_id, []))
        surplus = len(made.get(session_id, [])) - len(told.get(session_id, []))
        if missing:
            verdict.lost.append(f"{type_} of session {session_id}: {sorted(missing)} is not there")
        if surplus > 0:
            verdict.doubled.append(f"{type_} of session {session_id}: {surplus} more than operations made")
