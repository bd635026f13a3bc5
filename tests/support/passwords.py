"""Passwords that are hashed as always, but with little memory: what they cost is of no matter to most tests.

The parameters of the product are tested in tests/core/auth/test_passwords.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from reprise.core.accounts import hashing

_LITTLE = 256


@pytest.fixture(scope="module")
def cheap_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        hasher = PasswordHasher(time_cost=1, memory_cost=_LITTLE, parallelism=1)
        patch.setattr(hashing, "_HASHER", hasher)
        hashing._decoy.cache_clear()
        yield
    hashing._decoy.cache_clear()
