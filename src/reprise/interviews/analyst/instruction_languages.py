"""Instructions to the grader in a language that the rubric does not read.

What an answer in such a language says is not judged; but a sentence of it that speaks of instructions, marks
and the like is left out, so that it neither counts nor has the whole session refused.
"""

from __future__ import annotations

import re
from typing import Final

from reprise.interviews.analyst.lexicon import STOPWORDS
from reprise.interviews.analyst.sentences import words_of

_MOST_ENGLISH: Final = 0.2
# Stems for instruction, rule, mark, grade, judge, candidate, answer, maximum, ignore and forget, as the
# European languages share them.
_STEMS: Final = (
    r"instru[ck]",
    r"anweis|anleit|vorgab|consign|istruzion|opdracht|polecen",
    r"regel|regl|règl|regol",
    r"evalu|évalu|valut|valor|bewert|benot|beoord|oce[nń]|notier",
    r"punt|punkt|point|pont|note\b|noten|nota|voto|cijfer",
    r"max|máx|máx|voll|pleine|plena|pieno|cien\b|cent\b|cento|hundert|honderd|100|best|höchst|hoogst|mejor|meilleur|miglior",
    r"candidat|kandidat",
    r"[ck]ateg",
    r"antwort|répons|repons|respuesta|resposta|rispost|antwoord",
    r"ignor|vergiss|vergess|oubli|olvid|esquec|dimentic|vergeet|missacht|zapomnij",
)
_FAMILIAR: Final = tuple(re.compile(rf"\b(?:{stems})", re.IGNORECASE) for stems in _STEMS)
# The same in scripts of which no letter is Latin.
_OTHER_SCRIPTS: Final = re.compile(
    "指示|指令|评分|評分|分数|分數|满分|滿分|採点|点数|最高|инструкц|указани|оцен|балл|максимал|забуд|"
    "تعليمات|درجة|תיאור|ציון|निर्देश|अंक|지시|점수|만점|οδηγ|βαθμ"
)


def is_foreign_instruction(sentence: str) -> bool:
    if _OTHER_SCRIPTS.search(sentence.lower()):
        return True
    words = words_of(sentence)
    if len(words) < 3 or sum(word in STOPWORDS for word in words) > _MOST_ENGLISH * len(words):
        return False
    return sum(stems.search(sentence) is not None for stems in _FAMILIAR) >= 2
