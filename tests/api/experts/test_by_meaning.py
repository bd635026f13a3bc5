"""Searches that compare meaning too, by a real server of embeddings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tests.api.experts.conftest import Enter
from tests.api.studio import API
from tests.support.embedding_server import EmbeddingServer

from reprise.core.settings import Settings
from reprise.experts.retrieval.embedder import Embedder, EmbedderError

IN_OTHER_WORDS = "my rows and tables crawl"


@pytest.fixture
def embeddings() -> Iterator[EmbeddingServer]:
    server = EmbeddingServer()
    yield server
    server.close()


@pytest.fixture
def settings(migrated_database_url: str, tmp_path: Path, embeddings: EmbeddingServer) -> Settings:
    return Settings(
        data_dir=tmp_path / "data",
        database_url=migrated_database_url,
        embedding_model="openai:ideas",
        embedding_base_url=embeddings.address,
        embedding_api_key=SecretStr("key-of-the-test"),
        chat_match_cosine=0.7,
    )


@pytest.fixture
async def ready(app: FastAPI, hired: dict[str, str]) -> dict[str, str]:
    """Ids by username, once every profile has its vector."""
    assert await app.state.expert_index.warm()
    await app.state.expert_index.embedded()
    return hired


async def test_an_expert_is_found_who_shares_no_word_with_the_question(
    ready: dict[str, str], enter: Enter, embeddings: EmbeddingServer
) -> None:
    result = await enter().ask(IN_OTHER_WORDS)
    assert ready["ada"] in [card["id"] for card in result["experts"]]
    assert "Close to your question in meaning" in result["experts"][0]["why_them"]
    assert embeddings.keys[0] == "Bearer key-of-the-test"
    assert not any("Lovelace" in text for texts in embeddings.asked for text in texts)


async def test_what_nothing_comes_close_to_is_asked_back(ready: dict[str, str], enter: Enter) -> None:
    assert (await enter().ask("soup for my kitchen"))["type"] == "clarification"


async def test_vectors_are_kept_and_made_anew_for_what_changed_alone(
    ready: dict[str, str], app: FastAPI, enter: Enter, client: httpx.AsyncClient, embeddings: EmbeddingServer
) -> None:
    asked = len(embeddings.asked)
    await client.patch(f"{API}/experts/{ready['grace']}", json={"bio": "Now I write about soup."})
    await enter().ask("hello")
    await app.state.expert_index.embedded()
    profiles = [texts for texts in embeddings.asked[asked:] if texts != ["hello"]]
    assert len(profiles) == 1
    assert len(profiles[0]) == 1
    result = await enter().ask("somebody for the kitchen")
    assert [card["id"] for card in result["experts"]] == [ready["grace"]]


async def test_while_the_embedder_fails_words_alone_still_answer(
    ready: dict[str, str], enter: Enter, embeddings: EmbeddingServer
) -> None:
    embeddings.status = 500
    assert (await enter().ask(IN_OTHER_WORDS))["type"] == "clarification"
    assert (await enter().ask("slow PostgreSQL"))["type"] == "match"
    # A server that failed is left alone for a while: nobody else waits for it.
    assert sum(texts in ([IN_OTHER_WORDS], ["slow PostgreSQL"]) for texts in embeddings.asked) == 1


async def test_a_narrowed_search_holds_for_meaning_too(ready: dict[str, str], enter: Enter) -> None:
    result = await enter().ask(IN_OTHER_WORDS, max_rate=10)
    assert result["experts"] == []


async def test_a_missing_package_is_named(tmp_path: Path) -> None:
    embedder = Embedder(Settings(data_dir=tmp_path, embedding_model="local:all-MiniLM-L6-v2"))
    with pytest.raises(EmbedderError, match="sentence-transformers"):
        await embedder.embed(["x"], seconds=60)
