"""Sentences out of answers that were written to be slow."""

from __future__ import annotations

import resource
import subprocess
import sys

from reprise.interviews.analyst.sentences import split_sentences

SPLIT_FIVE = """
from reprise.interviews.analyst.sentences import split_sentences
for space in " \\t\\u2003\\v\\f":
    assert len(split_sentences("We did" + space * 19_980 + "x because")) == 1
"""
CPU_S = 5


def test_many_spaces_are_as_one() -> None:
    one, many = (" ".join(split_sentences(f"We did{' ' * n}x because").pop().split()) for n in (1, 19_980))
    assert one == many == "We did x because"
    assert split_sentences("We did   <b>") == split_sentences("We did <b>") == ["We did", "<b>"]


def test_many_spaces_cost_no_more_than_other_letters() -> None:
    """Backtracking over each run of spaces takes minutes of CPU, and the kernel ends the process."""
    subprocess.run(
        [sys.executable, "-c", SPLIT_FIVE],
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S)),
    )
