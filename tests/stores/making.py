"""Short ways to book on a database, for tests of the stores."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountKey, AccountState, Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_burn, plan_earn
from loyalty.ledger.verify import Fault, verify
from loyalty.unit_of_work import Units

UNIT = "points"
PROGRAMME = "beans"
SHOP = "shop"
START = datetime(2026, 1, 1, tzinfo=UTC)
ENTROPY = SystemEntropy()


def day(number: int) -> datetime:
    """Give the start of a day; day 0 is the first of January 2026."""
    return START + timedelta(days=number)


@contextmanager
def opened(url: str) -> Iterator[Units]:
    """Give units of work on a database, and let go of its connections afterwards."""
    engine: Engine = open_engine(url)
    try:
        yield Units(engine)
    finally:
        engine.dispose()


def recording(on: int) -> Recording:
    """Record on a day."""
    return Recording(day(on), ENTROPY.ids(day(on)))


def cause(ref: str, on: int) -> Cause:
    """Give a cause that happened on a day."""
    return Cause(SHOP, ref, day(on))


def account(units: Units, member: int) -> AccountState:
    """Read an account."""
    with units.read() as unit:
        return unit.ledger.account(MemberId(member), UNIT, PROGRAMME)


def book(units: Units, booked: Booked) -> Booked:
    """Book what was planned."""
    with units.write() as unit:
        unit.ledger.book(booked)
        unit.commit()
    return booked


def earn(units: Units, member: int, ref: str, amount: int, on: int, *, ends: int | None = None) -> Booked:
    """Award points that can be spent at once."""
    terms = LotTerms(amount, None, None if ends is None else day(ends))
    return book(units, plan_earn(account(units, member), cause(ref, on), terms, recording(on)))


def burn(units: Units, member: int, ref: str, amount: int, on: int) -> Booked:
    """Spend points."""
    return book(units, plan_burn(account(units, member), cause(ref, on), amount, recording(on)))


def audited(units: Units, member: int) -> list[Fault]:
    """Give every law that the rows of a member's account break."""
    with units.read() as unit:
        return verify(unit.ledger.audit(AccountKey(MemberId(member), UNIT, PROGRAMME)))
