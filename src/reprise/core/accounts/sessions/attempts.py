"""How often somebody may try to sign in.

Three allowances, so that neither one address with many accounts nor one account from many addresses can be
tried at length. The last is what a stranger could use to keep a person out: addresses from which that person
signed in before are spared from it (after the device cookies of OWASP's "Slow Down Online Guessing Attacks").
"""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import Database
from reprise.core.limits import repository, service
from reprise.core.limits.allowance import Limit, network_of

PER_ADDRESS: Final = Limit("sign-in-address", burst=60, seconds=5)
PER_PAIR: Final = Limit("sign-in-pair", burst=10, seconds=30)
PER_ACCOUNT: Final = Limit("sign-in-account", burst=100, seconds=30)
_KNOWN: Final = Limit("sign-in-known", burst=1, seconds=30 * 24 * 3600)


async def take(database: Database, email: str, address: str) -> None:
    """
    Raises:
        TooManyAttemptsError: one of the allowances is used up.
    """
    network = network_of(address)
    charges = [(PER_PAIR, PER_PAIR.key(email, network))]
    if not await service.is_held(database, _KNOWN.key(email, network)):
        charges.append((PER_ACCOUNT, PER_ACCOUNT.key(email)))
    charges.append((PER_ADDRESS, PER_ADDRESS.key(network)))
    await service.take(database, *charges)


async def succeeded(session: AsyncSession, email: str, address: str) -> None:
    """Whoever knew the password has made no wrong tries, and is known here from now on."""
    network = network_of(address)
    await repository.clear(session, PER_PAIR.key(email, network))
    await repository.hold(session, _KNOWN.key(email, network), _KNOWN.seconds)
