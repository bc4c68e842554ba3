"""The end of a legal hold: what it held may be removed from then on."""

from loyalty.erasure.refusals import UnknownLegalHold
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.erasing.telling import hold_data, there
from loyalty.use_cases.once import Told
from loyalty.use_cases.services import Services, retrying


def end_legal_hold(services: Services, member: MemberId, case: str) -> Told:
    """Give the hold, ended now. Raises UnknownMember, UnknownLegalHold."""
    return retrying(services, lambda: _end(services, member, case))


def _end(services: Services, member: MemberId, case: str) -> Told:
    with services.units.write() as unit:
        there(unit, member)
        ended = unit.erasures.end_hold(member, case, services.clock.now())
        found = [each for each in unit.erasures.holds([member]) if each.case == case]
        if not found:
            raise UnknownLegalHold
        unit.commit()
    return Told(hold_data(found[0]), replayed=not ended)
