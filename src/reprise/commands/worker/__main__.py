"""The process that `serve` starts, and that a worker replaces itself by."""

from __future__ import annotations

from reprise.core.loading import loading

with loading():
    from reprise.commands.worker.working import main
    from reprise.core.settings import load

if __name__ == "__main__":
    main(load())
