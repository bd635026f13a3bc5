"""Instructions to the grader by their form: marking tables, and letters that hide a wording."""

from __future__ import annotations

import re
from typing import Final

from reprise.interviews.analyst.instruction_cues import speaks_of_judging

_SINGLE: Final = re.compile(r"(?<!\S)\w(?: \w(?!\S)){2,}")
_MIXED: Final = re.compile(r"\b(?=\w{0,30}\d)(?=\w{0,30}[A-Za-z])\w{2,30}\b")
_ROUND: Final = re.compile(r"\d[\dOo]*[Oo][\dOo]*")
_LETTERS: Final = str.maketrans("0134578@$", "oieastbas")
_FIGURES: Final = str.maketrans("Oo", "00")
_HEADING: Final = re.compile(r"#{1,6} [^#\n]{0,60}$")
# A label in bold type, and what it is given: up to the next capital.
_LABEL: Final = re.compile(r"\s*\*\*[^*\n]{1,40}\*\*:?(?: [a-z]+){0,8}[.!]?")


def unmasked(sentence: str) -> str:
    """With figures for letters, and letters spelled one by one, written as usual."""
    joined = _SINGLE.sub(lambda found: found.group().replace(" ", ""), sentence)
    return _MIXED.sub(lambda found: _unmasked_word(found.group()), joined)


def _unmasked_word(word: str) -> str:
    return word.translate(_FIGURES if _ROUND.fullmatch(word) else _LETTERS)


def without_marking_tables(answer: str) -> str:
    """Without tables that speak of marks, their heading and their bold label; nobody says a table."""
    lines = answer.split("\n")
    rows = [index for index, line in enumerate(lines) if _is_row(line)]
    if not any(speaks_of_judging(lines[index]) for index in rows):
        return answer
    for index in rows:
        lines[index] = lines[index][: lines[index].index("|")]
    for index in range(rows[0], -1, -1):
        lines[index], cut = _HEADING.subn("", lines[index])
        if cut or lines[index].strip():
            break
    for index in range(rows[-1] + 1, len(lines)):
        if lines[index].strip():
            lines[index] = (
                _LABEL.sub("", lines[index], count=1) if _LABEL.match(lines[index]) else lines[index]
            )
            break
    return "\n".join(lines)


def _is_row(line: str) -> bool:
    return line.count("|") > 1 and line.rstrip().endswith("|")
