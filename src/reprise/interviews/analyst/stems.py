"""Words reduced to what they have in common: a light stemmer for English, and a few synonyms.

The suffix rules are a shortened form of Porter (1980), "An algorithm for suffix stripping". Synonyms map to
one word, so that an answer is not judged by which of two words it takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_IRREGULAR: Final = {
    form: base
    for base, forms in {
        "go": "went gone goes",
        "make": "made",
        "give": "gave given",
        "take": "took taken",
        "write": "wrote written writing",
        "find": "found",
        "see": "saw seen",
        "know": "knew known",
        "tell": "told",
        "say": "said",
        "bring": "brought",
        "buy": "bought",
        "teach": "taught",
        "think": "thought",
        "lead": "led",
        "run": "ran running",
        "build": "built",
        "send": "sent",
        "leave": "left",
        "keep": "kept",
        "hold": "held",
        "lose": "lost losing",
        "win": "won winning",
        "meet": "met",
        "pay": "paid",
        "sell": "sold sale sales selling",
        "speak": "spoke spoken",
        "choose": "chose chosen choice choices",
        "decide": "decision decisions",
        "solve": "solution solutions",
        "explain": "explanation explanations",
        "describe": "description descriptions",
        "begin": "began begun",
        "draw": "drew drawn",
        "fall": "fell fallen",
        "rise": "rose risen",
        "grow": "grew grown growth",
        "hear": "heard",
        "understand": "understood",
        "child": "children",
        "person": "people",
        "get": "got gotten",
        "do": "did done does",
        "be": "was were been is are am being",
        "have": "had has having",
        "become": "became",
        "break": "broke broken",
        "come": "came",
        "drive": "drove driven driving",
        "feel": "felt",
        "learn": "learnt",
        "reply": "replied replies",
        "analysis": "analyse analysed analysing analyze analyzed analyses",
    }.items()
    for form in forms.split()
}
_SUFFIXES: Final = (
    ("ization", ""),
    ("isation", ""),
    ("ations", ""),
    ("ation", ""),
    ("ators", ""),
    ("ator", ""),
    ("ments", ""),
    ("ment", ""),
    ("ness", ""),
    ("ions", ""),
    ("ion", ""),
    ("ise", ""),
    ("ize", ""),
    ("ate", ""),
    ("ers", ""),
    ("er", ""),
    ("ly", ""),
    ("al", ""),
    ("e", ""),
)
_SYNONYMS: Final = (
    "customer client buyer shopper",
    "pupil student learner",
    "colleague coworker teammate",
    "company firm organisation",
    "manager boss supervisor",
    "doctor surgeon physician",
    "medication drug medicine",
    "check verify inspect examine control",
    "repair fix solve resolve mend",
    "error fault bug defect mistake",
    "reduce cut decrease lower drop fall shrink",
    "improve increase raise rise grow",
    "begin start",
    "cost price expense charge",
    "call phone ring telephone",
    "ask question request",
    "propose suggest recommend",
    "explain describe clarify",
    "quick fast rapid",
    "big large great",
    "cause reason",
    "help support assist",
    "show demonstrate",
    "angry furious upset unhappy",
    "postpone delay late",
    "dispute disagree conflict argue",
    "talk speak conversation",
    "parent mother father",
    "deal contract",
    "deploy release rollout deployment",
    "estimate forecast",
    "connect plug",
    "disconnect unplug isolate",
    "split separate divide",
    "often usual most",
    "friendly kind polite",
    "create build introduce establish",
    "finish complete",
    "record document",
    "reach get",
    "use apply",
)


def _strip(word: str) -> str:
    if len(word) <= 3 or not word.isalpha():
        return word
    word = re.sub(r"ies$", "y", word)
    word = re.sub(r"(?<=[^suia])s$|(?<=[aeiou][^s])es$", "", word)
    shorter = re.sub(r"(?:ing|ed)$", "", word)
    if shorter != word and len(shorter) >= 3 and re.search(r"[aeiouy]", shorter):
        word = re.sub(r"([b-df-hjkmnp-rtv-z])\1$", r"\1", shorter)
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: len(word) - len(suffix)] + instead
    return re.sub(r"(?<=[a-z]{3})y$", "i", word)


_CONCEPTS: Final = {
    _strip(_IRREGULAR.get(word, word)): _strip(group.split()[0])
    for group in _SYNONYMS
    for word in group.split()
}


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What `word` (lower case) counts as."""
    for part in (word, word.partition("-")[0]):
        base = _strip(_IRREGULAR.get(part, part))
        if base in _CONCEPTS:
            return _CONCEPTS[base]
    return _strip(_IRREGULAR.get(word, word))


def stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words)


def stems_in(text: str) -> frozenset[str]:
    """Stems of words that spaces separate."""
    return stems(text.split())
