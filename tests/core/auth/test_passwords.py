"""Hashing of passwords: slow for everybody alike, and never on the event loop."""

from __future__ import annotations

import asyncio
import threading

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from reprise.core.accounts import hashing
from reprise.core.errors import UnavailableError


async def test_it_is_argon2id_with_a_salt() -> None:
    first, second = [await hashing.hash_password("the same password") for _ in range(2)]
    assert first != second
    parameters = extract_parameters(first)
    assert parameters.type is Type.ID
    assert (parameters.memory_cost, parameters.time_cost, parameters.salt_len) == (47_104, 1, 16)
    assert not hashing.needs_new_hash(first)


async def test_only_the_password_is_right() -> None:
    stored = await hashing.hash_password("p" * 128)
    assert await hashing.verify_password(stored, "p" * 128)
    for wrong in ("p" * 127, "P" * 128, "", "p" * 129):
        assert not await hashing.verify_password(stored, wrong)


async def test_without_a_hash_nothing_is_right_and_as_much_is_computed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counted, not timed: the decoy goes through the same function with the same parameters."""
    computed: list[str] = []
    verify = type(hashing._HASHER).verify

    def counted(hasher: object, stored: str, password: str) -> bool:
        computed.append(stored)
        return verify(hashing._HASHER, stored, password)

    monkeypatch.setattr(type(hashing._HASHER), "verify", counted)
    stored = await hashing.hash_password("right password")
    assert not await hashing.verify_password(None, "right password")
    assert not await hashing.verify_password(stored, "wrong password")
    unknown, known = (extract_parameters(one) for one in computed)
    assert unknown == known


async def test_a_damaged_hash_is_a_wrong_password() -> None:
    for damaged in ("", "x", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv"):
        assert not await hashing.verify_password(damaged, "anything")


async def test_the_loop_goes_on_and_a_flood_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()
    release = threading.Event()

    def slow(stored: str | None, password: str) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        release.wait(10)
        with lock:
            running -= 1
        return True

    monkeypatch.setattr(hashing, "_verify", slow)
    waiting = [asyncio.create_task(hashing.verify_password("x", "y")) for _ in range(64)]
    await asyncio.sleep(0)
    with pytest.raises(UnavailableError):
        await hashing.verify_password("x", "y")
    release.set()
    assert all(await asyncio.gather(*waiting))
    assert most <= 2
    assert await hashing.verify_password("x", "y"), "and everybody is let in again"
