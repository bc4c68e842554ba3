"""Book stored value that a member has bought: a gift card or money paid in beforehand."""

from dataclasses import dataclass

from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money
from loyalty.ledger.due import holdings
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_earn
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.prepaid import NAMED, refuse_beyond
from loyalty.use_cases.refusals import NoStoredValue
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.stored_value import value_unit


@dataclass(frozen=True, slots=True)
class LoadValue:
    """``amount`` is above 0 and in the programme's currency."""

    member: MemberId
    amount: Money
    source: str


def load_value(services: Services, command: LoadValue, once: Once) -> Told:
    """Give the member, the amount loaded and what there is now, both in minor units.

    Raises UnknownMember, MemberMerged, NoStoredValue, PrepaidLimit, IdempotencyConflict.
    """
    return retrying(services, lambda: _load(services, command, once), command.member)


def _load(services: Services, command: LoadValue, once: Once) -> Told:
    recording = services.recording()
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, recording.now)
        refuse_frozen(unit, member.programme)
        if programme.shape.stored_value is None or command.amount.currency != programme.currency:
            raise NoStoredValue
        account = unit.ledger.account(command.member, value_unit(programme), programme.name)
    there = holdings(account, recording.now).available + command.amount.minor
    refuse_beyond(programme, NAMED, there, recording.now)
    cause = Cause(command.source, f"load:{once.reference}"[:128], recording.now)
    booked = plan_earn(account, cause, LotTerms(command.amount.minor, None, None), recording)
    data = {
        "member": command.member,
        "loaded": command.amount.minor,
        "currency": programme.currency.code,
        "available": holdings(booked.state, recording.now).available,
    }
    with services.units.write() as unit:
        book_told(services, unit, booked)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer
