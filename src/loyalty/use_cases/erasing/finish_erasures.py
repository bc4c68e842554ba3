"""What a legal hold kept of who was erased, erased once the hold has ended."""

from collections import Counter
from dataclasses import replace
from functools import partial

from loyalty.erasure.erasure import Erasure
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.erasing.erase_member import erase
from loyalty.use_cases.services import Services, retrying


def finish_erasures(services: Services) -> int:
    """Give how many erasures were finished whose last legal hold has ended. Raises ErasureIncomplete."""
    with services.units.read() as unit:
        waiting = unfinished(services, unit)
    for each in waiting:
        retrying(services, partial(_finish, services, each))
    return len(waiting)


def unfinished(services: Services, unit: UnitOfWork) -> list[Erasure]:
    """Give the erasures of which a legal hold kept something that no hold keeps any more."""
    now = services.clock.now()
    found = []
    for each in unit.erasures.held_back():
        holds = unit.erasures.holds(one_person(unit, each.member_id))
        if not any(hold.holds(now) for hold in holds):
            found.append(each)
    return found


def _finish(services: Services, erasure: Erasure) -> None:
    now = services.clock.now()
    with services.units.write() as unit:
        done = erase(services, unit, erasure, now)
        removed = Counter(erasure.removed or {}) + Counter(done.removed or {})
        unit.erasures.go_on(replace(done, erased_at=erasure.erased_at, removed=dict(removed)))
        unit.commit()
