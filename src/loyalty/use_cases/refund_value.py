"""Stored value given back without a reason, while the law of a market says so: what is left of a load."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import Booked
from loyalty.ledger.causes import OrderAccount
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import holdings
from loyalty.ledger.entry import Cause, Kind
from loyalty.ledger.plans import plan_clawback
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.prepaid import refuse_over
from loyalty.use_cases.refusals import NoStoredValue, PrepaidValueGone
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.stored_value import HAD_BACK, value_unit


@dataclass(frozen=True, slots=True)
class RefundValue:
    """``load`` is the key under which ``source`` booked what was paid in."""

    member: MemberId
    load: str
    source: str


@dataclass(frozen=True, slots=True)
class PaidIn:
    """What was paid in on an account: whose that is, who booked it, and under which reference."""

    holder: MemberId
    source: str
    reference: str


def reference_of_load(key: str) -> str:
    """Give the reference under which a load with an idempotency key is booked."""
    return f"load:{Once('', key, '').reference}"[:128]


def refund_value(services: Services, command: RefundValue, once: Once) -> Told:
    """Give the member, what is paid back and what there is now, in minor units.

    The money itself is paid back by the shop. Raises UnknownMember, NoStoredValue where nothing was loaded
    under this key, PrepaidRefundOver where the days are over, PrepaidValueGone, IdempotencyConflict.
    """
    return retrying(services, lambda: _refund(services, command, once), command.member)


def _refund(services: Services, command: RefundValue, once: Once) -> Told:
    recording = services.recording()
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, recording.now)
        account, loaded_at = paid_in(
            unit, programme, PaidIn(command.member, command.source, reference_of_load(command.load))
        )
    refuse_over(programme, loaded_at, recording.now)
    booked = had_back(account, Cause(command.source, once.reference, recording.now), recording)
    data = {"member": command.member} | back_data(programme, booked, recording.now)
    with services.units.write() as unit:
        book_told(services, unit, booked)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer


def paid_in(unit: UnitOfWork, programme: Programme, paid: PaidIn) -> tuple[OrderAccount, datetime]:
    """Give the account with what was paid in on it, and when. Raises NoStoredValue where nothing was."""
    wallet = value_unit(programme)
    of = {"source": paid.source, "external_ref": paid.reference}
    account = unit.ledger.order_account(paid.holder, wallet, programme.name, **of)
    found = unit.ledger.history(paid.holder, wallet, **of)
    loaded = next((each for each in found if each.kind is Kind.EARN), None)
    if loaded is None or account.earning is None:
        raise NoStoredValue
    return account, loaded.recorded_at


def had_back(account: OrderAccount, cause: Cause, recording: Recording) -> Booked:
    """Plan giving back what is left of what was paid in; ``cause`` has the reference of who asks.

    Raises PrepaidValueGone where nothing is left.
    """
    earning = account.earning
    assert earning is not None  # noqa: S101 - `paid_in` found it
    lots = {lot.lot_id: lot.remaining for lot in holdings(account.state, recording.now).lots}
    left = min(lots.get(earning.entry_id, 0), earning.left)
    if not left:
        raise PrepaidValueGone
    named = Cause(cause.source, f"{HAD_BACK}{cause.external_ref}"[:128], recording.now, reason="refund")
    return plan_clawback(account.state, named, earning, left, recording)


def back_data(programme: Programme, booked: Booked, now: datetime) -> dict[str, object]:
    """Give what was given back and what there is now, in minor units, as plain data."""
    before, after = (holdings(state, now).available for state in (booked.before, booked.state))
    return {"refunded": before - after, "currency": programme.currency.code, "available": after}
