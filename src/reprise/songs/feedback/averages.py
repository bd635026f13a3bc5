"""How means of ratings are rounded."""

from __future__ import annotations


def average(total: int | None, count: int) -> float | None:
    """The mean of `count` ratings that add up to `total`, half up to two decimals; None without any.

    In whole numbers, so that both databases come to the same.
    """
    return (200 * (total or 0) + count) // (2 * count) / 100 if count else None
