"""From free text to the musical facts it states."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from reprise.songs.engines.composer.keys import MODE_WORDS, Key, parse_key
from reprise.songs.engines.composer.vocabulary import (
    INSTRUMENTS,
    MOODS,
    STOP_WORDS,
    STYLES,
    TEMPO_WORDS,
    UNSUPPORTED,
    phrases,
    plain,
)

MIN_TEMPO, MAX_TEMPO = 30.0, 240.0
MAX_MOODS = 2
ONLY = {"solo", "only", "alone", "unaccompanied"}

_TEMPO = re.compile(
    r"(?:\btempo\s*(?:of|:)?\s*)?(\d+(?:\.\d+)?)\s*(?:bpm\b|beats per minute\b)|\btempo\s*(?:of|:)?\s*"
    r"(\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
_ACCIDENTAL = r"(?:\s*[#♯♭]|b|[\s-](?:sharp|flat))"
_KEY_WITH_MODE = re.compile(
    rf"\b([A-G]{_ACCIDENTAL}?[\s-]*(?:{'|'.join(MODE_WORDS)}))\b(?!\s+(?:mood|feel|feeling|sound|tone))",
    re.IGNORECASE,
)
_ARTICLE_MODE = re.compile(r"\ba\s+(major|minor)\s+(?:key|mode|scale|mood|feel|feeling|sound|tone)\b")
_BARE_KEY = re.compile(
    rf"\b(?:[Ii]n|[Kk]ey(?:\s+of|:)?)\s+(?:the\s+key\s+of\s+)?((?:[A-Ga-g]{_ACCIDENTAL})|[B-G](?![\w'#♯♭])"
    r"|A(?=\s*(?:[,.;]|$)))(?!\w)"
)
_LONE_KEY = re.compile(rf"(?:^|[,;])\s*([A-G]{_ACCIDENTAL}?)\s*(?=[,;]|$)")
_SPELLINGS = (
    (re.compile("[\u2010-\u2015\u2212]"), "-"),
    (re.compile("[\u2018\u2019]"), "'"),
    (re.compile("[\u200b-\u200d\ufeff]"), ""),
    (re.compile(r"\bw/o\b", re.IGNORECASE), "without"),
    (re.compile(r"\bw/(?=\s|\w)", re.IGNORECASE), "with "),
    (re.compile(r"(?<=\s)&(?=\s)"), "and"),
    (
        re.compile(
            r"\b(?:don't|do not|doesn't|does not)\s+(?:use|add|play|want|include|have)\b", re.IGNORECASE
        ),
        "no",
    ),
    (re.compile(r"\b([a-z]+)[\s-]free\b", re.IGNORECASE), r"no \1"),
)
_WORD = re.compile(r"[^\s,.;:!?()\[\]\"“”/|+]+|[,.;]")
_NEGATIONS = {"no", "without", "not", "minus", "non"}
_CONJUNCTIONS = (["or"], ["nor"], ["and"])
_NEGATION_FILLERS = {"any", "the", "too", "a", "or", "nor", "very"}


def _meanings() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every known phrase with all that it says, such as both style and instrument."""
    known: dict[str, list[tuple[str, str]]] = {}
    for kind, words in (("style", STYLES), ("mood", MOODS), ("instrument", INSTRUMENTS)):
        for phrase, name in phrases(words).items():
            known.setdefault(phrase, []).append((kind, name))
    for phrase, extra in (("piano ballad", "piano"), ("string quartet", "cello")):
        known[phrase].append(("instrument", extra))
    known.update({plain(word): [("tempo", word)] for word in TEMPO_WORDS})
    known.update({word: [("mode", mode)] for word, mode in MODE_WORDS.items() if len(word) > 2})
    known.update({plain(word): [("unsupported", word)] for word in UNSUPPORTED})
    known["drumless"] = [("excluded", "drums")]
    return {phrase: tuple(meanings) for phrase, meanings in known.items()}


_MEANINGS = _meanings()
_LONGEST = max(len(phrase.split()) for phrase in _MEANINGS)


@dataclass(slots=True)
class Reading:
    """What a text says. `complete` means that no instrument may be added to those named."""

    style: str | None = None
    moods: list[str] = field(default_factory=list)
    tempo: float | None = None
    tempo_factor: float | None = None
    key: Key | None = None
    mode: str | None = None
    primary: list[str] = field(default_factory=list)
    secondary: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    complete: bool = False
    not_understood: list[str] = field(default_factory=list)

    def miss(self, word: str) -> None:
        """Notes a word that has no effect, once."""
        if word not in self.not_understood:
            self.not_understood.append(word)


def read(text: str) -> Reading:
    """The facts of a text; a word without effect goes to `not_understood`, in the order of the text."""
    reading = Reading()
    rest = _take_tempo(_plainly_spelt(text), reading)
    rest = _take_key(rest, reading)
    words = _WORD.findall(rest)
    reading.complete = any(plain(word) in ONLY for word in words)
    _take_phrases(words, reading)
    return reading


def _plainly_spelt(text: str) -> str:
    """Compatible characters, plain hyphens and apostrophes, and negations as "no" or "without"."""
    text = unicodedata.normalize("NFKC", text)
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return text


def _take_tempo(text: str, reading: Reading) -> str:
    match = _TEMPO.search(text)
    if match is None:
        return text
    tempo = float(match.group(1) or match.group(2))
    if MIN_TEMPO <= tempo <= MAX_TEMPO:
        reading.tempo = tempo
    else:
        reading.miss(match.group(0).strip())
    return text[: match.start()] + " , " + text[match.end() :]


def _take_key(text: str, reading: Reading) -> str:
    if match := _ARTICLE_MODE.search(text):
        reading.mode = match.group(1)
    elif match := _KEY_WITH_MODE.search(text) or _BARE_KEY.search(text) or _LONE_KEY.search(text):
        reading.key = parse_key(match.group(1))
    if match is None:
        return text
    return text[: match.start()] + " , " + text[match.end() :]


def _take_phrases(words: list[str], reading: Reading) -> None:
    spoken = [plain(word) for word in " ".join(words).replace("-", " ").split()]
    position, negated, secondary = 0, False, False
    while position < len(spoken):
        word = spoken[position]
        if word == ";":
            secondary = reading.complete = True
        length, meanings = _longest_match(spoken, position)
        if length:
            _apply(meanings, " ".join(spoken[position : position + length]), reading, negated, secondary)
            negated = negated and spoken[position + length : position + length + 1] in _CONJUNCTIONS
        elif word in _NEGATIONS:
            negated = True
        elif word not in _NEGATION_FILLERS and not (negated and word == "and"):
            negated = False
            if word not in STOP_WORDS and word not in ",.;":
                reading.miss(word)
        position += max(1, length)


def _longest_match(spoken: list[str], position: int) -> tuple[int, tuple[tuple[str, str], ...]]:
    for length in range(min(_LONGEST, len(spoken) - position), 0, -1):
        phrase = " ".join(spoken[position : position + length])
        for form in (phrase, phrase.removesuffix("s")):
            if form in _MEANINGS:
                return length, _MEANINGS[form]
    return 0, ()


def _apply(
    meanings: tuple[tuple[str, str], ...], phrase: str, reading: Reading, negated: bool, secondary: bool
) -> None:
    for kind, name in meanings:
        if negated:
            if kind == "instrument":
                reading.excluded.append(name)
        elif kind == "instrument":
            _add_instrument(name, reading, secondary)
        elif kind == "excluded":
            reading.excluded.append(name)
        elif not _set_fact(kind, name, reading):
            reading.miss(phrase)


def _add_instrument(name: str, reading: Reading, secondary: bool) -> None:
    if name not in reading.primary + reading.secondary:
        (reading.secondary if secondary else reading.primary).append(name)


def _set_fact(kind: str, name: str, reading: Reading) -> bool:
    """Takes a style, mood, mode or tempo word; False when it has no effect because another came first."""
    if kind == "style":
        reading.style = reading.style or name
        return reading.style == name
    if kind == "mood":
        if name not in reading.moods and len(reading.moods) < MAX_MOODS:
            reading.moods.append(name)
        return name in reading.moods
    if kind == "mode":
        reading.mode = reading.mode or name
        return reading.mode == name
    if kind == "tempo":
        reading.tempo_factor = TEMPO_WORDS[name]
        return True
    return False
