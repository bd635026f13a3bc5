"""Many conversations and votes at once, written by the database itself as if visitors had had them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg

_POSTS = ((0.4, 5), (0.1, 9))

_SHAPE = """
INSERT INTO conversations (id, session_id, email, query, query_key, history, response_type, narrative,
    experts, top_match_score, retrieval_settings, answered_by, created_at)
SELECT {id}, {id}, CASE WHEN i % 50 = 0 THEN 'visitor' || i || '@example.org' END,
    'question ' || (i % 5000), 'question ' || (i % 5000), CAST('[]' AS {json}),
    CASE WHEN i % 5 = 0 THEN 'clarification' ELSE 'match' END, {long},
    CAST(CASE WHEN i % 5 = 0 THEN '[]' ELSE '[{{"id": "' || {expert} || '", "name": "Ada"}}]' END AS {json}),
    (i % 100) / 100.0, CAST('{{}}' AS {json}), 'extractive', {instant}
FROM {numbers}
"""
_VOTES = """
INSERT INTO conversation_feedback (id, conversation_id, vote, expert_ids, reasons, created_at)
SELECT {id}, id, CASE WHEN top_match_score < {share} THEN 'down' ELSE 'up' END, '[]', '[]', {later}
FROM conversations WHERE response_type = 'match' AND top_match_score < 0.4
"""
_LEADS = """
INSERT INTO email_leads (id, email, consent_text, created_at)
SELECT {id}, email, 'Yes.', created_at FROM conversations WHERE email IS NOT NULL
"""


def insert_conversations(url: str, count: int) -> None:
    """`count` conversations, one in five minutes, the newest now; a third has two votes each."""
    if url.startswith("sqlite"):
        _into_sqlite(Path(url.removeprefix("sqlite:///")), count)
    else:
        _into_postgresql(url, count)


def _into_sqlite(path: Path, count: int) -> None:
    upwards = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1})"
    made = "lower(hex(randomblob(16)))"
    shape = _SHAPE.format(
        id=made,
        long="hex(zeroblob(200))",
        expert="(printf('%08d', i % 300) || '-0000-4000-8000-000000000000')",
        json="TEXT",
        instant="strftime('%Y-%m-%d %H:%M:%f000', 'now', '-' || (5 * i) || ' minutes')",
        numbers=f"({upwards} SELECT i FROM n)",
    )
    with sqlite3.connect(path) as connection:
        connection.execute(shape)
        for share, seconds in _POSTS:
            later = f"strftime('%Y-%m-%d %H:%M:%f000', created_at, '+{seconds} seconds')"
            connection.execute(_VOTES.format(id=made, share=share, later=later))
        connection.execute(_LEADS.format(id=made))
        connection.execute("ANALYZE")


def _into_postgresql(url: str, count: int) -> None:
    shape = _SHAPE.format(
        id="gen_random_uuid()",
        long="repeat('0', 400)",
        expert="(lpad((i % 300)::text, 8, '0') || '-0000-4000-8000-000000000000')",
        json="JSONB",
        instant="now() - i * interval '5 minutes'",
        numbers=f"generate_series(0, {count - 1}) AS numbers(i)",
    )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(shape)
        for share, seconds in _POSTS:
            later = f"created_at + interval '{seconds} seconds'"
            connection.execute(_VOTES.format(id="gen_random_uuid()", share=share, later=later))
        connection.execute(_LEADS.format(id="gen_random_uuid()"))
        connection.execute("VACUUM ANALYZE")
