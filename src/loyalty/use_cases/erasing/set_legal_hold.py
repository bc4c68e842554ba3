"""A case for which rows of a member stay, also when the member is erased."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.erasure.erasure import LegalHold
from loyalty.kernel.identity import MemberId
from loyalty.privacy.purpose import Kept
from loyalty.use_cases.erasing.telling import hold_data, there
from loyalty.use_cases.once import Told
from loyalty.use_cases.refusals import InThePast
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class SetLegalHold:
    """``case`` is the id of the case, ``classes`` what is held, ``approved_by`` who answers for it."""

    member: MemberId
    case: str
    classes: tuple[Kept, ...]
    approved_by: str
    until: datetime


def set_legal_hold(services: Services, command: SetLegalHold) -> Told:
    """Give the hold as `hold_data`; the same case again is the hold that is there.

    Raises UnknownMember, MemberMerged, InThePast for one that would have ended.
    """
    return retrying(services, lambda: _set(services, command))


def _set(services: Services, command: SetLegalHold) -> Told:
    now = services.clock.now()
    if command.until <= now:
        raise InThePast
    classes = tuple(sorted({str(each) for each in command.classes}))
    with services.units.write() as unit:
        there(unit, command.member)
        new = LegalHold(command.case, command.member, classes, command.approved_by, now, command.until)
        added = unit.erasures.hold(new)
        [found] = [each for each in unit.erasures.holds([command.member]) if each.case == command.case]
        if added:
            unit.commit()
    return Told(hold_data(found), replayed=not added)
