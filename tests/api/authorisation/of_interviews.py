"""Routes of interviews."""

from __future__ import annotations

from tests.api.authorisation.kinds import ADMINS, EVERYBODY, MEMBERS, PRIVATE
from tests.api.authorisation.rule import Rule, body
from tests.api.authorisation.scene import Scene
from tests.api.interviews.practice import POSTING

_FILE = {"files": {"file": ("cv.txt", b"I bake bread.", "text/plain")}}
INTERVIEWS = {
    "GET /resumes/me": Rule(MEMBERS, Scene.resumes_of_all),
    "PUT /resumes/me": Rule(MEMBERS, fields=body(content="I bake.")),
    "POST /resumes/me/file": Rule(MEMBERS, fields=lambda s, a, ids: _FILE),
    "DELETE /resumes/me": Rule(MEMBERS, Scene.resumes_of_all),
    "GET /job-postings": Rule(MEMBERS),
    "POST /job-postings": Rule(MEMBERS, fields=body(**POSTING)),
    "GET /job-postings/{posting_id}": Rule(PRIVATE, Scene.posting),
    "PUT /job-postings/{posting_id}": Rule(PRIVATE, Scene.posting, body(**POSTING)),
    "PATCH /job-postings/{posting_id}": Rule(PRIVATE, Scene.posting, body(title="Baker")),
    "DELETE /job-postings/{posting_id}": Rule(PRIVATE, Scene.posting),
    "POST /sessions": Rule(
        PRIVATE, Scene.posting, lambda s, a, ids: {"json": {"job_posting_id": ids["posting_id"]}}
    ),
    "GET /sessions": Rule(MEMBERS),
    "GET /sessions/{session_id}": Rule(PRIVATE, Scene.session),
    "DELETE /sessions/{session_id}": Rule(PRIVATE, Scene.session),
    "GET /sessions/{session_id}/messages": Rule(PRIVATE, Scene.session),
    "POST /sessions/{session_id}/pause": Rule(PRIVATE, Scene.session),
    "POST /sessions/{session_id}/resume": Rule(PRIVATE, Scene.paused_session),
    "POST /sessions/{session_id}/complete": Rule(PRIVATE, Scene.session),
    "POST /sessions/{session_id}/retake": Rule(PRIVATE, Scene.completed_session),
    "POST /sessions/{session_id}/generate-question": Rule(PRIVATE, Scene.session),
    "POST /sessions/{session_id}/answers": Rule(PRIVATE, Scene.asked_session, body(answer_text="Well.")),
    "POST /sessions/{session_id}/generate-feedback": Rule(PRIVATE, Scene.completed_session),
    "GET /sessions/{session_id}/feedback": Rule(PRIVATE, Scene.judged_session),
    "PUT /sessions/{session_id}/feedback/thumb": Rule(PRIVATE, Scene.judged_session, body(up=True)),
    "DELETE /sessions/{session_id}/feedback/thumb": Rule(PRIVATE, Scene.rated_session),
    "GET /sessions/{session_id}/operations": Rule(PRIVATE, Scene.session),
    "GET /sessions/{session_id}/report": Rule(PRIVATE, Scene.judged_session),
    "POST /sessions/{session_id}/share-links": Rule(PRIVATE, Scene.session, body()),
    "GET /sessions/{session_id}/share-links": Rule(PRIVATE, Scene.session),
    "DELETE /sessions/{session_id}/share-links/{link_id}": Rule(PRIVATE, Scene.share_link),
    "GET /shared-session": Rule(
        EVERYBODY, Scene.share_link, lambda s, a, ids: {"headers": {"X-Share-Token": ids["token"]}}
    ),
    "GET /operations/{operation_id}": Rule(PRIVATE, Scene.operation),
    "GET /operations/{operation_id}/events": Rule(PRIVATE, Scene.operation),
    "POST /operations/{operation_id}/retry": Rule(PRIVATE, Scene.failed_operation),
    "GET /interviews/dashboard": Rule(MEMBERS),
    "GET /interviews/progress": Rule(MEMBERS),
    "GET /interviews/thumbs": Rule(ADMINS),
}
