"""The second step: the account closed by ordinary postings, the liability released with its reason."""

from collections.abc import Iterator
from datetime import datetime

from loyalty.erasure.erasure import Step
from loyalty.erasure.refusals import ErasureWaits, UnknownErasure
from loyalty.kernel.identity import MemberId, id_text
from loyalty.ledger.account import BOUGHT, Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import holdings
from loyalty.ledger.entry import Cause
from loyalty.ledger.moving.closure import REASON, plan_closure
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import grants_of, one_person, subscriptions_of
from loyalty.use_cases.erasing.telling import erasure_data, there
from loyalty.use_cases.members.leave_household import leave
from loyalty.use_cases.once import Told
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying


def close_account(services: Services, member: MemberId, source: str) -> Told:
    """Give the erasure as `erasure_data`, with the points that lapsed in each wallet.

    What is set aside comes back first; who owes points owes none afterwards; a household is left. A
    closed account books nothing any more. Again it is the same. Raises UnknownMember, UnknownErasure, and
    ErasureWaits while a subscription runs, or money of the member is there or owed to them.
    """
    return retrying(services, lambda: _close(services, member, source))


def _close(services: Services, member_id: MemberId, source: str) -> Told:
    recording = services.recording()
    with services.units.write() as unit:
        member = there(unit, member_id)
        erasure = unit.erasures.of_member(member_id)
        if erasure is None:
            raise UnknownErasure
        if erasure.step is not Step.ASKED:
            return Told(erasure_data(unit, erasure), replayed=True)
        _nothing_runs(unit, member_id, member.programme, recording.now)
        ids = one_person(unit, member_id)
        place = unit.households.place(member_id)
        if place is not None and place.left_at is None:
            leave(services, unit, place, source, recording)
        released: dict[str, int] = {}
        cause = Cause(source, f"closure:{erasure.erasure_id}", recording.now, reason=REASON)
        for booked in _closures(unit, ids, member.programme, cause, recording):
            before = holdings(booked.before, recording.now)
            lapsed = before.available + before.pending + before.held
            released[booked.state.unit] = released.get(booked.state.unit, 0) + lapsed
            book_told(services, unit, booked)
        for each in ids:
            unit.members.close(each)
        closed = erasure.closed(recording.now, released)
        unit.erasures.go_on(closed)
        told = Told(erasure_data(unit, closed))
        unit.commit()
    return told


def _closures(
    unit: UnitOfWork, ids: tuple[MemberId, ...], programme: str, cause: Cause, recording: Recording
) -> Iterator[Booked]:
    for each in ids:
        for wallet in unit.ledger.units(each):
            booked = plan_closure(unit.ledger.account(each, wallet, programme), cause, recording)
            if booked.entries:
                yield booked


def _nothing_runs(unit: UnitOfWork, member: MemberId, programme: str, now: datetime) -> None:
    """Raise ErasureWaits while something runs or money is there; it names what by its id."""
    for each in subscriptions_of(unit, member, programme):
        ends = each.timeline.ends_at
        if ends is None or ends > now:
            raise ErasureWaits(f"the subscription {each.id} still runs; cancel it", what="subscription")
    for grant in grants_of(unit, member, programme):
        if grant.purchased and grant.left and grant.alive(now):
            raise ErasureWaits(f"the credit {grant.id} was paid for; pay back what is left", what="credit")
    for told in unit.notices.owed(programme, 1, whose=one_person(unit, member)):
        name = id_text("ntc", told.notice_id)
        said = f"money is owed, as the notice {name} says; give it back and say that it was delivered"
        raise ErasureWaits(said, what="refund")
    for wallet in unit.ledger.units(member):
        account = unit.ledger.account(member, wallet, programme)
        if wallet.startswith(BOUGHT) and holdings(account, now).available:
            raise ErasureWaits(
                "stored value was paid for; pay it out or let it be spent", what="stored-value"
            )
