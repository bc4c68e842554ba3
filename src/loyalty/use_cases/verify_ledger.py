"""Check the whole ledger from its rows alone: chains, sums, lots, holds; every fault is named."""

from collections.abc import Iterator
from dataclasses import dataclass

from loyalty.ledger.account import AccountKey
from loyalty.ledger.verify import Fault, verify
from loyalty.use_cases.services import Services

PAGE = 200


@dataclass(frozen=True, slots=True)
class Verified:
    """One account that was checked, how many entries it has, and what is wrong with it."""

    account: AccountKey
    entries: int
    faults: tuple[Fault, ...]


def verify_ledger(services: Services) -> Iterator[Verified]:
    """Give every account as it is checked, by member; reads page by page and changes nothing."""
    after: AccountKey | None = None
    while True:
        with services.units.read() as unit:
            keys = unit.ledger.accounts(after=after, limit=PAGE)
            found = [(key, unit.ledger.audit(key)) for key in keys]
        for key, rows in found:
            yield Verified(key, len(rows.entries), tuple(verify(rows)))
        if len(keys) < PAGE:
            return
        after = keys[-1]
