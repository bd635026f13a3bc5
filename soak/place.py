"""Where an installation keeps what it keeps, reached without what stands between it and its processes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reprise.core.context import open_core
from reprise.core.settings import Settings
from reprise.core.storage import Storage, open_storage
from reprise.songs.generation import upkeep


@dataclass(frozen=True)
class Place:
    """`credentials` are the AWS variables of a bucket; they must be in this process's environment too."""

    data_dir: Path
    database_url: str
    storage_url: str = ""
    storage_endpoint: str = ""
    credentials: Mapping[str, str] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return Settings(
            data_dir=self.data_dir,
            database_url=self.database_url,
            storage_url=self.storage_url,
            storage_endpoint=self.storage_endpoint,
        )

    @property
    def environment(self) -> dict[str, str]:
        return {
            "REPRISE_DATA_DIR": str(self.data_dir),
            "REPRISE_DATABASE_URL": self.database_url,
            "REPRISE_STORAGE_URL": self.storage_url,
            "REPRISE_STORAGE_ENDPOINT": self.storage_endpoint,
            **self.credentials,
        }

    def storage(self) -> Storage:
        return open_storage(self.storage_url, endpoint=self.storage_endpoint or None, data_dir=self.data_dir)

    def sweep(self) -> int:
        """What every worker does each ten minutes with files that no row names; how many there were."""
        return asyncio.run(self._sweep())

    async def _sweep(self) -> int:
        core = open_core(self.settings)
        try:
            return await upkeep.sweep_files(core)
        finally:
            await core.close()
