"""Words as terms, also when several threads look them up at once, as searches do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from reprise.experts.retrieval.terms import cut

WORDS = [
    f"{begin}{middle}{end}"
    for begin in ("re", "un", "over", "data")
    for middle in ("organis", "tun", "index")
    for end in ("ing", "ed", "ations", "er", "es", "ational", "fulness", "ibility")
]


@pytest.fixture
def impatient() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("impatient")
def test_threads_do_not_cut_each_others_words() -> None:
    """A wrong term would be kept, and be wrong until the process ends."""
    one_by_one = [cut.__wrapped__(word) for word in WORDS]
    with ThreadPoolExecutor(8) as threads:
        for _ in range(20):
            cut.cache_clear()
            assert list(threads.map(cut, WORDS)) == one_by_one
