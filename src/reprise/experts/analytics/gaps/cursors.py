"""The place behind a gap in their list, which is ordered by how often and by what was asked."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from reprise.core.paging import no_cursor


@dataclass(frozen=True, slots=True)
class GapCursor:
    searches: int
    query_key: str

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.searches}|{self.query_key}".encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, value: str) -> GapCursor:
        """
        Raises:
            UnprocessableError: it is none.
        """
        try:
            raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()
            searches, separator, query_key = raw.partition("|")
            if not separator or not searches.isdecimal() or len(searches) > 9 or "\x00" in query_key:
                raise no_cursor()
            return cls(int(searches), query_key)
        except (ValueError, binascii.Error):
            raise no_cursor() from None
