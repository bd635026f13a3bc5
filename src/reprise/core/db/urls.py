"""One database URL, as people write it, in the forms that the drivers want."""

from __future__ import annotations

from sqlalchemy import URL, make_url


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def _plain(url: str) -> URL:
    parsed = make_url(url)
    backend = "postgresql" if parsed.drivername.startswith("postgres") else "sqlite"
    return parsed.set(drivername=backend)


def async_url(url: str) -> URL:
    """For asyncpg and aiosqlite. libpq's `sslmode` becomes asyncpg's `ssl`."""
    parsed = _plain(url)
    if parsed.drivername == "sqlite":
        return parsed.set(drivername="sqlite+aiosqlite")
    query = dict(parsed.query)
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    return parsed.set(drivername="postgresql+asyncpg", query=query)


def sync_url(url: str) -> URL:
    """For migrations: psycopg and the standard library's SQLite."""
    parsed = _plain(url)
    driver = "sqlite" if parsed.drivername == "sqlite" else "postgresql+psycopg"
    return parsed.set(drivername=driver)


def plain_url(url: str) -> str:
    """Without a driver, as DBOS wants it; holds the password."""
    return _plain(url).render_as_string(hide_password=False)


def masked(url: str) -> str:
    """For logs and reports."""
    return _plain(url).render_as_string(hide_password=True)
