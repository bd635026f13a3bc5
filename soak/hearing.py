"""Whether every event that must be was written once, and told once and in order to all who listened."""

from __future__ import annotations

from collections import Counter

from reprise.core.events.repository import Position
from soak.ledger import Heard, Ledger
from soak.reading import Happened, State
from soak.verdict import Verdict


def check(verdict: Verdict, ledger: Ledger, state: State) -> None:
    _check_written(verdict, state)
    last = state.events[-1].place if state.events else None
    for number, heard in enumerate(ledger.heard):
        who = f"listener {number} ({heard.subject or 'all jobs'})"
        _check_heard(verdict, who, heard, _meant_for(heard, state.events))
        _check_end(verdict, who, heard, last)


def _check_written(verdict: Verdict, state: State) -> None:
    written = Counter(_key(event) for event in state.events if event.kind in {"done", "sample", "feedback"})
    wanted = {
        ("done", job_id)
        for job_id, job in state.jobs.items()
        if job.status in {"completed", "failed", "cancelled"}
    }
    wanted |= {("sample", audio_id) for audio_id in state.samples}
    wanted |= {("feedback", id_) for found in state.rows.get("feedback", {}).values() for id_ in found}
    verdict.events_lost += [f"no event {kind} of {id_}" for kind, id_ in sorted(wanted - written.keys())]
    verdict.doubled += [f"{count} events {key}" for key, count in written.items() if count > 1]


def _key(event: Happened) -> tuple[str, str]:
    names = {"done": "job_id", "sample": "audio_id", "feedback": "feedback_id"}
    return event.kind, str(event.payload[names[event.kind]])


def _meant_for(heard: Heard, events: list[Happened]) -> list[Happened]:
    return [event for event in events if heard.subject in {None, event.subject}]


def _check_heard(verdict: Verdict, who: str, heard: Heard, meant: list[Happened]) -> None:
    if heard.resets:
        verdict.events_lost.append(f"{who} had to start over {heard.resets} times")
    if heard.begun is None or (begun := Position.parse(heard.begun)) is None:
        return
    known = {str(event.place) for event in meant}
    # Frames that tell how things are stand at places where nothing happened to this subject.
    told = [place for place in heard.places if place in known and place != heard.begun]
    if told != sorted(told, key=_order):
        verdict.events_lost.append(f"{who} was told out of order")
    verdict.doubled += [f"{who} was told {place} {n} times" for place, n in Counter(told).items() if n > 1]
    if told:
        end = max(map(_order, told))
        missed = {str(event.place) for event in meant if begun < event.place <= end} - set(told)
        verdict.events_lost += [f"{who} was not told {place}" for place in sorted(missed)]


def _check_end(verdict: Verdict, who: str, heard: Heard, last: Position | None) -> None:
    """Who followed a job heard that it is done; who listened to all heard the last of it."""
    if heard.subject is not None:
        if "done" not in heard.kinds:
            verdict.events_lost.append(f"{who} never heard of the end")
    elif last is not None and (not heard.places or _order(heard.places[-1]) < last):
        behind = heard.places[-1] if heard.places else heard.begun
        verdict.events_lost.append(f"{who} stands at {behind}, and the last event is {last}")


def _order(place: str) -> Position:
    parsed = Position.parse(place)
    assert parsed is not None, place
    return parsed
