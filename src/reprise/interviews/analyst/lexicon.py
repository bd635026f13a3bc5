"""Words and phrases that show structure, reasons, actions, results, or nothing.

English; each list is short on purpose.
"""

from __future__ import annotations

import re
from typing import Final

from reprise.interviews.analyst.stems import stems_in


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

# An answer that declines: what is left of it after these words is measured.
REFUSALS: Final = re.compile(
    r"\b(?:i (?:do not|don['’]t) (?:really )?(?:know|remember|have (?:an|any) (?:answer|idea|example))"
    r"(?: what to (?:say|answer))?|no idea|no answer|(?:i )?can(?:no|['’])?t think of (?:any(?:thing|"
    r"one)?|one)?|"
    r"nothing comes to mind|i have no (?:answer|idea|clue)(?: to that)?|next question|skip(?: this)?|"
    r"pass|sorry|"
    r"please|right now|not sure|somebody else did that)\b",
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


def _kinds(*kinds: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b(?:{kind})\b", re.IGNORECASE) for kind in kinds)


_SPAN = r"(?:minutes?|hours?|days?|weeks?|months?|years?)"
_TIME = r"(?:year|month|week|spring|summer|autumn|winter|december|january|quarter)"
_PERSON = (
    r"(?:customer|client|colleague|father|mother|daughter|patient|owner|boy|girl|pupil|supplier|"
    r"company|man|"
    r"woman|foreman|teammates?)"
)
_CHANGE = (
    r"(?:fell|fall|dropped|drop|rose|went|cut|reduced|increased|improved|decreased|down|up|grew|shrank|came)"
)

# The parts of a told story (STAR: situation, task, action, result). Actions are counted by verbs (ACTIONS).
SITUATION: Final = _kinds(
    rf"(?:last|this|the previous|that) {_TIME}|(?:a|two|three) {_SPAN} ago|in (?:19|20)\d\d|of last year",
    r"in my (?:last|previous|current|former) (?:job|team|role|position|company|project|school|class)|"
    r"at my (?:last|previous|current) (?:job|company|school)|at (?:a|my) (?:job|company)|at work",
    r"when (?:this|it|that|we|i|my|our|she|he|they)|once (?:we|i|a)?|one (?:day|evening|case)|"
    r"on (?:my|a|our) (?:ward|shift|night shift|project|team|site)",
    r"for (?:example|instance)|an example|there was|we (?:had|were)|it took us|i was working|exactly this",
    rf"(?:a|an|the|my|our|one) (?:\w+ )?{_PERSON}",
)
TASK: Final = _kinds(
    r"my (?:task|job|role|goal|responsibility|aim)|"
    r"(?:i|we) (?:was|were|am|be) (?:asked|responsible|supposed|told|in charge)|responsible for",
    r"(?:had|needed|wanted|have|tried) to|goal|target|deadline|aim(?:ed)? (?:at|to)|in order to|asked to",
    r"because|since|problem|worried|complained|issue|risk|so that",
)
RESULT: Final = _kinds(
    r"as a (?:result|consequence)|in the end|finally|eventually|therefore|at the end|afterwards?|since then",
    rf"{_CHANGE} (?:\w+ ){{0,3}}?(?:from|to|by|down|up)|rather than \w+|instead of \w+",
    r"saved?|signed|agreed|thanked|solved|worked|recovered|succeeded|reached|won|happy|satisfied|"
    r"rated|rating|"
    r"served|finished|went live|launched|turned out|allowed",
    rf"after (?:\w+ )?(?:\w+ )?{_SPAN}|within (?:\w+ )?{_SPAN}|{_SPAN} later",
)
LESSON: Final = _kinds(
    r"(?:i|we) (?:have )?(?:learn(?:ed|t)|realised|realized|now)|what i learned|lesson|next time|since then|"
    r"in the future|retrospective|post-mortem|from then on",
)
SEQUENCE: Final = _kinds(
    r"first(?:ly)?|begin|start|before",
    r"second(?:ly)?|then|next|after(?:wards?)?|after that",
    r"third(?:ly)?|finally|at the end|at last|lastly|in the end|as soon as",
    r"meanwhile|in the meantime|while|at the same time|once|when",
)
REASONS: Final = _kinds(
    r"because|since|due to|as (?:it|they|we|i|the|he|she|customers)|reason",
    r"so that|in order to|so (?:we|i|the|it|that|he|she|nobody|there|a)|therefore|"
    r"which (?:made|means|makes)|that is why|this way",
    r"if|unless|otherwise|in case|depend\w*|should it|where (?:that|this)",
    r"instead|rather|compared?(?: (?:to|with))?|alternative\w*|option|versus|not only",
    r"but|although|though|however|drawback|trade-off|price|disadvantage|in spite|accept\w*",
    r"turn(?:ed|s) out|cause[ds]?|explain\w*|reveal\w*|notic\w*|found|find out|discovered|means",
    r"risk|priorit\w*|urgen\w*|critical|danger\w*|safe\w*|worst|affected",
)

ACTIONS: Final = stems_in(
    """check measure call ask write compare test look document record calculate explain inform prepare
    propose add replace introduce move read find list repair book visit map talk listen apologise agree
    invite plan analyse install isolate set take give bring send post roll reproduce deploy verify draw
    change build create group answer note track estimate automate train teach show assign split choose
    decide escalate offer negotiate review count weigh order clean disinfect serve reduce improve define
    design organise contact report monitor store keep return use run tick reconcile approve import scan
    start stop log help identify notice learn mark summarise adjust arrange confirm search switch
    disconnect connect follow collect interview present coach delegate prioritise schedule forecast
    publish configure debug refactor optimise migrate backup wash lay raise assess treat observe feed
    transfer transport load drive inspect seal drill cut weld solder ground label wire enter correct
    accrue audit file pay sort discuss ensure meet tell hire promise step reserve reorganise simplify
    standardise combine mix balance"""
)
