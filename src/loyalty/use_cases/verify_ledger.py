"""Check the whole ledger from its rows alone: chains, sums, lots, holds, pairs; every fault is named."""

from collections.abc import Iterator
from dataclasses import dataclass

from loyalty.kernel.refusal import UNREADABLE
from loyalty.ledger.account import AccountKey
from loyalty.ledger.reading.pairs import Pairs
from loyalty.ledger.verify import Fault, verify
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services

PAGE = 200


@dataclass(frozen=True, slots=True)
class Verified:
    """One account that was checked, how many entries it has, and what is wrong with it.

    What is wrong between two accounts comes last, ``again`` at the account where it was met first.
    """

    account: AccountKey
    entries: int
    faults: tuple[Fault, ...]
    again: bool = False


def count_accounts(services: Services) -> int:
    """Give how many accounts there are to check."""
    with services.units.read() as unit:
        return unit.ledger.count_accounts()


def verify_ledger(services: Services) -> Iterator[Verified]:
    """Give every account as it is checked, by member; reads page by page and changes nothing.

    Last come accounts whose balance is gone, which no page has, and pairs that differ.
    """
    pairs = Pairs()
    after: AccountKey | None = None
    more = True
    while more:
        with services.units.read() as unit:
            keys = unit.ledger.accounts(after=after, limit=PAGE)
            more = len(keys) == PAGE
            if not more:
                keys += unit.ledger.accounts_without_balance()
            found = [(key, unit.ledger.audit(key), tuple(_elsewhere(unit, key))) for key in keys]
        for key, rows, elsewhere in found:
            for entry in rows.entries:
                pairs.take(key, entry)
            of_member = elsewhere if rows.balance is not None else ()
            yield Verified(key, len(rows.entries), (*verify(rows), *of_member))
        after = keys[-1] if keys else None
    for key, fault in pairs.faults():
        yield Verified(key, 0, (fault,), again=True)


def _elsewhere(unit: UnitOfWork, key: AccountKey) -> Iterator[Fault]:
    """Give a balance that stands in another programme than its member does, or whose member is unreadable."""
    try:
        member = unit.members.get(key.member_id)
    except UNREADABLE as broken:
        yield Fault("member", None, str(broken))
        return
    if member is not None and key.programme != member.programme:
        yield Fault("balance", None, f"it is of {key.programme}, its member of {member.programme}")
