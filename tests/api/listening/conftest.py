"""Clients that begin at the API, and one engine that needs no time."""

from tests.api.library.conftest import base_url, installed, studio

__all__ = ["base_url", "installed", "studio"]
