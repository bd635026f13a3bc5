"""Every router of this app; each of their routes says itself who may come."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from reprise.interviews.feedback import routes as feedback
from reprise.interviews.overview import routes as overview
from reprise.interviews.postings import routes as postings
from reprise.interviews.questions import routes as questions
from reprise.interviews.reports import routes as reports
from reprise.interviews.resumes import routes as resumes
from reprise.interviews.sessions import routes as sessions
from reprise.interviews.sharing import routes as sharing
from reprise.interviews.thumbs import routes as thumbs
from reprise.interviews.tracking import routes as tracking

ROUTERS: Final[tuple[APIRouter, ...]] = (
    resumes.router,
    postings.router,
    sessions.router,
    questions.router,
    feedback.router,
    thumbs.router,
    tracking.router,
    sharing.router,
    reports.router,
    overview.router,
)
