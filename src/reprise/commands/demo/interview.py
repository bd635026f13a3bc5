"""One practised interview with feedback."""

from __future__ import annotations

from typing import Final

from reprise.commands.demo.visits import Caller, DemoError, Json, Tell

_TITLE: Final = "Backend engineer (demo)"
_POSTING: Final[Json] = {
    "title": _TITLE,
    "company": "Example Ltd",
    "description": "You build APIs with Python, FastAPI and PostgreSQL, and keep them fast and tested. You "
    "work with product people, review code, and look after what runs in production.",
    "tech_stack": ["Python", "FastAPI", "PostgreSQL"],
}
_ANSWERS: Final = (
    "In my last team our checkout API was slow: the 95th percentile was 900 ms, and I had to find out why. I "
    "profiled the Python code, saw that one PostgreSQL query had no index, added the index and a test that "
    "counts queries, and the 95th percentile fell to 120 ms. I learned to measure before changing code.",
    "I like to work in a team and I am always motivated to learn new things.",
    "When two colleagues and I disagreed on how to version our API, I wrote down both proposals with what "
    "each would cost our three largest clients, and we tried one for two weeks. We kept it, and nothing "
    "broke.",
)


async def make(owner: Caller, tell: Tell) -> Json:
    """Goes on where an earlier run stopped; what is there already stays."""
    session = await _session(owner)
    session_id, is_new = session["id"], session["questions_asked"] == 0
    path = f"/sessions/{session_id}"
    while session["status"] != "completed":
        session = await _step(owner, session, tell)
    if session["overall_score"] is None:
        await _work(owner, f"{path}/generate-feedback", "Interview: feedback", tell)
        await owner.send("PUT", f"{path}/feedback/thumb", {"up": True, "reason": "It saw the weak answer."})
    judged = await owner.get(path)
    return {"session": session_id, "score": judged["overall_score"], "new": is_new}


async def _session(owner: Caller) -> Json:
    for known in (await owner.get("/sessions", role=_TITLE, limit=100))["items"]:
        if known["role"] == _TITLE:
            return dict(known)
    posting = await owner.post("/job-postings", _POSTING)
    chosen = {"job_posting_id": posting["id"], "question_count": len(_ANSWERS)}
    return dict(await owner.post("/sessions", chosen))


async def _step(owner: Caller, session: Json, tell: Tell) -> Json:
    path = f"/sessions/{session['id']}"
    answered = session["questions_answered"]
    if session["open_question"] is not None:
        await owner.post(f"{path}/answers", {"answer_text": _ANSWERS[answered % len(_ANSWERS)]})
    elif answered < len(_ANSWERS):
        await _work(owner, f"{path}/generate-question", f"Interview: question {answered + 1}", tell)
    else:
        await owner.post(f"{path}/complete")
    return dict(await owner.get(path))


async def _work(owner: Caller, path: str, title: str, tell: Tell) -> None:
    operation = await owner.post(path)

    def report(now: Json) -> None:
        tell(f"{title}: {now['status']}")

    ends = {"completed", "failed", "cancelled"}
    done = await owner.until(f"/operations/{operation['id']}", lambda now: now["status"] in ends, report)
    if done["status"] != "completed":
        raise DemoError(f"{title} did not come: {done.get('error') or done['status']}.")
