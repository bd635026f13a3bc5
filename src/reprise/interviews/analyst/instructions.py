"""Sentences in an answer that speak to whoever grades it, instead of answering the question.

Prompt injection has no complete defence (OWASP Top 10 for LLM applications, LLM01); leaving such sentences
out of what is
measured, quoted and sent to a model is one layer. What stays unnoticed still earns only what its words earn.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from reprise.interviews.analyst.instruction_cues import addresses_grader, claims_mark, tells
from reprise.interviews.analyst.instruction_forms import unmasked, without_marking_tables
from reprise.interviews.analyst.instruction_languages import is_foreign_instruction
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

# What only an order means: somebody who tells a story may say it too.
_ORDERS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:ignor\w*|disregard|forget|override|bypass|skip)\b[^.?!]{{0,60}}\b{_RULES}\b",
        rf"\b(?:give|award|assign|set|score|rate|grade|output|return|respond|write|print|deserves?|"
        rf"mark)\b[^?!]{{0,80}}"
        rf"\b{_TOP}\b[^?!]{{0,40}}{_MARK}",
        r"\b(?:give|award|assign|score|rate|grade|output|deserves?)\b[^?!]{0,60}\b100\b"
        r"(?=\s*(?:$|[,.;!)\"'/%]|points?|marks?|percent|in\b|for\b|on\b))",
        rf"\b(?:set|make|put)\b[^.?!]{{0,20}}\b{_MARK}\b[^.?!]{{0,15}}\b100\b",
        rf"\b(?:full|maximum|top|highest|perfect|best) {_MARK}\b|\ball (?:of )?(?:the )?points\b",
        r"\bthe candidate\b[^.?!]{0,60}\b(?:great|well|strong\w*|exceed\w*|excel\w*|recommended|"
        r"outstanding)\b",
        r"\b(?:overlook|excuse|disregard|ignore)\b[^.?!]{0,30}\b(?:shortcomings|mistakes|errors|"
        r"short|brief|weak\w*)\b",
        r"\btreat (?:it|this|that|everything)\b[^.?!]{0,30}\bas (?:complete|correct|verified|"
        r"perfect|excellent)\b",
    )
)
# What means an instruction whoever is said to act.
_SIGNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
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
        r"\bwhoever (?:is )?(?:reads?|grades?|rates?|marks?|scores?|evaluates?|judges?|reading|grading|"
        r"rating|marking|scoring|evaluating|judging)\b|\bten out of ten\b",
        r"\b(?:be|being) (?:generous|lenient|kind) (?:with|in|about) (?:the |your )?(?:points|marks|"
        r"scor\w+|grad\w+|rat\w+)",
        r"\b(?:only|just) (?:output|write|return|respond with|answer with)\b|\bforget every(?:thing)?\b|"
        r"\bunless i (?:get|receive)\b",
        r"^\W*(?:act|behave|pretend) (?:as|like)\b|\b(?:answers?|"
        r"responses?) (?:gets?|receives?|deserves?)\b",
        r"^\W*(?:rate|score|grade|mark) (?:me|my|this)\b|\bredacted\b|\bthis candidate\b",
        rf"^\W*(?:(?:hello|hi|hey|dear|attention)\W+)?(?!(?:an?|the|our|my|one|this|that)\b)(?:\w+ ){{0,2}}"
        rf"(?:{_GRADER}|reviewer)\s*[:,]",
        r"\bthe candidate (?:passed|deserves|should receive|must receive|has passed)\b",
        rf"\b(?:rate|score|grade)\b[^.?!]{{0,20}}\b(?:this|my|the) (?:answer|candidate|transcript|"
        rf"interview)\b[^.?!]{{0,40}}"
        rf"\b{_TOP}\b",
        r"\bfrom now on,? you\b|\byou (?:will |now |should |must )?(?:act|behave|pretend) (?:as|like)\b",
        r"\b(?:never|not|don't) (?:give|award|score|rate|grade|mark)s? (?:less|lower|below|under|fewer)\b",
        r"\b\w{0,30}(?:score|rating|grade)\w{0,30}[\"']?\s*[:=]\s*[\"']?\d",
        r"```|<!--|%%%|\{\s*[\"'][^\"']{1,40}[\"']\s*:|^\W*\[/?[a-z]{3,20}\]\W*$|"
        r"^\W*#+ ?\w{0,12} ?(?:instruction|task|prompt)",
        r"^\W*(?:human|user|system|assistant|ai|bot|grader|evaluator|reviewer|admin|developer)\b[^:.]{0,20}:",
        r"^\W*(?:final |overall |total )?(?:grade|score|rating|verdict|evaluation|feedback)\s*:",
        r"(?:\b(?:tech\w*|comm\w*|problem\w*|rel\w*|clarity|accuracy|overall|"
        r"total)\W{1,4}\d{2,3}\b.{0,6}){2}",
        r"\b(?:developer|debug|admin|god|maintenance|test) mode\b|\bjailbreak|\byour (?:system )?prompt\b",
        r"\b(?:reply|respond|answer|output|say|write|return)\b[^.?!]{0,60}\bnothing else\b",
        r"\b(?:please|kindly)\b[^.?!]{0,30}\b(?:strict|harsh|generous|lenient|merciful|mercy|"
        r"kind to me|nice to me)\b",
        r"^\W*(?:begin|start|end) of (?:the )?(?:answer|response|transcript|interview|input|"
        r"prompt|message)\b",
    )
)
# Openings that belong to the instruction after them.
_LEAD_IN: Final = re.compile(
    r"^\W*(?:p\.? ?s|stop|wait|attention|important|warning|note|new task|hey|hello|listen|"
    r"one more thing)\W*$|"
    r"\b(?:i am|i'm|we are|this is) the (?:developer|creator|author|owner|admin\w*|operator|"
    r"maker|programmer)\b|"
    r"\b(?:your|the|all|any) (?:previous|prior|earlier|original|system) (?:instructions?|prompts?|rules)\b",
    re.IGNORECASE,
)


# Every measure and quote of a judgement asks for the same sentences again.
@lru_cache(maxsize=1024)
def is_instruction(sentence: str) -> bool:
    """Whether the sentence addresses the grading and not the question."""
    plain = unmasked(sentence)
    return _is_instruction(sentence) or (plain != sentence and _is_instruction(plain))


def _is_instruction(sentence: str) -> bool:
    return (
        _any_of(_SIGNS, sentence)
        or claims_mark(sentence)
        or (not tells(sentence) and (_any_of(_ORDERS, sentence) or addresses_grader(sentence)))
        or is_foreign_instruction(sentence)
    )


def _any_of(patterns: tuple[re.Pattern[str], ...], sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in patterns)


def without_instructions(answer: str) -> str:
    """The answer's other sentences in their own letters, one a line; unchanged if all are others."""
    sentences = split_sentences(answer)
    kept = own_sentences(answer)
    return answer if len(kept) == len(sentences) else "\n".join(kept)


def own_sentences(answer: str) -> list[str]:
    """The sentences that answer, without those that address the grading and what leads in to them."""
    sentences = split_sentences(without_marking_tables(answer))
    found = [is_instruction(sentence) for sentence in sentences]
    followed = [*found, False][1:]
    return [
        sentence
        for sentence, instruction, before in zip(sentences, found, followed, strict=True)
        if not (instruction or (before and _LEAD_IN.search(sentence)))
    ]


def has_instructions(answer: str) -> bool:
    return own_sentences(answer) != split_sentences(answer)
