"""What must be true between two books: what left one came into another, whole or by its rate.

Entries of a pair have one source and one reference; of a merge, which moves lot by lot, all of
one source and unit belong together. Works on what is stored, account by account, and keeps
only what has not met its other side yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from loyalty.kernel.identity import EntryId
from loyalty.ledger.account import AccountKey
from loyalty.ledger.entry import Account, Entry
from loyalty.ledger.moving.conversion import rate_in
from loyalty.ledger.verify import Fault

_BETWEEN = (Account.TRANSFER, Account.MERGE, Account.CONVERSION)
_Key = tuple[Account, str, str, str]


@dataclass(slots=True)
class _Sides:
    """What went in and what came out, and the first entry with its account, to name a fault by."""

    account: AccountKey
    entry_id: EntryId
    reason: str
    went: int = 0
    came: int = 0


@dataclass(slots=True)
class Pairs:
    """Meets the two sides of whatever goes between accounts; `take` every entry, then ask for `faults`."""

    _open: dict[_Key, _Sides] = field(default_factory=dict)

    def take(self, account: AccountKey, entry: Entry) -> None:
        """Add one entry of an account."""
        for between in _BETWEEN:
            went, came = entry.moved(destination=between), entry.moved(source=between)
            if not went and not came:
                continue
            key = _key(between, account, entry)
            sides = self._open.get(key)
            if sides is None:
                sides = self._open[key] = _Sides(account, entry.entry_id, entry.cause.reason)
            sides.went, sides.came = sides.went + went, sides.came + came
            if between is not Account.MERGE and sides.went and sides.came and _fault(between, sides) is None:
                del self._open[key]

    def faults(self) -> Iterator[tuple[AccountKey, Fault]]:
        """Give every pair whose sides differ, at the first of its entries that was met."""
        for (between, *_), sides in sorted(self._open.items()):
            differs = _fault(between, sides)
            if differs is not None:
                yield sides.account, Fault("pairs", sides.entry_id, differs)


def _key(between: Account, account: AccountKey, entry: Entry) -> _Key:
    source = entry.cause.source
    if between is Account.MERGE:
        return between, source, account.unit, ""
    unit = "" if between is Account.CONVERSION else account.unit
    return between, source, unit, entry.cause.external_ref


def _fault(between: Account, sides: _Sides) -> str | None:
    expected = sides.went
    if between is Account.CONVERSION:
        rate = rate_in(sides.reason)
        if rate is None:
            return "a conversion without its rate"
        expected = rate.of(sides.went)
    if sides.came != expected:
        return f"{sides.went} points went through {between} and {sides.came} came out, not {expected}"
    return None
