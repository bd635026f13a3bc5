"""Rounds of kills at random moments, and at the end an account of everything that was promised."""

from __future__ import annotations

import os
import random
import time

from tests.faults.conftest import StartStudio
from tests.faults.studio import Studio
from tests.support import tied

ROUNDS = int(os.environ.get("REPRISE_TEST_FAULT_ROUNDS", "5"))
WORKERS = 2
JOBS_A_ROUND = 3
LONGEST_WAIT_SECONDS = 1.5


class Account:
    """What was accepted, what was cancelled, and every finished sample that anybody has ever seen."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.jobs: list[str] = []
        self.cancelled: set[str] = set()
        self.samples: dict[str, tuple[str, int, str]] = {}

    def look(self) -> None:
        """A finished sample has the same id, label and bytes whenever one looks."""
        for job_id in self.jobs:
            for audio_id in self.studio.job(job_id)["audio_ids"]:
                facts = self.studio.facts(audio_id)
                seen = (job_id, facts["index"], facts["sha256"])
                assert self.samples.setdefault(audio_id, seen) == seen

    def settle(self) -> None:
        for job_id in self.jobs:
            self.studio.wait(job_id, within_s=120)
        self.look()
        for job_id in self.jobs:
            self._check(job_id)
        assert self.samples.keys() == {id_ for job in self.jobs for id_ in self.studio.job(job)["audio_ids"]}

    def _check(self, job_id: str) -> None:
        job = self.studio.job(job_id)
        allowed = {"completed", "cancelled"} if job_id in self.cancelled else {"completed"}
        assert job["status"] in allowed, job
        indices = [self.samples[audio_id][1] for audio_id in job["audio_ids"]]
        assert indices == sorted(set(indices)), "a sample was made twice"
        if job["status"] == "completed":
            assert len(indices) == job["num_samples"]


def test_nothing_is_lost_or_doubled_when_processes_die_at_random(start_studio: StartStudio) -> None:
    seed = int(os.environ.get("REPRISE_TEST_FAULT_SEED", str(random.randrange(2**32))))
    print(f"REPRISE_TEST_FAULT_SEED={seed}")
    chance = random.Random(seed)
    studio = start_studio(workers=WORKERS)
    account = Account(studio)
    for _ in range(ROUNDS):
        _ask(account, chance)
        time.sleep(chance.uniform(0, LONGEST_WAIT_SECONDS))
        chance.choice([_kill_worker, _kill_busy_worker, _kill_server, _kill_everything])(studio, chance)
        account.look()
    account.settle()
    studio.sweep()
    assert len(studio.stored_keys()) == len(account.samples), "a file is an orphan or is missing"
    assert studio.sweep() == 0
    studio.server.terminate()
    studio.server.assert_nothing_survives()


def _ask(account: Account, chance: random.Random) -> None:
    for _ in range(JOBS_A_ROUND):
        pace = round(chance.uniform(0.05, 0.6), 2)
        account.jobs.append(account.studio.submit(f"takes {pace}", num_samples=chance.randint(1, 3)))
    if chance.random() < 0.5:
        unlucky = chance.choice(account.jobs)
        answer = account.studio.client.delete(f"/api/v1/generate/{unlucky}")
        assert answer.status_code in {200, 202, 409}, answer.text
        if answer.status_code != 409:
            account.cancelled.add(unlucky)


def _kill_worker(studio: Studio, chance: random.Random) -> None:
    workers = studio.workers()
    if workers:
        chance.choice(workers).kill()


def _kill_busy_worker(studio: Studio, chance: random.Random) -> None:
    """The worker of a running engine, in the middle of a sample."""
    parents = [parent for engine in studio.engines() if (parent := engine.parent()) is not None]
    if parents:
        chance.choice(parents).kill()


def _kill_server(studio: Studio, _: random.Random) -> None:
    studio.server.kill9()
    studio.server.assert_nothing_survives()
    studio.server.restart()


def _kill_everything(studio: Studio, _: random.Random) -> None:
    studio.server.kill9_all()
    tied.until(lambda: studio.server.returncode is not None, 10, lambda: "the server lives")
    studio.server.restart()
