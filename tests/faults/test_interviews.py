"""Operations of interviews survive the death of whoever works on them or answers for them."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from tests.faults.conftest import StartStudio
from tests.faults.interviews import API, Candidate, Gate
from tests.faults.studio import Studio
from tests.support import tied
from tests.support.model_server import ModelServer

ROUNDS = int(os.environ.get("REPRISE_TEST_FAULT_ROUNDS", "5"))
NOTHING_LEFT = {"live": 0, "feedback": 0, "questions": 0, "quotes": 0}

Start = Callable[..., Candidate]


@pytest.fixture
def gate(model_server: ModelServer) -> Iterator[Gate]:
    gate = Gate()
    gate.open()
    model_server.behave(gate)
    yield gate
    gate.open()


@pytest.fixture
def start(start_studio: StartStudio, model_server: ModelServer) -> Start:
    def started(workers: int = 1) -> Candidate:
        provider = {
            "REPRISE_LLM_MODEL": "openai:gpt-test",
            "REPRISE_LLM_BASE_URL": f"{model_server.address}/v1",
            "REPRISE_LLM_API_KEY": "sk-proj-abcdefghijklmnopqrstuvwx",
        }
        return Candidate(start_studio(workers, **provider))

    return started


def kill_workers(studio: Studio) -> None:
    for worker in studio.workers():
        worker.kill()


def kill_server(studio: Studio) -> None:
    """The API's process, and with it the workers that it supervises."""
    studio.server.kill9()
    studio.server.assert_nothing_survives()
    studio.server.restart()


def kill_everything(studio: Studio) -> None:
    studio.server.kill9_all()
    tied.until(lambda: studio.server.returncode is not None, 10, lambda: "the server lives")
    studio.server.restart()


KILLS = {"worker": kill_workers, "server": kill_server, "everything": kill_everything}


@pytest.mark.parametrize("victim", ["worker", "server"])
def test_no_operation_is_lost_doubled_or_left_half_at_any_step(victim: str, start: Start, gate: Gate) -> None:
    seed = int(os.environ.get("REPRISE_TEST_FAULT_SEED", str(random.randrange(2**32))))
    print(f"REPRISE_TEST_FAULT_SEED={seed}")
    chance = random.Random(seed)
    candidate = start(workers=2)
    kill = KILLS[victim]
    steps = [_kill_accepted, _kill_while_the_model_thinks, _kill_when_the_model_answers]
    for number in range(ROUNDS):
        asking, judging = candidate.fresh(), candidate.answered()
        gate.close()
        question = candidate.post(f"/sessions/{asking}/generate-question")["id"]
        feedback = candidate.post(f"/sessions/{judging}/generate-feedback")["id"]
        steps[number % len(steps)](candidate, gate, kill, chance)
        gate.open()
        candidate.check_question(candidate.wait(question, "completed"))
        candidate.check_feedback(candidate.wait(feedback, "completed"))
        assert candidate.leftovers() == NOTHING_LEFT


def _kill_accepted(
    candidate: Candidate, _: Gate, kill: Callable[[Studio], None], chance: random.Random
) -> None:
    time.sleep(chance.uniform(0, 0.1))
    kill(candidate.studio)


def _kill_while_the_model_thinks(
    candidate: Candidate, gate: Gate, kill: Callable[[Studio], None], _: random.Random
) -> None:
    gate.wait_for(2, lambda: candidate.log)
    kill(candidate.studio)


def _kill_when_the_model_answers(
    candidate: Candidate, gate: Gate, kill: Callable[[Studio], None], chance: random.Random
) -> None:
    gate.wait_for(2, lambda: candidate.log)
    gate.open()
    time.sleep(chance.uniform(0, 0.15))
    kill(candidate.studio)


def test_a_server_that_dies_while_it_accepts_has_accepted_or_has_not(start: Start, gate: Gate) -> None:
    candidate = start()
    chance = random.Random(ROUNDS)
    for _ in range(ROUNDS):
        session_id = candidate.answered()
        accepted: list[str] = []
        asking = threading.Thread(target=_ask, args=(candidate, session_id, accepted))
        asking.start()
        time.sleep(chance.uniform(0, 0.05))
        kill_everything(candidate.studio)
        asking.join()
        known = [
            operation["id"]
            for operation in candidate.operations(session_id)
            if operation["operation_type"] == "feedback_analysis"
        ]
        assert set(accepted) <= set(known), "an accepted operation is gone"
        operation = known or [candidate.post(f"/sessions/{session_id}/generate-feedback")["id"]]
        candidate.check_feedback(candidate.wait(operation[0], "completed"))
        assert candidate.leftovers() == NOTHING_LEFT


def _ask(candidate: Candidate, session_id: str, accepted: list[str]) -> None:
    server = candidate.studio.server
    try:
        with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {server.token}"}) as client:
            answer = client.post(f"{API}/sessions/{session_id}/generate-feedback")
        if answer.status_code == 202:
            accepted.append(answer.json()["id"])
    except httpx.TransportError:
        return


def test_an_operation_that_kills_its_worker_every_time_is_failed_and_can_be_retried(
    start: Start, gate: Gate
) -> None:
    candidate = start()
    session_id = candidate.answered()
    gate.close()
    operation_id = candidate.post(f"/sessions/{session_id}/generate-feedback")["id"]
    for death in range(5):
        gate.wait_for(death + 1, lambda: candidate.log)
        kill_workers(candidate.studio)
    failed = candidate.wait(operation_id)
    assert (failed["status"], failed["error"]["code"]) == ("failed", "WORKER_CRASHED")
    gate.open()
    assert candidate.post(f"/operations/{operation_id}/retry")["retry_count"] == 1
    candidate.check_feedback(candidate.wait(operation_id, "completed"))


def test_a_frozen_worker_is_replaced_and_writes_nothing_when_it_wakes(start: Start, gate: Gate) -> None:
    candidate = start(workers=2)
    session_id = candidate.answered()
    gate.close()
    operation_id = candidate.post(f"/sessions/{session_id}/generate-feedback")["id"]
    gate.wait_for(1, lambda: candidate.log)
    frozen = candidate.studio.workers()
    for worker in frozen:
        candidate.studio.freeze(worker)
    time.sleep(5)
    candidate.studio.thaw(frozen[0])
    gate.open()
    candidate.check_feedback(candidate.wait(operation_id, "completed"))
    candidate.studio.thaw(frozen[1])
    assert candidate.studio.client.get("/readyz").status_code == 200
    candidate.check_feedback(candidate.wait(operation_id, "completed"))
    assert candidate.leftovers() == NOTHING_LEFT


def test_music_and_other_operations_delay_no_operation(start: Start, gate: Gate) -> None:
    candidate = start()
    song = candidate.studio.submit("takes 30")
    candidate.studio.wait(song, "processing")
    sessions = [candidate.answered() for _ in range(6)]
    gate.close()
    ids = [candidate.post(f"/sessions/{session}/generate-feedback")["id"] for session in sessions]
    # All of them wait for the model at the same time, in one worker that makes music besides.
    gate.wait_for(len(ids), lambda: candidate.log)
    gate.open()
    assert {candidate.wait(operation)["status"] for operation in ids} == {"completed"}
    assert candidate.studio.job(song)["status"] == "processing"
    candidate.studio.client.delete(f"{API}/generate/{song}")
    candidate.studio.wait(song)


def test_a_deleted_session_ends_its_operations_and_strands_nothing(start: Start, gate: Gate) -> None:
    candidate = start()
    session_id = candidate.answered()
    gate.close()
    candidate.post(f"/sessions/{session_id}/generate-feedback")
    gate.wait_for(1, lambda: candidate.log)
    assert candidate.studio.client.delete(f"{API}/sessions/{session_id}").status_code == 204
    gate.open()
    other = candidate.answered()
    operation_id = candidate.post(f"/sessions/{other}/generate-feedback")["id"]
    candidate.check_feedback(candidate.wait(operation_id, "completed"))
    assert candidate.leftovers()["live"] == 0
