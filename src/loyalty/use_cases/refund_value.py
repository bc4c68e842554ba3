"""Stored value given back without a reason, while the law of a market says so: what is left of a load."""

from dataclasses import dataclass

from loyalty.kernel.identity import MemberId
from loyalty.ledger.due import holdings
from loyalty.ledger.entry import Cause, Kind
from loyalty.ledger.plans import plan_clawback
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.prepaid import refuse_over
from loyalty.use_cases.refusals import NoStoredValue, PrepaidRefundOver
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.stored_value import value_unit

REASON = "refund"


@dataclass(frozen=True, slots=True)
class RefundValue:
    """``load`` is the key under which ``source`` booked what was paid in."""

    member: MemberId
    load: str
    source: str


def refund_value(services: Services, command: RefundValue, once: Once) -> Told:
    """Give the member, what is paid back and what there is now, in minor units.

    The money itself is paid back by the shop. Raises UnknownMember, NoStoredValue where nothing was loaded
    under this key, PrepaidRefundOver where the days are over or nothing of it is left, IdempotencyConflict.
    """
    return retrying(services, lambda: _refund(services, command, once))


def _refund(services: Services, command: RefundValue, once: Once) -> Told:
    recording = services.recording()
    reference = f"load:{Once('', command.load, '').reference}"[:128]
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, recording.now)
        wallet = value_unit(programme)
        paid_in = unit.ledger.order_account(
            command.member, wallet, programme.name, source=command.source, external_ref=reference
        )
        found = unit.ledger.history(command.member, wallet, source=command.source, external_ref=reference)
    loaded = next((each for each in found if each.kind is Kind.EARN), None)
    if loaded is None or paid_in.earning is None:
        raise NoStoredValue
    refuse_over(programme, loaded.recorded_at, recording.now)
    lots = {lot.lot_id: lot.remaining for lot in holdings(paid_in.state, recording.now).lots}
    left = min(lots.get(loaded.entry_id, 0), paid_in.earning.left)
    if not left:
        raise PrepaidRefundOver("Nothing of it is left.")
    cause = Cause(command.source, f"refund:{once.reference}"[:128], recording.now, reason=REASON)
    booked = plan_clawback(paid_in.state, cause, paid_in.earning, left, recording)
    data = {
        "member": command.member,
        "refunded": left,
        "currency": programme.currency.code,
        "available": holdings(booked.state, recording.now).available,
    }
    with services.units.write() as unit:
        book_told(services, unit, booked)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer
