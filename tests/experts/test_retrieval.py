"""What searches by words reach on the judged collection; the floors lie a little under what was measured."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.experts.measuring import Figures, indexed, measure, split

from reprise.core.settings import Settings
from reprise.experts.retrieval.configuration import RetrievalSettings
from reprise.experts.retrieval.searching import Found, Question, search


@pytest.fixture(scope="module")
def find() -> Callable[[str], Found]:
    """As an installation searches that nobody has set anything in."""
    index = indexed()
    default = {name: Settings.model_fields[name].default for name in ("chat_match", "chat_match_cosine")}
    settings = RetrievalSettings(match=default["chat_match"], match_cosine=default["chat_match_cosine"])
    return lambda query: search(index, Question(query), settings)


@pytest.mark.parametrize(
    ("name", "floors"),
    [
        ("dev", Figures(0.74, 0.77, 0.62, 0.73, 0.9)),
        ("heldout", Figures(0.64, 0.72, 0.49, 0.69, 0.9)),
    ],
)
def test_the_figures_of_the_collection(name: str, floors: Figures, find: Callable[[str], Found]) -> None:
    figures = measure(find, split(name))
    print(f"{name}: {figures}")
    assert figures.ndcg_at_3 >= floors.ndcg_at_3
    assert figures.recall_at_5 >= floors.recall_at_5
    assert figures.shown_ndcg_at_3 >= floors.shown_ndcg_at_3
    assert figures.answered >= floors.answered
    assert figures.asked_back >= floors.asked_back
