"""What can go wrong with stored files. Messages never carry keys, paths or credentials."""

from __future__ import annotations

from reprise.core.errors import NotFoundError, UnavailableError


class StorageConfigError(ValueError):
    """A storage setting that cannot work; the message names the setting."""


class FileMissingError(NotFoundError):
    """Nothing is stored under `key`."""

    code = "FILE_MISSING"

    def __init__(self, key: str) -> None:
        super().__init__("The file is no longer in the storage.")
        self.key = key
        self.add_note(f"storage key: {key}")


class StorageUnavailableError(UnavailableError):
    """The storage answered with a failure or not at all; `__cause__` is the original error."""

    code = "STORAGE_UNAVAILABLE"
