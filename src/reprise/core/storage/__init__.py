"""Files under keys, in a local directory or an S3-compatible bucket, behind one small interface."""

from reprise.core.storage.errors import FileMissingError, StorageConfigError, StorageUnavailableError
from reprise.core.storage.files import Storage, StoredFile
from reprise.core.storage.opening import open_storage

__all__ = [
    "FileMissingError",
    "Storage",
    "StorageConfigError",
    "StorageUnavailableError",
    "StoredFile",
    "open_storage",
]
