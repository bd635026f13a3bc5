"""Text cut into sentences and words; English punctuation."""

from __future__ import annotations

import re
from typing import Final

# A full stop ends a sentence only before a space and something that can begin one: not in 2.4, e.g. or U.S.
# law.
_END: Final = re.compile(
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bSt\.)(?<!\bvs\.)"
    r"(?<=[.!?…。！？])[\"'»”)\]]*\s+(?=\S)|\n+|(?<=[>\]}])\s+|(?<=```|%%%)\s+|"
    r"(?<!\s)\s+(?=[<\[])"
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+(?:[.,:]\d+)*%?")
_CONTRACTIONS: Final = (
    (re.compile(r"\b(can)['’]t\b|\bcannot\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"['’](?:re|m)\b", re.IGNORECASE), " be"),
    (re.compile(r"['’]ve\b", re.IGNORECASE), " have"),
    (re.compile(r"['’]ll\b", re.IGNORECASE), " will"),
    (re.compile(r"['’]d\b", re.IGNORECASE), " would"),
    (re.compile(r"['’]s\b", re.IGNORECASE), ""),
)
# Most sentences have none, and every word of an answer is asked for many times.
_MAY_BE_CONTRACTED: Final = re.compile(r"['’]|cannot", re.IGNORECASE)


def split_sentences(text: str) -> list[str]:
    """The sentences and lines of `text`, trimmed, none empty."""
    return [part.strip() for part in _END.split(text) if part and part.strip()]


def words_of(text: str) -> list[str]:
    """Lower-case words and numbers.

    Contractions are written out, so that "don't" and "do not" count the same.
    """
    if _MAY_BE_CONTRACTED.search(text):
        for pattern, written_out in _CONTRACTIONS:
            text = pattern.sub(written_out, text)
    return [word.lower() for word in _WORD.findall(text)]
