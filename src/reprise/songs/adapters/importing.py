"""Learned weights into the registry: files under keys of their content, then the rows that name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.storage import Storage
from reprise.songs.adapters import repository, service
from reprise.songs.adapters.errors import AdapterNameTakenError
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.adapters.peft.directory import PeftDirectory

ROOT: Final = "adapters"


@dataclass(frozen=True, slots=True)
class Imported:
    """`known` when the adapter had these very files already, and nothing was changed."""

    adapter: Adapter
    version: AdapterVersion
    known: bool


async def store_files(storage: Storage, learned: PeftDirectory) -> None:
    """The same content has the same keys: an import that died is finished by doing it again."""
    for file in learned.files:
        await storage.put_file(_key(learned, file.path.name), file.path)


async def register(
    session: AsyncSession, user: CurrentUser, name: str, engine: str, learned: PeftDirectory
) -> Imported:
    """A new adapter with an active version 1, or a version more of the one that has this name, not active.

    Raises:
        AdapterNameTakenError: the one of this name is deleted, or of another engine.
    """
    adapter = await repository.by_name(session, name)
    if adapter is None:
        adapter = Adapter(owner_id=user.id, name=name, engine=engine)
        await service.store_new(session, user, adapter)
        version = await _add(session, user, adapter, learned)
        await service.activate(session, user, adapter.id, version.number, None)
        return Imported(adapter, version, known=False)
    held = await repository.get(session, user, adapter.id, hold="change") or adapter
    if held.deleted_at is not None:
        raise AdapterNameTakenError(f"The adapter {name!r} was deleted, and history keeps its name.")
    if held.engine != engine:
        raise AdapterNameTakenError(f"The adapter {name!r} is for {held.engine}, not for {engine}.")
    version_ = await repository.version_of_weights(session, held.id, learned.sha256)
    if version_ is not None:
        return Imported(held, version_, known=True)
    return Imported(held, await _add(session, user, held, learned), known=False)


async def _add(
    session: AsyncSession, user: CurrentUser, adapter: Adapter, learned: PeftDirectory
) -> AdapterVersion:
    version = AdapterVersion(
        adapter_id=adapter.id, parameters={}, weights=document(learned), weights_sha256=learned.sha256
    )
    return await service.store_version(session, user, adapter, version)


def document(learned: PeftDirectory) -> dict[str, Any]:
    """What a version says of its weights."""
    return {
        "base_model": learned.config.base_model_name_or_path,
        "rank": learned.config.r,
        "alpha": learned.config.lora_alpha,
        "target_modules": learned.config.target_names,
        "pairs": learned.pairs,
        "bytes": sum(file.bytes for file in learned.files),
        "sha256": learned.sha256,
        "files": [
            {
                "name": file.path.name,
                "key": _key(learned, file.path.name),
                "bytes": file.bytes,
                "sha256": file.sha256,
            }
            for file in learned.files
        ],
    }


def _key(learned: PeftDirectory, name: str) -> str:
    return f"{ROOT}/{learned.sha256}/{name}"
