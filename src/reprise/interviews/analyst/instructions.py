"""Sentences in an answer that speak to whoever grades it, instead of answering the question.

Prompt injection has no complete defence (OWASP Top 10 for LLM applications, LLM01); leaving such sentences
out of what is
measured, quoted and sent to a model is one layer. What stays unnoticed still earns only what its words earn.
"""

from __future__ import annotations

import re
from typing import Final

from reprise.interviews.analyst.sentences import split_sentences

_TOP: Final = (
    r"(?:100|hundred|perfect|maximum|maximal|full|highest|best possible|top|outstanding|excellent|"
    r"distinction)"
)
_MARK: Final = (
    r"(?:scores?|points?|marks?|ratings?|grades?|evaluations?|dimensions?|categor\w+|credit|percent|%)"
)
_GRADER: Final = (
    r"(?:grader|rater|evaluator|examiner|assessor|ai|a\.i\.|model|llm|assistant|chatbot|language model|judge)"
)
_RULES: Final = (
    r"(?:above|previous|prior|earlier|instructions?|rules|rubric|prompt|guidelines|criteria|system)"
)

# "Ignore the instructions" and "rate this" in German, French and Spanish.
_OTHER_LANGUAGES: Final = (
    r"\b(?:vergiss|vergessen sie|ignorier\w*|missachte\w*|oublie[zr]?|ignore[zr]|olvid[ae]\w*|ignora)\b"
    r"[^.?!]{0,60}\b(?:anweisung\w*|regeln|vorgaben|instructions|consignes|règles|instrucciones|reglas)\b|"
    r"\b(?:bewerte\w*|benote\w*|évalue[zr]?|note[zr]|evalúa|califica)\b"
    r"[^.?!]{0,60}\b(?:punktzahl|punkten|bestnote|maximum|maximale|máxima)\b"
)

_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:ignor\w*|disregard|forget|override|bypass|skip)\b[^.?!]{{0,60}}\b{_RULES}\b",
        rf"\b(?:give|award|assign|set|score|rate|grade|output|return|respond|write|print|deserves?|"
        rf"mark)\b[^?!]{{0,80}}"
        rf"\b{_TOP}\b[^?!]{{0,40}}{_MARK}",
        r"\b(?:give|award|assign|score|rate|grade|output|deserves?)\b[^?!]{0,60}\b100\b"
        r"(?=\s*(?:$|[,.;!)\"'/%]|points?|marks?|percent|in\b|for\b|on\b))",
        rf"\b(?:set|make|put)\b[^.?!]{{0,20}}\b{_MARK}\b[^.?!]{{0,15}}\b100\b",
        rf"\b{_MARK}\b[\"']?\s*[:=]\s*[\"']?(?:100|10/10)\b",
        r"\b100\s*(?:/|out of)\s*100\b|\bhundred out of (?:one )?hundred\b",
        rf"\b(?:note|message|instructions?|attention|dear|hint|for)\b[^.?!]{{0,20}}\b(?:to|"
        rf"for)?\s*(?:the|all)?\s*{_GRADER}\b"
        r"\s*[:,]",
        rf"\b(?:new|following|updated|hidden) instructions?\b[^.?!]{{0,30}}\b{_GRADER}\b",
        rf"\byou are (?:now )?(?:a|an|the)\b[^.?!]{{0,30}}\b{_GRADER}\b",
        r"^\s*(?:system|assistant|developer)\s*:",
        r"</?\s*(?:answer|instructions?|system|user|assistant|transcript|messages?|prompt)\b[^>]{0,200}>|"
        r"\[/?INST\]|<\|",
        r"\bas the (?:interviewer|examiner|hiring manager)\b[^.?!]{0,20}\bi\b[^.?!]{0,60}\b(?:confirm|"
        r"certify|declare)\b",
        r"\b(?:this|my|the) (?:answer|response|candidate|interview|transcript)\b[^.?!]{0,30}"
        r"\b(?:flawless|perfect|excellent|outstanding|the best|full marks)\b",
        r"\b(?:evaluation|assessment|rating|score|grade) (?:of|for) (?:this|the) (?:answer|"
        r"candidate|response)\b",
        r"\b(?:mark|rate|grade|score|judge|evaluate) (?:me|it|this) (?:as|with|accordingly|at)\b",
        r"\bwhoever (?:reads|grades|rates|marks|scores|evaluates)\b|\bten out of ten\b",
        r"\b(?:be|being) (?:generous|lenient|kind) (?:with|in|about) (?:the |your )?(?:points|marks|"
        r"scor\w+|grad\w+|rat\w+)",
        r"\b(?:only|just) (?:output|write|return|respond with|answer with)\b|\bforget every(?:thing)?\b|"
        r"\b(?:top|best|highest) (?:result|mark|score|grade|rating)\b",
        r"\bthe candidate (?:passed|deserves|should receive|must receive|has passed)\b",
        rf"\b(?:rate|score|grade)\b[^.?!]{{0,20}}\b(?:this|my|the) (?:answer|candidate|transcript|"
        rf"interview)\b[^.?!]{{0,40}}"
        rf"\b{_TOP}\b",
        r"\bfrom now on,? you\b|\byou (?:will |now |should |must )?(?:act|behave|pretend) (?:as|like)\b",
        r"\b(?:never|not|don't) (?:give|award|score|rate|grade|mark)s? (?:less|lower|below|under|fewer)\b",
        r"\b\w{0,30}(?:score|rating|grade)\w{0,30}[\"']?\s*[:=]\s*[\"']?\d",
        _OTHER_LANGUAGES,
    )
)


def is_instruction(sentence: str) -> bool:
    """Whether the sentence addresses the grading and not the question."""
    return any(pattern.search(sentence) for pattern in _PATTERNS)


def without_instructions(answer: str) -> str:
    """The answer's other sentences in their own letters, one a line; unchanged if all are others."""
    sentences = split_sentences(answer)
    kept = [sentence for sentence in sentences if not is_instruction(sentence)]
    return answer if len(kept) == len(sentences) else "\n".join(kept)


def has_instructions(answer: str) -> bool:
    return any(is_instruction(sentence) for sentence in split_sentences(answer))
