"""What is kept while there is room."""

from __future__ import annotations

from reprise.core.kept import Kept


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept: Kept[str, int] = Kept(10)
    kept.keep("a", 1, 4)
    kept.keep("b", 2, 4)
    assert kept.get("a") == 1
    kept.keep("c", 3, 4)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)


def test_sizes_are_counted_not_numbers() -> None:
    kept: Kept[str, int] = Kept(10)
    for name in "abcde":
        kept.keep(name, 1, 2)
    assert all(kept.get(name) for name in "abcde")
    kept.keep("large", 1, 9)
    assert [name for name in "abcde" if kept.get(name)] == []
    kept.keep("larger", 1, 11)
    assert (kept.get("large"), kept.get("larger")) == (1, None)


def test_what_is_kept_again_counts_once() -> None:
    kept: Kept[str, int] = Kept(10)
    for value in range(20):
        kept.keep("a", value, 5)
    kept.keep("b", 1, 5)
    assert (kept.get("a"), kept.get("b")) == (19, 1)


def test_what_is_cleared_is_gone_and_leaves_all_its_room() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.keep("a", 1, 1)
    kept.keep("b", 2, 1)
    kept.clear()
    assert (kept.get("a"), kept.get("b")) == (None, None)
    kept.keep("c", 3, 2)
    assert kept.get("c") == 3
