"""Queries that are counted together, and how people write them."""

from reprise.experts.analytics.spellings.read_repository import last

__all__ = ["last"]
