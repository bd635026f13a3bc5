"""The process that makes MIDI or stems of one sample: `python -m`, then parent and target.

Its input is the request as JSON. A process of its own, because engines never run in that of the API.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Final

from reprise.core.operations.lifeline import die_with_parent
from reprise.songs.generation.engine_host import ONE_THREAD

_NICENESS: Final = 5


def main(parent: str, target: str) -> None:
    die_with_parent(int(parent))
    os.nice(_NICENESS)
    os.environ.update(ONE_THREAD)
    # Libraries read the above when they are loaded, and engines load theirs when they work.
    from reprise.songs.engines.registry import load_engines
    from reprise.songs.generation.exporting import export_to_file
    from reprise.songs.generation.request_document import request_from

    asked = json.load(sys.stdin)
    engine = load_engines(asked["engines"])[asked["engine"]]
    export_to_file(engine, asked["export"], request_from(asked), Path(target), lambda share, stage: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
