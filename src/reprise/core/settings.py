"""Settings from the environment, `.env` and `reprise.toml`, in this order of precedence."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PREFIX = "REPRISE_"
# Nothing that could end a directive of a Content-Security-Policy.
_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9\-.]+(:\d{1,5})?")
# Read by the test suite and by supervised processes, not by people.
_FOREIGN_PREFIXES = ("REPRISE_TEST_", "REPRISE_INTERNAL_")


class SettingsError(Exception):
    """A setting that stops the start; the message is one sentence that names it."""


def default_data_dir() -> Path:
    """Where the XDG base directory specification puts an application's data."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "reprise"


class Settings(BaseSettings):
    """Every setting, in one place; `docs/settings.md` is generated from this class."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        toml_file="reprise.toml",
        # A `.env` file is often shared with other programs: `load` names unknown settings of ours itself.
        extra="ignore",
    )

    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Directory for the database, audio, keys and the lock; made with mode 0700.",
    )
    database_url: str = Field(
        "", description="`sqlite:///path` or `postgresql://…`; empty: SQLite in the data directory."
    )
    storage_url: str = Field(
        "", description="`file:///path` or `s3://bucket/prefix`; empty: `files` in the data directory."
    )
    storage_endpoint: str = Field("", description="Address of an S3-compatible server other than AWS.")
    auth: Literal["token", "open", "accounts"] = Field(
        "token",
        description="`token`: one owner with a link; `open`: no token; both loopback only. "
        "`accounts`: people with email and password.",
    )
    registration: Literal["open", "invite", "closed"] = Field(
        "invite", description="Who may make an account: everybody, who was invited, or nobody."
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Signs access tokens and cookies, at least 32 characters; empty: made once and kept in "
        "the data directory. API processes that do not share one directory need the same key.",
    )
    allowed_hosts: str = Field(
        "", description="Comma-separated host names that requests may carry besides the loopback names."
    )
    trusted_proxies: str = Field(
        "127.0.0.1",
        description="Comma-separated addresses or networks of proxies whose forwarded headers count.",
    )
    root_path: str = Field("", description="Path prefix under which a reverse proxy serves Reprise.")
    engines: str = Field(
        "composer", description="Comma-separated engines: built-in names or `package.module:Class`."
    )
    soundfont: str = Field(
        "",
        description="A SoundFont file (.sf2, .sf3) of your own: adds the engine `soundfont`, which plays the "
        "composer's notes with it; needs the program `fluidsynth`.",
    )
    workers: int = Field(
        0, ge=0, le=64, description="Worker processes of `serve`; 0: one for every two cores, at least one."
    )
    llm_model: str = Field(
        "",
        description="Language model of Interviews and Experts: `openai:NAME` (any OpenAI-compatible "
        "server) or `anthropic:NAME`; empty: the offline analyst and writers.",
    )
    llm_base_url: str = Field(
        "", description="Address of the model provider, such as `http://127.0.0.1:11434/v1`; empty: its own."
    )
    llm_api_key: SecretStr = Field(SecretStr(""), description="Key of the model provider.")
    llm_timeout: float = Field(
        120, gt=0, le=3600, description="Seconds that one question to the model may take, repeats included."
    )
    llm_request_timeout: float = Field(
        60, gt=0, le=3600, description="Seconds that one request to the model provider may take."
    )
    llm_retries: int = Field(
        2, ge=0, le=10, description="Repeats of a request after a network error or a status from 500."
    )
    embedding_model: str = Field(
        "",
        description="Finds experts by meaning besides words: `openai:NAME` (any server with OpenAI's "
        "embeddings) or `local:NAME` (needs the package `sentence-transformers`); empty: by words alone.",
    )
    embedding_base_url: str = Field(
        "", description="Address of the embeddings, such as `http://127.0.0.1:11434/v1`; empty: its own."
    )
    embedding_api_key: SecretStr = Field(SecretStr(""), description="Key of the embeddings' provider.")
    chat_match: float = Field(
        0.75,
        ge=0,
        le=1,
        description="How much of a question a profile must answer to be recommended (docs/experts.md).",
    )
    chat_match_cosine: float = Field(
        0.5,
        ge=-1,
        le=1,
        description="Cosine to the question from which a profile is recommended; depends on the embedder.",
    )
    chat_experts: int = Field(3, ge=1, le=3, description="Experts that an answer shows at most.")
    chat_weak_match: float = Field(
        0.85,
        ge=0,
        le=1,
        description="Answers whose best match is below this count as gaps, as do questions back.",
    )
    chat_learning: bool = Field(
        False, description="Whether thumbs move experts up and down in later searches (docs/experts.md)."
    )
    chat_learning_votes: int = Field(
        5, ge=1, le=1_000, description="Thumbs that count from which an expert is moved."
    )
    chat_learning_bound: float = Field(
        0.1, ge=0, le=0.5, description="Share of an expert's score that thumbs may add or take at most."
    )
    chat_retention_days: int = Field(
        0, ge=0, le=3_650, description="Days after which searches go, with votes and clicks; 0: never."
    )
    chat_lead_retention_days: int = Field(
        0, ge=0, le=3_650, description="Days after which leads go, with their email everywhere; 0: never."
    )
    chat_rate: int = Field(
        20, ge=1, le=100_000, description="Questions a minute to the experts' chat from one address."
    )
    chat_timeout: float = Field(
        12, gt=0, le=300, description="Seconds that the model may take for one attempt at an answer."
    )
    chat_consent: str = Field(
        "By continuing you agree that we keep your email address to follow up on this search.",
        max_length=2000,
        description="What visitors read where they leave their email; kept with it.",
    )
    embed_origins: str = Field(
        "",
        description="Comma-separated origins of pages that may show the experts' chat in a frame, such as "
        "`https://www.example.org`.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least severe line.")
    log_format: Literal["auto", "json", "text"] = Field(
        "auto", description="`auto`: text on a terminal, else JSON."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, dotenv_settings, TomlConfigSettingsSource(settings_cls))

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        if value.startswith("sqlite:///") and value.removeprefix("sqlite:///") in {"", ":memory:"}:
            raise ValueError("must name a file: workers are other processes and share it")
        return value

    @field_validator("storage_url")
    @classmethod
    def _known_storage(cls, value: str) -> str:
        if value and not value.startswith(("file:///", "s3://")):
            raise ValueError("must begin with file:/// or s3://")
        return value

    @field_validator("storage_endpoint")
    @classmethod
    def _endpoint_is_http(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"http", "https"}:
            raise ValueError("must begin with http:// or https://")
        return value

    @field_validator("embedding_model")
    @classmethod
    def _known_embedder(cls, value: str) -> str:
        kind, _, name = value.partition(":")
        if value and (kind not in {"openai", "local"} or not name.strip()):
            raise ValueError("must be openai:NAME or local:NAME")
        return value

    @field_validator("embed_origins")
    @classmethod
    def _origins_are_origins(cls, value: str) -> str:
        origins = [part.strip().rstrip("/") for part in value.split(",") if part.strip()]
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is no origin such as https://www.example.org")
        return ",".join(origins)

    @field_validator("llm_model")
    @classmethod
    def _spoken_protocol(cls, value: str) -> str:
        protocol, _, name = value.partition(":")
        if value and (protocol not in {"openai", "openai-chat", "anthropic"} or not name.strip()):
            raise ValueError("must be openai:NAME or anthropic:NAME")
        return value

    @field_validator("llm_base_url", "embedding_base_url")
    @classmethod
    def _provider_is_http(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"http", "https"}:
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("secret_key")
    @classmethod
    def _key_is_long(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and len(value.get_secret_value()) < 32:
            raise ValueError("must have at least 32 characters")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _proxies_are_addresses(cls, value: str) -> str:
        for part in filter(None, (part.strip() for part in value.split(","))):
            try:
                ip_network(part, strict=False)
            except ValueError:
                raise ValueError(f"{part!r} is neither an address nor a network") from None
        return value

    @field_validator("root_path")
    @classmethod
    def _root_path_is_absolute(cls, value: str) -> str:
        if value and not value.startswith("/"):
            raise ValueError("must begin with /")
        return value.rstrip("/")

    @property
    def resolved_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'reprise.db'}"

    @property
    def engine_names(self) -> list[str]:
        names = [name.strip() for name in self.engines.split(",") if name.strip()]
        return [*names, f"soundfont@{Path(self.soundfont).absolute()}"] if self.soundfont else names

    @property
    def host_names(self) -> frozenset[str]:
        extra = {name.strip().lower() for name in self.allowed_hosts.split(",") if name.strip()}
        return frozenset({"127.0.0.1", "localhost", "::1"} | extra)

    @property
    def frame_ancestors(self) -> list[str]:
        """Origins that may show the experts' chat in a frame, besides our own."""
        return [origin for origin in self.embed_origins.split(",") if origin]

    @property
    def worker_count(self) -> int:
        return self.workers or max(1, (os.cpu_count() or 1) // 2)

    def make_data_dir(self) -> Path:
        """Make the data directory, readable by its owner alone.

        Raises:
            SettingsError: it cannot be made or written.
        """
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.data_dir.chmod(0o700)
        except OSError as error:
            raise SettingsError(
                f"REPRISE_DATA_DIR: {self.data_dir} cannot be used ({error.strerror})."
            ) from error
        return self.data_dir


def load(**overrides: object) -> Settings:
    """Read all settings; `overrides` (command-line options) win, those that are None are left out.

    Raises:
        SettingsError: a setting is unknown or impossible; the sentence names it.
    """
    _refuse_unknown()
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # values are validated by pydantic, not typed
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0] if first["loc"] else "?").upper()
        reason = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{name}: {reason}.") from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"reprise.toml or .env cannot be read: {error}.") from error


def _refuse_unknown() -> None:
    """A misspelt setting must not be a setting that silently does nothing, wherever it stands."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for source, names in _given_names():
        for name in sorted(names):
            if name.startswith(PREFIX) and name not in known and not name.startswith(_FOREIGN_PREFIXES):
                raise SettingsError(
                    f"{name} ({source}) is not a setting of Reprise; docs/settings.md lists them all."
                )


def _given_names() -> Iterator[tuple[str, set[str]]]:
    yield "environment", set(os.environ)
    yield ".env", set(dotenv_values(".env"))
    toml = Path("reprise.toml")
    if toml.is_file():
        try:
            yield "reprise.toml", {PREFIX + name.upper() for name in tomllib.loads(toml.read_text())}
        except (OSError, ValueError) as error:
            raise SettingsError(f"reprise.toml cannot be read: {error}.") from error
