"""Learns the weights of the sentence gate from the sentences beside this file.

    python scripts/sentence_gate/train.py            writes them
    python scripts/sentence_gate/train.py --held-out measures: each kind of text judged by the others

Each file is one kind of talk, of answer (a profession) or of chatter; each line is one text, and every
sentence of it belongs to the class of its folder. Multinomial logistic regression with a penalty on large
weights; sums over whole batches in one fixed order, so that every machine learns the same to two decimals.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reprise.interviews.analyst.marks import marks
from reprise.interviews.analyst.sentences import split_sentences

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[1] / "src/reprise/interviews/analyst/gate.json"
CLASSES = ("answers", "talk", "chatter")
SEEN_AT_LEAST = 2
PENALTY = 1.0
ROUNDS = 250
FOLDS = 8

Floats = NDArray[np.float64]
Weights = dict[str, list[float]]


@dataclass(frozen=True)
class Sentence:
    """One sentence, the class it belongs to, and the file it stands in."""

    text: str
    of: int
    kind: str


def sentences() -> list[Sentence]:
    return [
        Sentence(sentence, of, path.stem)
        for of, folder in enumerate(CLASSES)
        for path in sorted((HERE / folder).glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for sentence in split_sentences(line)
    ]


def learn(from_: list[Sentence]) -> Weights:
    """For every mark what it adds for talk and for chatter, against answer."""
    seen = [sorted(marks(one.text)) for one in from_]
    counts = Counter(mark for one in seen for mark in one)
    names = ["", *sorted(mark for mark, count in counts.items() if count >= SEEN_AT_LEAST)]
    index = {name: place for place, name in enumerate(names)}
    places = [[0, *(index[mark] for mark in one if mark in index)] for one in seen]
    found = _fit(places, np.array([one.of for one in from_]), len(names))
    against = np.round(found - found[:, :1], 2)
    return {
        name: [float(row[1]), float(row[2])]
        for name, row in zip(names, against, strict=True)
        if row[1:].any()
    }


def _fit(places: list[list[int]], of: NDArray[np.int64], size: int) -> Floats:
    """Gradient descent with momentum (Nesterov); each mark's step is the longest that cannot overshoot."""
    rows = np.repeat(np.arange(len(places)), [len(one) for one in places])
    columns = np.concatenate([np.array(one) for one in places])
    share = np.bincount(of, minlength=len(CLASSES))
    weight = (len(of) / len(CLASSES) / share)[of][:, None]
    wanted = np.eye(len(CLASSES))[of]
    found = ahead = np.zeros((size, len(CLASSES)))
    length = np.bincount(rows)
    bound = PENALTY + 0.5 * np.bincount(columns, (weight[:, 0] * length)[rows], size)
    momentum = 1.0
    for _ in range(ROUNDS):
        gradient = PENALTY * ahead
        error = weight * (_softmax(_sums(ahead[columns], rows, len(places))) - wanted)
        gradient = gradient + _sums(error[rows], columns, size)
        after = ahead - gradient / bound[:, None]
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = after + (momentum - 1) / following * (after - found)
        found, momentum = after, following
    return found


def _sums(values: Floats, by: NDArray[np.int64], size: int) -> Floats:
    return np.stack([np.bincount(by, column, size) for column in values.T], axis=1)


def _softmax(values: Floats) -> Floats:
    grown = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True))


def chances(weights: Weights, text: str) -> Floats:
    sums = np.zeros(len(CLASSES))
    for mark in ("", *marks(text)):
        sums[1:] += weights.get(mark, (0.0, 0.0))
    return np.asarray(_softmax(sums[None])[0])


def held_out(folds: int = FOLDS) -> list[tuple[Sentence, Floats]]:
    """The sentences of the first `folds` folds with their chances after learning from other kinds only."""
    every = sentences()
    kinds = sorted({(one.of, one.kind) for one in every})
    fold = {kind: place % FOLDS for place, kind in enumerate(kinds)}
    found = []
    for number in range(folds):
        weights = learn([one for one in every if fold[one.of, one.kind] != number])
        judged = [one for one in every if fold[one.of, one.kind] == number]
        found += [(one, chances(weights, one.text)) for one in judged]
    return found


def measured() -> str:
    found = held_out()
    rows = ["chance of an answer below   left out of: " + "  ".join(CLASSES)]
    for limit in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        shares = [
            np.mean([chance[0] < limit for one, chance in found if one.of == of])
            for of in range(len(CLASSES))
        ]
        rows.append(f"{limit:.1f}  " + "  ".join(f"{share:.3f}" for share in shares))
    return "\n".join(rows)


def main() -> None:
    if "--held-out" in sys.argv:
        print(measured())
        return
    lines = (
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}"
        for name, row in learn(sentences()).items()
    )
    WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
