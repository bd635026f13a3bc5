"""Closed classes of English, words that hold a text of any subject together, and phrases that say nothing.

The classes (connectives, numerals, pronouns, irregular pasts) are those of any grammar, such as Quirk,
Greenbaum, Leech and Svartvik (1985); they do not depend on what is spoken about.
"""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOPWORDS: Final = _words(
    """a an the and or but nor so yet if then than that this these those there here it its he him his she
    her they them their we us our you your i me my mine myself yourself be am is are was were been being
    do does did done have has had having will would shall should can could may might must not no of in
    on at by for with without from to into onto over under about after before between through during as
    until while since because when where who whom whose which what why how all any both each every few
    more most other some such only own same too very just also even still again once up down out off
    back away one two first second now always never often really quite much many lot get got go went
    make made thing things way something anything everything everyone someone somebody everybody nobody
    good well like let us"""
)

FILLERS: Final = re.compile(
    r"\b(?:u+m+|u+h+|erm+|hm+|you know|i mean|kind of|sort of|basically|i guess|or whatever|and stuff|"
    r"and so on|"
    r"somehow|whatsoever|like,|, like|well,|so, yeah|yeah|to be honest|actually,)",
    re.IGNORECASE,
)

# Slogans: claims about oneself and about life in general that no example stands behind.
SLOGANS: Final = re.compile(
    r"\b(?:team player|passion(?:ate)?|synerg\w+|win-win|key to success|outside the box|best practices?|"
    r"hard[- ]working|customer is king|everyone is different|"
    r"every (?:child|person|customer|patient|day) is different|"
    r"(?:is|are) (?:always )?(?:very |really |so |extremely )?(?:important|essential|crucial|"
    r"a challenge|the key)|"
    r"my strength|never give up|believe in|you (?:need|have) to|excellent (?:communication )?skills|"
    r"i (?:love|really like|am good at|am very good at)|everything goes well|continuous improvement|"
    r"in my opinion|"
    r"a chance to grow|good feeling for|successful with)\b",
    re.IGNORECASE,
)


# Cause, condition, contrast, comparison: subordinators and conjuncts.
REASONING: Final = _words(
    """because since as so therefore thus hence consequently accordingly if unless otherwise whether provided
    although though but however yet still while whereas instead rather than despite except either which
    why until reason reasons due"""
)

# Time and order: adverbs, prepositions and ordinals.
ORDER: Final = _words(
    """first firstly second secondly third thirdly then next after afterwards before beforehand when whenever
    once until till later finally last lastly eventually meanwhile already soon during within now end
    again immediately early ago previously start begin"""
)

FIRST_PERSON: Final = _words("i we me us my our mine ours myself ourselves")

NUMERALS: Final = _words(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand
    thousands million half third quarter quarters thirds twice dozen double triple"""
)

# Pasts that no ending shows.
STRONG_PAST: Final = _words(
    """was were had did went made gave took wrote found saw knew told said brought bought taught thought led
    ran built sent left kept held lost won met paid sold spoke chose began drew fell rose grew heard
    understood got became broke came drove felt stood sat hung stuck rang swore wore dealt meant slept
    spent caught fought sought laid lay hid bit shook froze woke tore flew threw blew swam sang drank
    gone done made given taken written seen known chosen drawn fallen risen grown become broken driven"""
)

# Quantifiers, degree and necessity without a case: what general statements are made of.
GENERALITIES: Final = _words(
    """always never every everybody everyone everything everywhere anyone anybody anything important very
    really people things something somehow somewhere must essential crucial key basically generally
    obviously certainly"""
)
