"""Settings: from everywhere, and what is wrong with them in one sentence."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from reprise.core.settings import Settings, SettingsError, load


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine, no file of the working directory."""
    for name in [f"REPRISE_{field.upper()}" for field in Settings.model_fields]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_environment_wins_over_files_and_the_command_line_over_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "reprise.toml").write_text('workers = 2\nlog_level = "error"\nengines = "toml"\n')
    (tmp_path / ".env").write_text("REPRISE_WORKERS=3\nREPRISE_LOG_LEVEL=warning\nOTHER_PROGRAM=7\n")
    monkeypatch.setenv("REPRISE_WORKERS", "4")
    settings = load()
    assert (settings.workers, settings.log_level, settings.engines) == (4, "warning", "toml")
    assert load(workers=5).workers == 5
    assert load(workers=None).workers == 4


def test_an_unknown_setting_stops_the_start_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPRISE_WROKERS", "4")
    with pytest.raises(SettingsError, match=r"^REPRISE_WROKERS .*is not a setting"):
        load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "many"),
        ("WORKERS", "-1"),
        ("WORKERS", "65"),
        ("AUTH", "password"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///"),
        ("STORAGE_URL", "ftp://somewhere"),
        ("STORAGE_ENDPOINT", "minio:9000"),
        ("ROOT_PATH", "songs"),
        ("REGISTRATION", "friends"),
        ("SECRET_KEY", "x" * 31),
        ("TRUSTED_PROXIES", "127.0.0.1, proxy.example"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_an_impossible_value_stops_the_start_and_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"REPRISE_{name}", value)
    with pytest.raises(SettingsError, match=rf"^REPRISE_{name}: .+\.$"):
        load()


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "reprise.toml").write_text("workers = [")
    with pytest.raises(SettingsError, match=r"reprise\.toml"):
        load()


def test_an_empty_value_is_none_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REPRISE_DATABASE_URL", "")
    settings = load(data_dir=tmp_path / "data")
    assert settings.resolved_database_url == f"sqlite:///{tmp_path / 'data' / 'reprise.db'}"


def test_lists_are_split_and_trimmed() -> None:
    settings = load(engines=" composer , package.module:Class,", allowed_hosts="A.example, b ")
    assert settings.engine_names == ["composer", "package.module:Class"]
    assert settings.host_names == {"127.0.0.1", "localhost", "::1", "a.example", "b"}


def test_the_data_directory_is_its_owners_alone(tmp_path: Path) -> None:
    made = load(data_dir=tmp_path / "deep" / "data").make_data_dir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_data_directory_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"^REPRISE_DATA_DIR: .*file/data"):
        load(data_dir=tmp_path / "file" / "data").make_data_dir()


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPRISE_SECRET_KEY", "hunter2" * 5)
    assert "hunter2" not in repr(load())
    monkeypatch.setenv("REPRISE_SECRET_KEY", "hunter2")
    with pytest.raises(SettingsError) as refused:
        load()
    assert "hunter2" not in str(refused.value)
