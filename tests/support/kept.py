"""`python -m tests.support.kept COMMAND…` starts a program again whenever it ends, as systemd does."""

from __future__ import annotations

import sys
import time

from tests.support import tied

_PAUSE = 0.5


def main(command: list[str]) -> None:
    while True:
        status = tied.start(command).wait()
        print(f"kept: it ended with {status}", file=sys.stderr, flush=True)
        time.sleep(_PAUSE)


if __name__ == "__main__":
    main(sys.argv[1:])
