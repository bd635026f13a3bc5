"""A short soak: two deaths under load, and an account that is clean; see `make soak` for long ones."""

from __future__ import annotations

import json
from pathlib import Path

from soak import report
from soak.grounds import on_sqlite
from soak.run import Order, soak

DEATHS = ("kill a worker", "kill the API")


def test_nothing_is_lost_when_a_worker_and_the_api_die_under_load(tmp_path: Path) -> None:
    # As many seconds as it takes: on a loaded machine a restart alone may last longer than a soak.
    order = Order(seconds=300, seed=5, only=DEATHS, strikes=2, with_backups=False, musicians=1)
    with on_sqlite(tmp_path, None) as ground:
        ground.workers = 1
        outcome = soak(ground, tmp_path, order, print)
    assert outcome.verdict.findings() == []
    assert outcome.strikes == dict.fromkeys(DEATHS, 1)
    assert json.loads(json.dumps(report.document([outcome])))["clean"]
    done = outcome.figures
    assert min(done[what] for what in ("jobs", "samples", "operations", "events")) > 0, done
