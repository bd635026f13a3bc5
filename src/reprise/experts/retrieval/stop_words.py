"""Words that say nothing of a subject, or little: of grammar, of asking politely, of everyday life."""

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
    """.split()
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
    """.split()
)

EVERYDAY: Final = frozenset(
    """
    able accept accident actually add afraid afternoon age ago ahead air almost alone along already
    alright always amount angry annoying answer anymore anything anyway anywhere apart april area around
    arrive arrived ask asked asks august away awful awkward back bad ball barely bear beautiful became
    become becomes bed began begin beginning behind believe belong beside big bigger biggest bit black
    blame blue born bother bottom bought box boy break breaks bright bring brings broke broken brother
    brought burn busy buy buying calling came cannot care careful carry case catch cause certain chance
    change changed changes changing cheap cheaper check choice choose city clear clearly close closed
    cold come comes coming common complain complaint complaints complete completely confused copy corner
    correct cost costs couple course cover crazy cross cry current currently cut dad dark date daughter
    day days dead deal dear death december decide decided deep definitely die died difference different
    difficult disaster discuss door doubt drop dry ear early easily east easy eat eight eighteen eighty
    eleven else empty end ended ends enough entire entirely equal especially even evening event
    eventually everybody everyday everyone everything everywhere exact exactly example except excited
    existing expect expensive explain extra extremely eye face fact fail failed fails fair fairly fall
    familiar far fast father favorite favourite fear february feel feeling feels feet fell felt fifteen
    fifty fight figure fill final finally fine finger finish finished firm first five fix fixed floor
    fly follow following foot forever forget forgot forty forward found four fourteen free friday friend
    friendly friends front full fully fun funny future gave general generally gentle girl give given
    gives giving goal gone grandma green ground group grow growing guess guest guests half hand handle
    happen happened happening happens happy hard hardly hate head hear heard heart heavy height held
    hello here's hey high higher hit hits hold hole home honest honestly horrible hot hour hours huge
    hundred hundreds hurry hurt husband idea imagine immediately important impossible include including
    inside instead item january joke july jump june keep keeps kept key kill killing kind kinda knew
    known lady large last late lately later latest laugh lay lead leading leave leaves leaving left leg
    less letter letters level lie life likely line list listen little live lived lives living long
    longer looked looks lose loses losing loss lost loud love loved low lower luck lucky mad made main
    mainly major make makes making man manage many march mark mate matter matters maximum mean means
    meant meet meeting member men mention mess message messages met middle million mind minimum minute
    minutes miss missing mistake moment monday money month monthly months morning mother mouth move
    moved moves moving mum name named nearby nearly necessary neck neighbor neighbors neighbour
    neighbours nephew never new next night nine nineteen ninety nobody noise none normal normally north
    nose note nothing notice november nowhere number numbers obvious obviously october odd offer offered
    offers often ok okay old older ones online onto opened opening opinion opposite order ordinary
    otherwise outside overall owner pack packed page paid parent parents part particular particularly
    pass past pay paying pays perhaps period person personal pick piece pieces place places plain plan
    play please plenty plus point pretty previous probably problem problems proper properly pull purpose
    push put puts putting quarter quiet quit quite race ran rate reach read ready real reason reasonable
    recent recently red refuse refused regular regularly remain remember remove repeat replace reply
    report rest result results return rid rise risk road room rough round rude rule rules run running
    runs sad safe said sat saturday save saw say saying says scare scared scaring seat second see seem
    seems seen self sense sent separate september serious seriously serve set seven seventeen seventy
    several shape share sharp she'll shift shop short shortly shouldn't shout shouts shut sick side sign
    similar simple simply single sink sister sit situation six sixteen sixty size slow slowly small
    smooth so-called social soft sold solution solve somebody's someday someone's sometimes son south
    space spare special specific spend spending spent split spot spring stand standard star start
    started starting starts state stay stays step still stood stop stopped stopping store straight
    strange street stress strong stuck stuff stupid subject suddenly suffer summer sunday supposed sure
    surely surprise take taken takes taking talking tall task ten terrible thick thin third thirteen
    thirty thought thousand thousands three threw throw thursday tidy tight till time times tip tips
    tired today together told tomorrow tonight took top total totally touch tough town trial trip
    trouble true truth tuesday turn turned turns twelve twenty twice two type types unable unless
    unusual upset use used useless uses using usual usually value various visit wait waiting wake walk
    walks wall warm waste watch way ways wednesday week weekend weekends weekly weeks weird went west
    wet whatever whenever wherever whole wide wife win window winter woman women word words world
    worried worry worse worst worth writes written wrong wrote year years yell yellow yes yesterday
    young yourself zero
    """.split()
)
