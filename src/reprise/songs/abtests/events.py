"""What happens to a test, on the stream of all jobs.

That its pairs are made is told there by their jobs' own `done`.
"""

from __future__ import annotations

from typing import Final, Literal
from uuid import UUID

from reprise.core.events.repository import News

TOPIC: Final = "jobs"
_KIND: Final = "ab_test"

Change = Literal["created", "changed", "generating", "voted", "joined", "closed", "deleted"]


def changed(ab_test_id: UUID, change: Change) -> News:
    return ab_test_id, _KIND, {"ab_test_id": str(ab_test_id), "change": change}
