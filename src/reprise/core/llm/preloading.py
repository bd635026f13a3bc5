"""The provider's libraries, which take seconds to import the first time."""

from __future__ import annotations

from importlib import import_module

from reprise.core.settings import Settings


def preload(settings: Settings) -> None:
    """Import what an answer of the model takes; in a thread, so that nothing else waits for it."""
    import_module("pydantic_ai")
    import_module("reprise.core.llm.transport")
    protocol = "anthropic" if settings.llm_model.startswith("anthropic:") else "openai"
    for part in ("models", "providers"):
        import_module(f"pydantic_ai.{part}.{protocol}")
