"""Book what time alone has done: lots vest and lapse, holds lapse, tiers that were not kept are lost.

Nothing that anybody is shown or may spend depends on it, since every read and every write
works out what is due. It brings the book and its totals up to now, here at the end of a history;
day by day jobs do it.
"""

from collections.abc import Callable
from functools import partial

from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountKey, Booked
from loyalty.ledger.due import catch_up
from loyalty.tiers.movement import Movement
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.participants import keep_standing
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying

PAGE = 200


def settle_due(services: Services) -> None:
    """Book it all, each member in a transaction of its own; answers whose time is over are removed.

    What waits for a notice of its end stays as it is.
    """
    now = services.clock.now()
    before: tuple[list[AccountKey], list[tuple[MemberId, str]]] = [], []
    while True:
        with services.units.read() as unit:
            due = unit.ledger.due(now, PAGE)
            ended = unit.tiers.due(now, PAGE)
        for key in due:
            _write(services, partial(settle_account, services, key=key))
        for member_id, name in ended:
            _write(services, partial(settle_standing, services, member_id=member_id, name=name))
        if (not due and not ended) or (due, ended) == before:
            break
        before = due, ended
    _write(services, lambda unit: unit.idempotency.purge(now))


def _write(services: Services, settle: Callable[[UnitOfWork], object]) -> None:
    def attempt() -> None:
        with services.units.write() as unit:
            settle(unit)
            unit.commit()

    retrying(services, attempt)


def settle_account(services: Services, unit: UnitOfWork, key: AccountKey) -> Booked:
    """Book what is due of an account by now, and give that."""
    state = unit.ledger.account(key.member_id, key.unit, key.programme)
    booked = catch_up(state, services.recording())
    book_told(services, unit, booked)
    return booked


def settle_standing(
    services: Services, unit: UnitOfWork, member_id: MemberId, name: str
) -> tuple[Movement, ...]:
    """Keep a member's standing as it is now, and give the movements to it. Raises UnknownProgramme."""
    now = services.clock.now()
    programme = services.programmes.in_force(unit, name, now)
    return keep_standing(unit, programme, member_id, now)
