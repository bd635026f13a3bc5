"""A bare FastAPI application that searches with bm25s: `bare_bm25.py PORT TEXTS` (one text a line)."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bm25s
import snowballstemmer
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel


class Question(BaseModel):
    query: str


class Stemmers(threading.local):
    """One for each thread: it keeps the word in itself while it cuts, so two threads made questions fail."""

    def __init__(self) -> None:
        self.stem: Callable[[list[str]], list[str]] = snowballstemmer.stemmer("english").stemWords


def main(port: int, texts: Path) -> None:
    corpus = texts.read_text().splitlines()
    stemmers = Stemmers()

    def stemmer(words: list[str]) -> list[str]:
        return stemmers.stem(words)

    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize(corpus, stemmer=stemmer, show_progress=False), show_progress=False)
    app = FastAPI()

    @app.get("/healthz")
    async def healthz() -> str:
        return "ok"

    @app.post("/search")
    def search(question: Question) -> dict[str, Any]:
        tokens = bm25s.tokenize(question.query, stemmer=stemmer, show_progress=False)
        documents, scores = retriever.retrieve(tokens, k=3, show_progress=False)
        found = zip(documents[0].tolist(), scores[0].tolist(), strict=True)
        return {"experts": [{"text": corpus[at], "score": score} for at, score in found]}

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
