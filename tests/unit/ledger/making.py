"""Short ways to say what happens to an account, for tests: days are counted from the first of 2026."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

from loyalty.kernel.identity import HoldId, MemberId
from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.causes import earning_in, spending_in
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import catch_up
from loyalty.ledger.entry import Cause, Entry, HoldTerms, LotTerms
from loyalty.ledger.holds import plan_capture, plan_hold, plan_void
from loyalty.ledger.plans import plan_burn, plan_clawback, plan_earn, plan_restore
from loyalty.ledger.terms import USUAL

MEMBER = MemberId(7)
UNIT = "points"
PROGRAMME = "beans"
SHOP = "shop"
START = datetime(2026, 1, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    """Give the start of a day; day 0 is the first of January 2026."""
    return START + timedelta(days=number)


class Book:
    """One account in memory and all its entries; every command takes the day it happens on."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.state = AccountState.empty(MEMBER, UNIT, PROGRAMME)
        self.entries: list[Entry] = []
        self.terms = USUAL
        self._ids = count(1)

    def earn(
        self, ref: str, amount: int, on: int, *, vests: int | None = None, ends: int | None = None
    ) -> Booked:
        """Award points."""
        terms = LotTerms(amount, _maybe(vests), _maybe(ends))
        return self.keep(plan_earn(self.state, cause(ref, on), terms, self.recording(on)))

    def burn(self, ref: str, amount: int, on: int) -> Booked:
        """Spend points."""
        return self.keep(plan_burn(self.state, cause(ref, on), amount, self.recording(on)))

    def clawback(self, ref: str, of: str, amount: int, on: int) -> Booked:
        """Take back an award."""
        earning = earning_in(self.entries, of)
        assert earning is not None
        return self.keep(plan_clawback(self.state, cause(ref, on), earning, amount, self.recording(on)))

    def restore(self, ref: str, of: str, amount: int, on: int) -> Booked:
        """Give spent points back."""
        spending = spending_in(self.entries, of)
        assert spending is not None
        return self.keep(plan_restore(self.state, cause(ref, on), spending, amount, self.recording(on)))

    def hold(self, ref: str, hold_id: int, amount: int, on: int, *, ends: int) -> Booked:
        """Set points aside."""
        terms = HoldTerms(HoldId(hold_id), amount, day(ends))
        return self.keep(plan_hold(self.state, cause(ref, on), terms, self.recording(on)))

    def capture(self, ref: str, hold_id: int, amount: int, on: int) -> Booked:
        """Spend held points."""
        at = self.recording(on)
        return self.keep(plan_capture(self.state, cause(ref, on), HoldId(hold_id), amount, at))

    def void(self, ref: str, hold_id: int, on: int) -> Booked:
        """Give held points back."""
        return self.keep(plan_void(self.state, cause(ref, on), HoldId(hold_id), self.recording(on)))

    def sweep(self, on: int) -> Booked:
        """Book what is due."""
        return self.keep(catch_up(self.state, self.recording(on)))

    def recording(self, on: int) -> Recording:
        """Record on a day, with the next ids."""
        return Recording(day(on), lambda: next(self._ids), self.terms)

    def keep(self, booked: Booked) -> Booked:
        """Take over what was planned."""
        self.state = booked.state
        self.entries += booked.entries
        return booked

    def balances(self) -> tuple[int, int, int, int]:
        """Give available, pending, held, owed."""
        return self.state.available, self.state.pending, self.state.held, self.state.owed

    def left(self) -> dict[str, int]:
        """Give the points left of each lot, by the reference that earned it."""
        return {lot.external_ref: lot.remaining for lot in self.state.lots}


def cause(ref: str, on: int) -> Cause:
    """Give a cause that happened on a day."""
    return Cause(SHOP, ref, day(on))


def kinds(entries: Iterable[Entry]) -> list[str]:
    """Give what happened, in order."""
    return [str(entry.kind) for entry in entries]


def _maybe(number: int | None) -> datetime | None:
    return None if number is None else day(number)
