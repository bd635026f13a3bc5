"""What may be tried how often."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """`burst` tries at once, then one every `seconds`: the generic cell rate algorithm (ITU-T I.371)."""

    name: str
    burst: int
    seconds: float

    def key(self, *subject: str) -> str:
        """The row of one subject. A digest: the table should not tell who tried what from where."""
        joined = "\x1f".join(subject).encode("utf-8", "replace")
        return f"{self.name}:{hashlib.sha256(joined).hexdigest()[:48]}"


def network_of(address: str) -> str:
    """What one subscriber has: an IPv4 address, or the /64 of an IPv6 address (RFC 6177)."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
