"""How long a session has been practised; the clock stands still while it is paused."""

from __future__ import annotations

from datetime import datetime

from reprise.interviews.sessions.models import InterviewSession


def elapsed(interview: InterviewSession, now: datetime) -> float:
    """Seconds that the session was active."""
    since = interview.running_since
    running = 0.0 if since is None else max(0.0, (now - since).total_seconds())
    return interview.practised_seconds + running


def remaining(interview: InterviewSession, now: datetime) -> float | None:
    """Seconds that are left, at least 0; None without a limit."""
    if interview.minutes is None:
        return None
    return max(0.0, 60 * interview.minutes - elapsed(interview, now))
