"""Results and advice are computed by the server, which must stay small."""

from __future__ import annotations

import pytest
from tests.rules.test_heavy_libraries import HEAVY, loaded_by

ROOM = "reprise.songs.abtests.statistics"


@pytest.mark.parametrize("module", ["verdict", "plan"])
def test_verdicts_and_advice_need_no_heavy_library(module: str) -> None:
    loaded = loaded_by(f"{ROOM}.{module}")
    assert "reprise" in loaded
    assert loaded & HEAVY == set()


def test_rankings_load_one() -> None:
    """Otherwise the test above could not fail."""
    assert "numpy" in loaded_by(f"{ROOM}.bradley_terry")
