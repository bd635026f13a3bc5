"""`reprise worker`, and what whoever starts one has to know."""

from __future__ import annotations

from typing import Final

PARENT_VARIABLE: Final = "REPRISE_INTERNAL_PARENT"
EXECUTOR_VARIABLE: Final = "REPRISE_INTERNAL_EXECUTOR"
DRAIN_SECONDS: Final = 5.0
"""How long running work may go on after a request to stop."""
