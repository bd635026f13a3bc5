"""Texts as vectors of length 1: by any server with OpenAI's embeddings, or by a model in this process."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from typing import Any, Final

import structlog
from pydantic import BaseModel, ValidationError

from reprise.core.settings import Settings

QUESTION_SECONDS: Final = 5.0
PROFILES_SECONDS: Final = 60.0
AT_ONCE: Final = 64

log = structlog.get_logger(__name__)
Vector = list[float]


class EmbedderError(Exception):
    """One sentence about why there are no vectors."""


class _Item(BaseModel):
    index: int
    embedding: list[float]


class _Answer(BaseModel):
    data: list[_Item]


class Embedder:
    """Of REPRISE_EMBEDDING_MODEL; imports what it needs when it is first used."""

    def __init__(self, settings: Settings) -> None:
        self.model = settings.embedding_model
        self._kind, _, self._name = settings.embedding_model.partition(":")
        self._url = (settings.embedding_base_url or "https://api.openai.com/v1") + "/embeddings"
        self._key = settings.embedding_api_key.get_secret_value()
        self._local: Any = None

    async def embed(self, texts: Sequence[str], *, seconds: float) -> list[Vector]:
        """One vector of length 1 for each text.

        Raises:
            EmbedderError: the server or the model did not give them in time.
        """
        try:
            async with asyncio.timeout(seconds):
                made = await (self._here(texts) if self._kind == "local" else self._there(texts))
        except TimeoutError:
            raise EmbedderError("The embedder did not answer in time.") from None
        return [_normal(vector) for vector in made]

    async def _there(self, texts: Sequence[str]) -> list[Vector]:
        import httpx2

        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        body = {"model": self._name, "input": list(texts), "encoding_format": "float"}
        try:
            async with httpx2.AsyncClient(timeout=None, follow_redirects=False) as client:
                answer = await client.post(self._url, json=body, headers=headers)
        except (httpx2.HTTPError, OSError) as error:
            raise EmbedderError(f"The embedder cannot be reached ({type(error).__name__}).") from None
        if answer.status_code != 200:
            raise EmbedderError(f"The embedder refused (HTTP {answer.status_code}).")
        return _read(answer.content, len(texts))

    async def _here(self, texts: Sequence[str]) -> list[Vector]:
        return await asyncio.to_thread(self._encode, list(texts))

    def _encode(self, texts: list[str]) -> list[Vector]:
        if self._local is None:
            try:
                from sentence_transformers import SentenceTransformer
            except ImportError:
                raise EmbedderError(
                    "REPRISE_EMBEDDING_MODEL=local:… needs the package sentence-transformers: install it, or "
                    "use openai:NAME with a server of embeddings."
                ) from None
            self._local = SentenceTransformer(self._name)
        return [[float(value) for value in vector] for vector in self._local.encode(texts)]


def _read(content: bytes, expected: int) -> list[Vector]:
    try:
        items = sorted(_Answer.model_validate_json(content).data, key=lambda item: item.index)
    except ValidationError:
        raise EmbedderError("The embedder's answer does not have the form of embeddings.") from None
    if [item.index for item in items] != list(range(expected)):
        raise EmbedderError("The embedder's answer does not have a vector for each text.")
    return [item.embedding for item in items]


def _normal(vector: Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector))
    if not math.isfinite(length) or length == 0:
        raise EmbedderError("The embedder gave a vector without a direction.")
    return [value / length for value in vector]
