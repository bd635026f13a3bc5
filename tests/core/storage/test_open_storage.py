"""Which storage settings work, and what is said of those that do not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reprise.core.storage import StorageConfigError, open_storage


async def test_empty_means_files_in_the_data_directory(tmp_path: Path) -> None:
    storage = open_storage("", data_dir=tmp_path)
    await storage.put("a", b"x")
    assert storage.location == str(tmp_path / "files")
    assert (tmp_path / "files" / "a").read_bytes() == b"x"


async def test_a_directory_of_ones_own_may_have_spaces_and_umlauts(tmp_path: Path) -> None:
    storage = open_storage(f"file://{tmp_path}/my%20m%C3%BCsic/files", data_dir=tmp_path / "unused")
    await storage.put("a", b"x")
    assert (tmp_path / "my müsic" / "files" / "a").read_bytes() == b"x"
    assert not (tmp_path / "unused").exists()


async def test_a_link_to_a_directory_is_followed(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "disk")
    storage = open_storage(f"file://{tmp_path}/link", data_dir=tmp_path)
    await storage.put("a", b"x")
    assert await storage.read("a") == b"x"
    assert [file.key async for page in storage.list() for file in page] == ["a"]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://host/path", "must be empty or begin with file:/// or s3://"),
        ("somewhere", "must be empty or begin with file:/// or s3://"),
        ("file://relative/path", "absolute path"),
        ("file:", "absolute path"),
        ("file:///a/../b", "'..'"),
        ("file:///a%00b", "absolute path"),
        ("file:///a?b", "no '?'"),
        ("s3://", "must name a bucket"),
        ("s3:///prefix", "must name a bucket"),
        ("s3://Bad_Bucket/x", "must name a bucket"),
        ("s3://bucket/a//b", "prefix"),
        ("s3://bucket/../b", "prefix"),
        ("s3://bucket/x?region=y", "no '?'"),
        ("s3://AKIAKEY:very-secret@bucket/x", "AWS_ACCESS_KEY_ID"),
        ("s3://[very-secret", "not a valid address"),
    ],
)
def test_an_impossible_url_is_explained(url: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(StorageConfigError) as caught:
        open_storage(url, data_dir=tmp_path)
    assert "REPRISE_STORAGE_URL" in str(caught.value)
    assert says in str(caught.value)
    assert "very-secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("s3://bucket", "minio:9000"),
        ("s3://bucket", "ftp://minio"),
        ("s3://bucket", "http://"),
        ("s3://bucket", "http://user:very-secret@minio:9000"),
        ("", "http://minio:9000"),
    ],
)
def test_an_impossible_endpoint_is_explained(url: str, endpoint: str, tmp_path: Path) -> None:
    with pytest.raises(StorageConfigError) as caught:
        open_storage(url, endpoint=endpoint, data_dir=tmp_path)
    assert "REPRISE_STORAGE_ENDPOINT" in str(caught.value)
    assert "very-secret" not in str(caught.value)


def test_a_file_in_place_of_the_directory_is_explained(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("not a directory")
    with pytest.raises(StorageConfigError, match="REPRISE_STORAGE_URL"):
        open_storage("", data_dir=tmp_path)


def test_the_location_of_a_bucket_is_its_address(tmp_path: Path) -> None:
    storage = open_storage("s3://bucket/some/prefix/", endpoint="http://127.0.0.1:9", data_dir=tmp_path)
    assert storage.location == "s3://bucket/some/prefix"


def test_importing_it_brings_no_audio_and_no_database() -> None:
    code = (
        "import sys, reprise.core.storage;"
        "heavy = {'numpy', 'scipy', 'soundfile', 'sqlalchemy', 'boto3', 'pyarrow'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
