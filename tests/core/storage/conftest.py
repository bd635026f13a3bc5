"""The same tests run on a local directory and on an S3 server."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.s3 import S3Bucket

from reprise.core.storage import Storage, open_storage


@pytest.fixture(params=["local", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    if request.param == "local":
        return open_storage("", data_dir=tmp_path)
    bucket: S3Bucket = request.getfixturevalue("s3_bucket")
    for name, value in bucket.environment.items():
        monkeypatch.setenv(name, value)
    return open_storage(f"{bucket.url}/some/prefix", endpoint=bucket.endpoint, data_dir=tmp_path)
