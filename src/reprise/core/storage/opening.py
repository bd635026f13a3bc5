"""From settings to a storage: what REPRISE_STORAGE_URL and REPRISE_STORAGE_ENDPOINT may say."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from reprise.core.storage.durable import sync_directory
from reprise.core.storage.errors import StorageConfigError
from reprise.core.storage.files import Storage
from reprise.core.storage.keys import is_key

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

URL_SETTING = "REPRISE_STORAGE_URL"
ENDPOINT_SETTING = "REPRISE_STORAGE_ENDPOINT"

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_RETRIES: RetryConfig = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}


def open_storage(url: str, *, endpoint: str | None = None, data_dir: Path) -> Storage:
    """The storage that the settings ask for; nothing is contacted yet.

    Args:
        url: empty for `data_dir/files`, `file:///absolute/path`, or `s3://bucket/prefix`. A missing
            directory is made with mode 0700. S3 credentials and region come from the AWS variables.
        endpoint: http(s) address of an S3-compatible server, spoken to in path style.

    Raises:
        StorageConfigError: with a sentence that names the setting and repeats no credentials.
    """
    parts = _split(url, URL_SETTING)
    if parts.scheme != "s3" and endpoint:
        raise StorageConfigError(f"{ENDPOINT_SETTING} only goes with an s3:// address in {URL_SETTING}.")
    if not url:
        return _open_directory(data_dir.absolute() / "files")
    if parts.scheme == "file":
        return _open_directory(_directory_of(parts))
    if parts.scheme == "s3":
        return _open_bucket(parts, endpoint)
    raise StorageConfigError(f"{URL_SETTING} must be empty or begin with file:/// or s3://.")


def _split(url: str, setting: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise StorageConfigError(f"{setting} is not a valid address.") from None
    if "@" in parts.netloc:
        raise StorageConfigError(
            f"{setting} carries credentials: give them as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        )
    if parts.query or parts.fragment:
        raise StorageConfigError(f"{setting} takes no '?' and no '#'.")
    return parts


def _directory_of(parts: SplitResult) -> Path:
    path = unquote(parts.path)
    if parts.netloc not in {"", "localhost"} or not path.startswith("/") or "\0" in path:
        raise StorageConfigError(f"{URL_SETTING} must name an absolute path, like file:///srv/reprise.")
    if ".." in Path(path).parts:
        raise StorageConfigError(f"{URL_SETTING} must not contain '..'.")
    return Path(path)


def _open_directory(path: Path) -> Storage:
    try:
        if not path.is_dir():
            path.mkdir(mode=0o700, parents=True)
            sync_directory(path.parent)
        if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError("not readable and writable for this user")
        # Resolved by obstore as well: keys must mean the same file in both.
        path = path.resolve()
        return Storage(LocalStore(path, automatic_cleanup=True), str(path))
    except (BaseError, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StorageConfigError(f"{URL_SETTING}: the directory {path} cannot be used: {reason}.") from error


def _open_bucket(parts: SplitResult, endpoint: str | None) -> Storage:
    bucket, prefix = parts.netloc, parts.path.strip("/")
    if not _BUCKET.fullmatch(bucket):
        raise StorageConfigError(f"{URL_SETTING} must name a bucket, like s3://bucket/prefix.")
    if prefix and not is_key(prefix):
        raise StorageConfigError(f"{URL_SETTING} has a prefix that is not made of plain names.")
    client: ClientConfig = {"connect_timeout": "5s", "timeout": "30s"}
    if endpoint:
        client["allow_http"] = _checked_endpoint(endpoint).scheme == "http"
    try:
        store = _connect(bucket, prefix, endpoint, client)
    except (BaseError, ValueError) as error:
        raise StorageConfigError(f"{URL_SETTING} or the AWS variables cannot be used for S3.") from error
    return Storage(store, "/".join(filter(None, ["s3:/", bucket, prefix])))


def _connect(bucket: str, prefix: str, endpoint: str | None, client: ClientConfig) -> S3Store:
    if not endpoint:
        return S3Store(bucket, prefix=prefix or None, client_options=client, retry_config=_RETRIES)
    return S3Store(
        bucket,
        prefix=prefix or None,
        endpoint=endpoint.rstrip("/"),
        virtual_hosted_style_request=False,
        client_options=client,
        retry_config=_RETRIES,
    )


def _checked_endpoint(endpoint: str) -> SplitResult:
    parts = _split(endpoint, ENDPOINT_SETTING)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise StorageConfigError(f"{ENDPOINT_SETTING} must be an http:// or https:// address.")
    return parts
