"""Jobs survive the death of whoever works on them."""

from __future__ import annotations

import signal

from tests.faults.conftest import StartStudio
from tests.support import tied


def test_a_killed_worker_loses_no_job_and_no_finished_sample(start_studio: StartStudio) -> None:
    studio = start_studio()
    job = studio.submit("takes 1.5", num_samples=3)
    first = studio.wait_samples(job, 1)[0]
    bytes_before = studio.audio(first)
    (worker,) = studio.workers()
    engine = studio.wait_engine()
    worker.kill()
    done = studio.wait(job)
    assert done["status"] == "completed"
    assert len(done["audio_ids"]) == 3
    assert done["audio_ids"][0] == first
    assert studio.audio(first) == bytes_before
    assert not engine.is_running()
    assert studio.sweep() == 0


def test_a_killed_server_takes_its_processes_along_and_its_jobs_are_finished_later(
    start_studio: StartStudio,
) -> None:
    studio = start_studio()
    job = studio.submit("takes 1.5", num_samples=2)
    first = studio.wait_samples(job, 1)[0]
    studio.wait_engine()
    studio.server.kill9()
    studio.server.assert_nothing_survives()
    studio.server.restart()
    done = studio.wait(job)
    assert (done["status"], done["audio_ids"][0], len(done["audio_ids"])) == ("completed", first, 2)


def test_queued_jobs_wait_for_the_next_start(start_studio: StartStudio) -> None:
    studio = start_studio()
    running = studio.submit("takes 3")
    waiting = [studio.submit("takes 0.1") for _ in range(3)]
    studio.wait(running, "processing")
    studio.server.kill9_all()
    studio.server.restart()
    assert [studio.wait(job)["status"] for job in [running, *waiting]] == ["completed"] * 4


def test_ctrl_c_stops_everything_and_the_job_goes_on_after_the_next_start(start_studio: StartStudio) -> None:
    studio = start_studio()
    job = studio.submit("takes 30", num_samples=1)
    studio.wait(job, "processing")
    studio.wait_engine()
    assert studio.server.terminate(signal.SIGINT, within_s=40) == 0
    studio.server.assert_nothing_survives()
    studio.server.restart()
    assert studio.wait(job, "processing")["status"] == "processing"
    assert studio.client.delete(f"/api/v1/generate/{job}").status_code == 202
    assert studio.wait(job)["status"] == "cancelled"


def test_an_engine_that_is_killed_once_costs_only_time(start_studio: StartStudio) -> None:
    studio = start_studio()
    job = studio.submit("takes 1.5")
    studio.wait(job, "processing")
    studio.wait_engine().kill()
    assert studio.wait(job)["status"] == "completed"


def test_a_job_whose_engine_dies_twice_is_failed_and_the_next_one_runs(start_studio: StartStudio) -> None:
    studio = start_studio()
    (worker,) = studio.workers()
    deadly = studio.submit("dies, takes 0.2")
    harmless = studio.submit("takes 0.1")
    failed = studio.wait(deadly)
    assert (failed["status"], failed["error"]["code"]) == ("failed", "WORKER_CRASHED")
    assert studio.wait(harmless)["status"] == "completed"
    assert [process.pid for process in studio.workers()] == [worker.pid], "the worker itself must live"
    retried = studio.client.post(f"/api/v1/generate/{deadly}/retry")
    assert (retried.status_code, retried.json()["retry_of"]) == (202, deadly)


def test_an_engine_that_raises_fails_its_job_with_the_reason(start_studio: StartStudio) -> None:
    studio = start_studio()
    failed = studio.wait(studio.submit("raises"))
    assert (failed["status"], failed["error"]["code"]) == ("failed", "ENGINE_FAILED")
    assert "told to raise" in failed["error"]["message"]
    assert "Exception finding work" not in studio.server.log, "the workflow engine looked and failed"


def test_a_job_that_kills_its_worker_every_time_is_given_up_after_five(start_studio: StartStudio) -> None:
    studio = start_studio()
    job = studio.submit("takes 20")
    for _ in range(5):
        engine = studio.wait_engine()
        for worker in studio.workers():
            worker.kill()
        tied.until(lambda engine=engine: not engine.is_running(), 10, lambda: "the engine lives on")
    failed = studio.wait(job, "failed")
    assert failed["error"]["code"] == "WORKER_CRASHED"
    assert studio.wait(studio.submit("takes 0.1"))["status"] == "completed"


def test_a_frozen_worker_is_replaced_and_fenced_off_when_it_wakes(start_studio: StartStudio) -> None:
    studio = start_studio(workers=2)
    job = studio.submit("takes 2", num_samples=2)
    studio.wait(job, "processing")
    engine = studio.wait_engine()
    frozen = engine.parent()
    assert frozen is not None
    studio.freeze(frozen)
    done = studio.wait(job)
    studio.thaw(frozen)
    assert (done["status"], len(done["audio_ids"])) == ("completed", 2)
    # It lets go of its engine, and starts anew under another lease.
    tied.until(lambda: not engine.is_running(), 20, lambda: "the old engine lives on")
    assert studio.job(job)["audio_ids"] == done["audio_ids"]
    studio.sweep()
    assert len(studio.stored_keys()) == 2


def test_a_second_server_on_the_same_data_is_refused_with_a_sentence(start_studio: StartStudio) -> None:
    studio = start_studio()
    from tests.support.processes import ServerProcess

    second = ServerProcess(studio.server.data_dir, environment=studio.server.environment)
    second.start()
    tied.until(lambda: second.returncode is not None, 30, lambda: "the second server runs")
    assert second.returncode == 2
    assert "Another Reprise server" in second.log
    assert studio.client.get("/readyz").status_code == 200
