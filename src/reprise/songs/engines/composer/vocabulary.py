"""The words the composer knows: canonical names, each with other ways to say it."""

from __future__ import annotations

from collections.abc import Mapping

from reprise.songs.engines.composer.keys import MODES, Key, parse_key

__all__ = ["INSTRUMENTS", "MODES", "MOODS", "STYLES", "Key", "canonical_instrument", "parse_key"]

STYLES: Mapping[str, tuple[str, ...]] = {
    "ambient": ("atmospheric", "drone", "soundscape", "new age", "meditation", "meditative", "spa"),
    "ballad": ("piano ballad", "power ballad", "lullaby"),
    "lo-fi": (
        "lofi",
        "lo fi hip hop",
        "lofi hip hop",
        "chillhop",
        "lo fi beats",
        "lofi beats",
        "study beats",
    ),
    "house": ("deep house", "edm", "dance", "disco", "electronic", "electronica", "club"),
    "techno": ("minimal techno", "trance", "rave"),
    "rock": ("indie rock", "hard rock", "punk", "metal", "heavy metal", "indie"),
    "jazz": ("jazzy", "swing", "bebop", "cocktail jazz", "smooth jazz", "big band"),
    "classical": ("baroque", "chamber music", "chamber", "sonata", "minuet", "neoclassical"),
    "folk": ("acoustic", "country", "bluegrass", "celtic", "singer songwriter"),
    "hip-hop": ("hip hop", "hiphop", "rap beat", "boom bap", "trap", "trip hop"),
    "funk": ("funky", "soul", "r&b", "rnb", "groove", "groovy"),
    "cinematic": ("orchestral", "film score", "film music", "soundtrack", "trailer", "score", "orchestra"),
    "pop": ("poppy", "synth pop", "synthpop", "indie pop", "k pop"),
    "bossa nova": ("bossa", "samba", "latin", "latin jazz"),
    "reggae": ("dub", "ska", "rocksteady", "dancehall"),
    "blues": ("bluesy", "rhythm and blues", "boogie", "boogie woogie"),
}

MOODS: Mapping[str, tuple[str, ...]] = {
    "happy": ("joyful", "cheerful", "joyous", "sunny", "uplifting", "merry", "bright", "feel good"),
    "sad": (
        "melancholic",
        "melancholy",
        "sorrowful",
        "mournful",
        "lonely",
        "heartbroken",
        "wistful",
        "somber",
    ),
    "calm": (
        "peaceful",
        "relaxing",
        "relaxed",
        "gentle",
        "quiet",
        "soft",
        "soothing",
        "tranquil",
        "chill",
        "mellow",
        "serene",
        "cozy",
        "smooth",
        "sleepy",
        "warm",
        "chilled",
    ),
    "dark": ("gloomy", "ominous", "sinister", "brooding", "moody", "haunting", "scary"),
    "tense": ("suspenseful", "anxious", "nervous", "dramatic", "suspense"),
    "epic": ("heroic", "triumphant", "majestic", "powerful", "grand", "anthemic"),
    "romantic": ("tender", "loving", "sweet", "intimate", "love", "sensual"),
    "dreamy": ("ethereal", "floating", "hypnotic", "spacey", "dreamlike", "airy"),
    "energetic": ("upbeat", "driving", "lively", "exciting", "intense", "punchy", "danceable"),
    "mysterious": ("mystical", "eerie", "enigmatic", "magical"),
    "hopeful": ("optimistic", "inspiring", "inspirational", "motivational"),
    "playful": ("fun", "quirky", "whimsical", "bouncy", "funny"),
    "nostalgic": ("bittersweet", "reflective", "sentimental", "vintage", "retro"),
    "aggressive": ("angry", "furious", "fierce", "brutal"),
}

INSTRUMENTS: Mapping[str, tuple[str, ...]] = {
    "piano": ("grand piano", "acoustic piano", "felt piano", "upright piano", "pianos"),
    "electric piano": ("rhodes", "wurlitzer", "e piano", "epiano", "keys", "keyboard"),
    "organ": ("hammond", "church organ", "pipe organ"),
    "guitar": ("acoustic guitar", "nylon guitar", "classical guitar", "ukulele", "banjo", "lute"),
    "electric guitar": ("distorted guitar", "lead guitar"),
    "harp": (),
    "bass": ("bass guitar", "electric bass", "bassline", "bass line"),
    "upright bass": ("double bass", "contrabass", "acoustic bass"),
    "synth bass": ("sub bass", "808", "acid bass", "synthesizer bass"),
    "strings": ("string section", "string ensemble", "string quartet", "violins", "cellos"),
    "violin": ("fiddle", "viola", "solo violin"),
    "cello": (),
    "flute": ("recorder", "whistle", "pan flute"),
    "clarinet": ("oboe", "woodwind"),
    "brass": ("trumpet", "horn", "french horn", "trombone", "brass section"),
    "choir": ("choral", "voices of a choir"),
    "pad": ("synth pad", "warm pad", "synth strings"),
    "synth lead": ("lead synth", "lead", "saw lead"),
    "synth": ("synthesizer", "synthesiser", "synth pluck", "pluck", "arpeggiator"),
    "bells": ("bell", "glockenspiel", "music box", "celesta", "chimes", "tubular bells"),
    "marimba": ("xylophone", "kalimba", "balafon"),
    "vibraphone": ("vibes",),
    "drums": (
        "drum",
        "drum kit",
        "drum machine",
        "drumbeat",
        "beat",
        "beats",
        "four on the floor",
        "breakbeat",
    ),
    "percussion": ("shaker", "congas", "bongos", "tambourine", "hand drums", "hand percussion"),
}

TEMPO_WORDS: Mapping[str, float] = {
    "very slow": 0.62,
    "slow": 0.76,
    "slowly": 0.76,
    "largo": 0.6,
    "adagio": 0.7,
    "downtempo": 0.85,
    "andante": 0.85,
    "laid back": 0.9,
    "moderate": 1.0,
    "medium": 1.0,
    "mid tempo": 1.0,
    "moderato": 1.0,
    "quick": 1.2,
    "fast": 1.25,
    "fast paced": 1.25,
    "allegro": 1.25,
    "very fast": 1.45,
    "presto": 1.45,
}
"""Factors on the usual tempo of a style."""

UNSUPPORTED = (
    "drum and bass",
    "drum n bass",
    "vocal",
    "vocals",
    "voice",
    "voices",
    "singer",
    "singing",
    "sung",
    "lyrics",
    "rap",
    "rapping",
)
"""Known words that the composer cannot follow: music is instrumental."""

STOP_WORDS = frozenset(
    """
    a an the in on at of for with and or to by from my me i we you it its is are be that this like as into
    music song songs track tune piece instrumental composition loop background key tempo bpm style mood feel
    feeling vibe vibes sound sounds sounding make create compose write play played playing please give some
    want would something very really quite bit little slightly more most featuring feature features having
    has plus over under around about solo only alone unaccompanied just any scale mode beats per minute
    but use two three several rhythm
    melody harmony chords genre type kind one while where which so such nice good
    """.split()
)


def phrases(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Every way to say a canonical name, as plain lower-case words, to that name."""
    spoken = {plain(name): name for name in words}
    for name, others in words.items():
        spoken.update({plain(other): name for other in others})
    return spoken


def plain(text: str) -> str:
    """Lower case, hyphens and runs of blanks as one blank."""
    return " ".join(text.lower().replace("-", " ").replace("_", " ").split())


_INSTRUMENT_PHRASES = phrases(INSTRUMENTS)


def canonical_instrument(text: str) -> str | None:
    """The name in INSTRUMENTS that a text means ("Rhodes" is an electric piano), or None."""
    spoken = plain(text)
    return _INSTRUMENT_PHRASES.get(spoken) or _INSTRUMENT_PHRASES.get(spoken.removesuffix("s"))
