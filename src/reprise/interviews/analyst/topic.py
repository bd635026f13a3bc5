"""What an answer should be about: the question, the posting, and the subjects that both belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reprise.interviews.analyst.lexicon import STOPWORDS
from reprise.interviews.analyst.private_life import PRIVATE_LIFE, WORK_OF
from reprise.interviews.analyst.professions import FIELDS, QUESTIONS_OF
from reprise.interviews.analyst.relevance import Hits
from reprise.interviews.analyst.sentences import words_of
from reprise.interviews.analyst.stems import stem, stems_in
from reprise.interviews.analyst.transcript import Posting
from reprise.interviews.analyst.workplace import WORKPLACE

# Words that questions of any topic are made of.
_ASKING: Final = stems_in(
    """tell describe time give example would you do how what when why explain talk about person day week
    month year moment again
    happen need really find out decide respond work look situation experience already become new next last
    full same few"""
)
_FIELDS_AT_MOST: Final = 3
_SUBJECTS: Final = {**FIELDS, **WORKPLACE, **PRIVATE_LIFE}
AT_WORK: Final = frozenset[str]().union(*FIELDS.values(), *WORKPLACE.values())
# So many words make a subject the question's; a word of the question counts as two of the posting. A field of
# work also needs a third of what the nearest one has.
_BELONGS: Final = 3
_SHARE_OF_NEAREST: Final = 1 / 3


@dataclass(frozen=True, slots=True)
class Topic:
    """Stems of the question, of the posting, and of the subjects that both belong to.

    `own` and `other` are the fields of work that belong to the question, and those that do not; `private` is
    what belongs to neither.
    """

    question: frozenset[str]
    posting: frozenset[str]
    subject: frozenset[str]
    own: tuple[frozenset[str], ...]
    other: tuple[frozenset[str], ...]
    private: frozenset[str]

    def near(self, stems: frozenset[str]) -> frozenset[str]:
        """Those of `stems` that belong to the question, the posting or their subjects."""
        return (stems & self.question) | (stems & self.posting) | (stems & self.subject)

    def hits(self, sentences: Sequence[Sequence[str]]) -> Hits:
        """`sentences`: the words of each, lower case."""
        stems = [_meaning(words) for words in sentences]
        content = frozenset[str]().union(*stems)
        said = self.question | self.posting
        subject = (content & self.subject) - said
        rest = content - said - subject
        private = rest & self.private
        return Hits(
            question=len(content & self.question),
            posting=len((content & self.posting) - self.question),
            subject=len(subject),
            workplace=len(rest & AT_WORK),
            private=len(private),
            elsewhere=self._elsewhere(content, said),
            content=len(content),
            words=sum(map(len, sentences)),
            sentences=len(sentences),
            private_sentences=sum(not private.isdisjoint(one) for one in stems),
        )

    def _elsewhere(self, content: frozenset[str], said: frozenset[str]) -> int:
        """0 for a posting of no known field: nothing can fit better than what is not known."""
        if not self.own:
            return 0
        own = max(len(content & (field | said)) for field in self.own)
        return max(len(content & (field - said)) for field in (*self.other, frozenset[str]())) - own


@lru_cache(maxsize=256)
def topic_of(posting: Posting, question: str) -> Topic:
    asked, wanted = content_stems(words_of(question)), _wanted(posting)
    near = {name: 2 * len(stems & asked) + len(stems & wanted) for name, stems in _SUBJECTS.items()}
    enough = max(_BELONGS, max(near[name] for name in FIELDS) * _SHARE_OF_NEAREST)
    own = {name for name in FIELDS if near[name] >= enough}
    around = {name for name in near if name not in FIELDS and near[name] >= _BELONGS}
    private = [stems for name, stems in PRIVATE_LIFE.items() if own.isdisjoint(WORK_OF.get(name, ()))]
    return Topic(
        question=asked,
        posting=wanted,
        subject=frozenset[str]().union(*(_SUBJECTS[name] for name in own | around)),
        own=tuple(FIELDS[name] for name in FIELDS if name in own),
        other=tuple(FIELDS[name] for name in FIELDS if name not in own),
        private=frozenset[str]().union(*private),
    )


def fields_of(posting: Posting) -> list[str]:
    """Names of the fields of work that the posting belongs to, nearest first.

    None if it uses the words of none: one or two common words are chance.
    """
    wanted = _wanted(posting)
    nearness: dict[str, int] = {}
    for field, stems in FIELDS.items():
        name = QUESTIONS_OF.get(field, field)
        nearness[name] = max(nearness.get(name, 0), len(stems & wanted))
    best = sorted(
        (name for name in nearness if nearness[name] >= 3), key=lambda name: (-nearness[name], name)
    )
    return [name for name in best[:_FIELDS_AT_MOST] if nearness[name] >= nearness[best[0]] / 2]


def content_stems(words: Iterable[str]) -> frozenset[str]:
    """Stems of the words that carry meaning, without those that every question is made of."""
    return _meaning(words) - _ASKING


def _meaning(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words if word not in STOPWORDS and len(word) > 1)


def _wanted(posting: Posting) -> frozenset[str]:
    return content_stems(words_of(" ".join((posting.title, posting.description, *posting.tech_stack))))
