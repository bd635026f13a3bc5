"""Statements are compiled once a process, where the server compiles them once a database.

A server has one database for as long as it lives; tests have a new one each, and would compile everything
again for it: a third of what the tests of the API compute.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache


def _is_same(dialect: DefaultDialect, other: object) -> bool:
    """What is compiled for a dialect fits every one of its class here: all are made with the same options."""
    return type(dialect) is type(other)


def _hash(dialect: DefaultDialect) -> int:
    return hash(type(dialect))


# The cache is the engine's and its keys name the engine's dialect; SQLAlchemy has no option to share either.
@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    compiled: LRUCache[object, object] = LRUCache(4000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DefaultDialect, "__eq__", _is_same)
        patch.setattr(DefaultDialect, "__hash__", _hash)
        cache = property(lambda engine: compiled, lambda engine, own: None)
        patch.setattr(Engine, "_compiled_cache", cache, raising=False)
        yield
