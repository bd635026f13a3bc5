"""Words that say nothing of a subject: those of grammar, and those of asking politely for somebody."""

from __future__ import annotations

from typing import Final

FUNCTION_WORDS: Final = frozenset(
    """
    a about above after again against ain't all also although am among an and any are aren't as at be
    because been before being below between both but by can can't cannot could couldn't d did didn't do
    does doesn't doing don't done down during each either else etc ever every few for from further get
    gets getting go goes going got had hadn't has hasn't have haven't having he he's her here hers
    herself him himself his how how's i i'd i'll i'm i've if in into is isn't it it's its itself just
    let let's like ll m may me might mine more most much must my myself near neither no nor not now of
    off on once one only or other others our ours ourselves out over own per quite rather re really s
    same shall shan't she she's should shouldn't since so some such t than that that's the their theirs
    them themselves then there there's these they they're this those though through to too toward
    towards under until up upon us ve very via was wasn't we we'd we'll we're we've were weren't what
    what's when where whether which while who who's whom whose why will with within without won't would
    wouldn't yet you you'd you'll you're you've your yours yourself yourselves
    """.split()  # noqa: SIM905  # a list of three hundred quoted words is nothing to read
)

FRAMING: Final = frozenset(
    """
    advice advise adviser advisor anybody anyone appreciate ask asking assist assistance available best
    better book call chat connect consult consultant consulting contact could dear desperately expert
    expertise experts find finding good great guidance guide guy hello help helped helping helps hey hi
    hire hiring hope ideally interested involve kindly know knowledgeable knows look looking lots love
    maybe meet need needed needing needs nice offer open opinion people perfect person please pls
    possible possibly prefer preferably problem professional professionals question questions quick
    quickly recommend recommendation recommendations recommended regarding require required requires
    right search searching seek seeking send show skilled somebody someone something somewhere soon sort
    speak specialise specialised specialises specialist specialists specialize specialized specializes
    struggle struggling suggest suggestion suggestions suitable support sure talented talk tell thank
    thanks thing things think try trying understand understands urgent urgently useful want wanted
    wanting wants well wish wonder wondering work worked working works would
    """.split()  # noqa: SIM905
)
