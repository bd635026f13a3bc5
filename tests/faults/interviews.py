"""What a person who practises does with a server, and a model that answers when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import httpx
from sqlalchemy import create_engine, text
from tests.faults.studio import Studio
from tests.support import model_server as model
from tests.support import tied
from tests.support.model_server import Request

from reprise.core.db.urls import sync_url

Json = dict[str, Any]
API = "/api/v1"
POSTING = {"title": "Backend engineer", "description": "APIs with Python and PostgreSQL."}
ANSWER = "I measured the slow query first, added the index it lacked, and measured again: 900 ms became 120."


class Gate:
    """A model that lets every request wait until the gate is open, and then answers well."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._lock = threading.Lock()
        self.arrived = 0

    def __call__(self, request: Request) -> None:
        with self._lock:
            self.arrived += 1
        self._open.wait(400)
        model.well(request)

    def open(self) -> None:
        self._open.set()

    def close(self) -> None:
        self._open.clear()
        self.arrived = 0

    def wait_for(self, requests: int, log: Callable[[], str]) -> None:
        tied.until(lambda: self.arrived >= requests, 180, lambda: f"{self.arrived} of {requests}:\n{log()}")


class Candidate:
    """One person on a running server."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.posting = self.post("/job-postings", POSTING)["id"]

    def post(self, path: str, body: Json | None = None) -> Json:
        answer = self.studio.client.post(f"{API}{path}", json=body)
        assert answer.is_success, answer.text
        document: Json = answer.json()
        return document

    def get(self, path: str) -> Json:
        answer = self.studio.client.get(f"{API}{path}")
        assert answer.status_code == 200, answer.text
        document: Json = answer.json()
        return document

    def fresh(self) -> str:
        return str(self.post("/sessions", {"job_posting_id": self.posting})["id"])

    def answered(self) -> str:
        """A completed session with one question and its answer."""
        session_id = self.fresh()
        self.wait(self.post(f"/sessions/{session_id}/generate-question")["id"], "completed")
        self.post(f"/sessions/{session_id}/answers", {"answer_text": ANSWER})
        self.post(f"/sessions/{session_id}/complete")
        return session_id

    def wait(self, operation_id: str, *statuses: str, within_s: float = 180) -> Json:
        wanted = set(statuses) or {"completed", "failed"}
        tied.until(
            lambda: self._status(operation_id) in wanted,
            within_s,
            lambda: f"{self._status(operation_id)}, wanted {wanted}:\n{self.log}",
            every=tied.ASKING_S,
        )
        return self.get(f"/operations/{operation_id}")

    @property
    def log(self) -> str:
        """What the processes do now, and said last, without the requests, of which there are many."""
        lines = self.studio.server.log.splitlines()
        said = [line for line in lines if '"event": "request"' not in line][-60:]
        return "\n".join([self.studio.server.diagnosis, *said])

    def _status(self, operation_id: str) -> str | None:
        try:
            return str(self.get(f"/operations/{operation_id}")["status"])
        except (httpx.TransportError, AssertionError):
            return None

    def operations(self, session_id: str) -> list[Json]:
        items: list[Json] = self.get(f"/sessions/{session_id}/operations")["items"]
        return items

    def check_question(self, operation: Json) -> None:
        """It was asked once, and is what the operation says."""
        messages = self.get(f"/sessions/{operation['session_id']}/messages")["items"]
        assert [message["id"] for message in messages] == [operation["result"]["message_id"]]

    def check_feedback(self, operation: Json) -> None:
        """It is whole, and what the operation says."""
        feedback = self.get(f"/sessions/{operation['session_id']}/feedback")
        expected = {"feedback_id": feedback["id"], "overall_score": feedback["overall_score"]}
        assert operation["result"] == expected
        assert len(feedback["quotes"]) == 4

    def leftovers(self) -> Json:
        """Rows that disagree: live operations, feedback without its operation, quotes too many or too few."""
        done = "FROM operations WHERE status = 'completed' AND operation_type ="
        queries = {
            "live": "SELECT count(*) FROM operations WHERE status IN ('pending', 'processing')",
            "feedback": "SELECT (SELECT count(*) FROM interview_feedbacks) "
            f"- (SELECT count(*) {done} 'feedback_analysis')",
            "questions": "SELECT (SELECT count(*) FROM session_messages WHERE type <> 'answer') "
            f"- (SELECT count(*) {done} 'question_generation')",
            "quotes": "SELECT (SELECT count(*) FROM interview_feedback_quotes) "
            "- 4 * (SELECT count(*) FROM interview_feedbacks)",
        }
        engine = create_engine(sync_url(self.studio.database_url))
        try:
            with engine.connect() as connection:
                return {name: connection.execute(text(query)).scalar() for name, query in queries.items()}
        finally:
            engine.dispose()
