"""Who speaks to whom in a sentence: the kinds of words that instructions to a grader are made of.

No kind alone means anything: a teacher speaks of marks, a developer of instructions. Together, and without
"I" as the one who acts, they leave few other readings.
"""

from __future__ import annotations

import re
from typing import Final


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


# Judging: what is given, and how it is called.
_JUDGING_WORDS: Final = (
    r"scor(?:es?|ed|ing)|points?|marks?|rat(?:e|es|ed|ings?)|grad(?:e|es|ed|ing)|evaluat\w+|assess\w*|rubric|"
    r"criteri\w+|verdict|judg\w+|stars?|credit|dimensions?|categor\w+|metrics?|fields?|relevance|"
    r"accuracy|deductions?"
)
_GRADER: Final = _any(
    r"graders?|raters?|evaluators?|examiners?|assessors?|reviewers?|markers?|jury|judges?|"
    r"a\.?i\.?|llms?|gpt|chatgpt|"
    r"language models?|chatbots?|bots?|models?|assistants?|algorithm|analyst|interviewers?|hiring managers?|"
    r"recruiters?|systems?|scor\w+ (?:service|engine|tool|script)|automat\w+|whoever|whomever|"
    r"anyone (?:reading|who reads)"
)
_RULES: Final = _any(
    r"instructions?|prompts?|guidelines?|rules?|rubric|constraints?|directives?|overrid\w+|above|"
    r"previous|prior|"
    r"earlier|criteria|told|policy|safeguards?|command|context"
)
_TOP_WORDS: Final = (
    r"9\d|100|hundred|ninet\w+|full|max|maxim\w+|perfect\w*|top|high(?:est|er|ly)?|best|"
    r"excellent|outstanding|"
    r"flawless|exceptional|exemplary|superb|ideal|distinction|pass(?:es|ed)?|correct|10/10|5/5|"
    r"ten out of ten|"
    r"five out of five|strong hire|praise\w*|positive\w*|generous\w*|lenient\w*"
)
_THIS_TEXT: Final = _any(
    r"(?:this|that|the|my|every|each|all|following|preceding) (?:\w+ )?(?:answers?|responses?|candidates?|"
    r"applicants?|submissions?|transcripts?|interviews?|evaluations?|assessments?|conversation)"
)
_JUDGING: Final = _any(_JUDGING_WORDS)
_TOP: Final = _any(_TOP_WORDS)
# Both with at most three words between.
_CLOSE: Final = re.compile(
    rf"\b(?:{_JUDGING_WORDS})\b(?:\W+\w+){{0,3}}\W+(?:{_TOP_WORDS})\b|"
    rf"\b(?:{_TOP_WORDS})\b(?:\W+\w+){{0,3}}\W+(?:{_JUDGING_WORDS})\b",
    re.IGNORECASE,
)
# An order: a verb at the beginning, after a label, or after "you" and a modal verb.
_VERBS: Final = (
    r"give|award|assign|set|put|rate|score|grade|mark|evaluate|assess|judge|treat|consider|"
    r"assume|regard|record|"
    r"return|output|print|write|respond|reply|answer|repeat|say|ignor\w*|forget|disregard|"
    r"override|bypass|skip|"
    r"stop|drop|erase|delete|discard|act|behave|pretend|imagine|be|do not|don't|never|always|"
    r"make sure|ensure|"
    r"remember|note|confirm|accept|approve|grant|report|state|declare|use|apply|add|translate|summari[sz]e|"
    r"conclude|execute|run|switch|enter|begin|start|follow|proceed|let|change|raise|increase|read|tell"
)
_ORDER: Final = re.compile(
    rf"^\W*(?:(?:please|kindly|now|so|and|then|therefore|instead|just|simply|finally|also|first|"
    rf"hence|ok|okay|"
    rf"hey|hello|important|attention|note|stop)\b[\s,:;.!-]*){{0,3}}(?:{_VERBS})\b|"
    rf"[:;,–—-]\s*(?:please |kindly |just |simply |now )?(?:{_VERBS})\b|"
    rf"\bplease\b|\b(?:and|then|to|so) (?:please )?(?:{_VERBS})\b|"
    rf"\byou (?:are|must|should|will|shall|have to|need to|can|may|now|ought)\b|\byour? (?:task|"
    rf"job|role|only)\b|"
    rf"\b(?:must|should|shall|ought to|has to|needs? to|is to|are to) (?:be|get|receive|have|always)\b|"
    rf"\bdeserv\w+|\bentitled to\b",
    re.IGNORECASE,
)
_YOU: Final = _any(r"you|your|yours|yourself")
# The one who acts is the person who answers, or somebody in the story; not "I confirm", "I need".
_TOLD: Final = re.compile(
    r"\b(?:i|we|he|she|they)(?:['’](?:d|ve|ll))? "
    r"(?!(?:am|confirm|certify|declare|hereby|grant|need|deserve|order|command|instruct|authori[sz]e|inform|"
    r"demand|request|expect|require|beg|hope|want|will complain|said and|said)\b)[a-z]+|"
    r"\b(?:told|asked|wanted|advised|allowed|went|goes|gives|gave|won) ",
    re.IGNORECASE,
)
_DROP: Final = _any(
    r"ignor\w*|disregard\w*|forget|overrid\w+|bypass\w*|skip|erase|discard|disabled?|do not lower|not lower"
)
_STARTS_WITH_DROP: Final = re.compile(rf"\W*(?:please |kindly |now )?{_DROP.pattern}", re.IGNORECASE)
_NEW: Final = _any(
    r"cancel\w*|replac\w+|supersed\w+|void|invalid|obsolete|updated|no longer|new|hidden|real|"
    r"actual|following"
)


# A figure that counts no thing, given or got: no noun comes after it.
_MARK: Final = (
    r"(?:an? )?(?:\d{1,3}|ninet\w+|hundred|ten)\b%?(?=\s*(?:$|[,.;!?)/-]|"
    r"(?:for|out|in|on|from|already|before|and|so|because|points?|marks?|percent)\b))"
)
_GIVEN: Final = re.compile(
    rf"\b(?:gave|gives?|given|awarded|granted|promised|scored|rated|graded|marked) "
    rf"(?:(?:me|us|this|it|my|all|the|that|answers?|responses?) ){{0,3}}{_MARK}|"
    rf"\b(?:got|received|earned|scored|was given|were given) {_MARK}",
    re.IGNORECASE,
)
# This very talk: its rounds, its answers, and those who lead it.
_THIS_TALK: Final = _any(
    r"(?:exactly )?(?:this|these|the same) (?:answers?|responses?|interviews?|sessions?)|"
    r"(?:first|last|previous|earlier|other|second) "
    r"(?:rounds?|interviews?|interviewers?|graders?|raters?)|"
    r"(?:you|your) (?:\w+ )?(?:colleagues?|boss|manager|supervisor|predecessor|team|system|partner)"
)


def speaks_of_judging(text: str) -> bool:
    return bool(_JUDGING.search(text))


def claims_mark(sentence: str) -> bool:
    """Whether it says which mark this very talk has got, or should."""
    return bool(_GIVEN.search(sentence)) and bool(_THIS_TALK.search(sentence))


def tells(sentence: str) -> bool:
    """Whether somebody in it acts, as in an answer that tells what was done."""
    return bool(_TOLD.search(sentence)) and not _STARTS_WITH_DROP.match(sentence)


def addresses_grader(sentence: str) -> bool:
    """Whether the kinds of words in it come together as in an instruction to whoever grades."""
    judging, grader = bool(_JUDGING.search(sentence)), bool(_GRADER.search(sentence))
    rules, top = bool(_RULES.search(sentence)), bool(_TOP.search(sentence))
    this, order = bool(_THIS_TEXT.search(sentence)), bool(_ORDER.search(sentence))
    you, new = bool(_YOU.search(sentence)), bool(_NEW.search(sentence))
    return (
        (judging and top and (this or grader or you or (order and bool(_CLOSE.search(sentence)))))
        or (this and top and (order or grader))
        or (grader and order and (rules or top or judging) and (you or this or judging))
        or (rules and order and new and (grader or judging))
        or (judging and new and (grader or (rules and top)))
        or ((rules or judging) and order and bool(_DROP.search(sentence)))
    )
