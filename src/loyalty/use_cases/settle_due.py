"""Book what time alone has done: lots vest and lapse, holds lapse, tiers that were not kept are lost.

Nothing that anybody is shown or may spend depends on it, since every read and every write
works out what is due. It brings the book and its totals up to now, here at the end of a history;
day by day jobs do it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountKey, Booked
from loyalty.ledger.due import catch_up
from loyalty.tiers.movement import Movement
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.participants import keep_standing
from loyalty.use_cases.services import Services, retrying

PAGE = 200


@dataclass(frozen=True, slots=True)
class Settled:
    """How many accounts and standings were brought up to now, how many old answers are gone."""

    accounts: int
    standings: int
    answers: int


def settle_due(services: Services) -> Settled:
    """Give how much there was to book; each member is a transaction of its own."""
    accounts = standings = 0
    now = services.clock.now()
    while True:
        with services.units.read() as unit:
            due = unit.ledger.due(now, PAGE)
            ended = unit.tiers.due(now, PAGE)
        for key in due:
            _write(services, partial(_account, services, key))
        for member_id, programme in ended:
            _write(services, partial(_standing, services, member_id, programme))
        accounts, standings = accounts + len(due), standings + len(ended)
        if not due and not ended:
            return Settled(accounts, standings, _forget(services))


def _forget(services: Services) -> int:
    """Remove the answers to idempotency keys whose time is over; what they booked stays known for ever."""
    forgotten = 0

    def purge(unit: UnitOfWork) -> None:
        nonlocal forgotten
        forgotten = unit.idempotency.purge(services.clock.now())

    _write(services, purge)
    return forgotten


def _write(services: Services, settle: Callable[[UnitOfWork], None]) -> None:
    def attempt() -> None:
        with services.units.write() as unit:
            settle(unit)
            unit.commit()

    retrying(services, attempt)


def _account(services: Services, key: AccountKey, unit: UnitOfWork) -> None:
    settle_account(services, unit, key)


def _standing(services: Services, member_id: MemberId, name: str, unit: UnitOfWork) -> None:
    settle_standing(services, unit, member_id, name)


def settle_account(services: Services, unit: UnitOfWork, key: AccountKey) -> Booked:
    """Book what is due of an account by now, and give that."""
    state = unit.ledger.account(key.member_id, key.unit, key.programme)
    booked = catch_up(state, services.recording())
    unit.ledger.book(booked)
    return booked


def settle_standing(
    services: Services, unit: UnitOfWork, member_id: MemberId, name: str
) -> tuple[Movement, ...]:
    """Keep a member's standing as it is now, and give the movements to it. Raises UnknownProgramme."""
    now = services.clock.now()
    programme = services.programmes.in_force(unit, name, now)
    return keep_standing(unit, programme, member_id, now)
