"""What a referral gives with an order, and what a change of that order takes back from both sides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from loyalty.earning.referral import APPLIES, ENOUGH, Referral, ReferralOrder
from loyalty.kernel.identity import MemberId
from loyalty.language.shapes.referral import ReferralShape
from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.causes import OrderAccount
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_clawback, plan_earn
from loyalty.orders.order import OrderKey
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import one_person, survivor_of, takes_part
from loyalty.use_cases.members.onward import Following, following
from loyalty.use_cases.referred import brought, waiting_referral
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.times import around
from loyalty.use_cases.wallets import giving_back, tier_of, times_of, under

REASON = "referral"


@dataclass(frozen=True, slots=True)
class Paying:
    """A referral that an order pays: what is booked for whom."""

    referral: Referral
    order: ReferralOrder
    bookings: tuple[Booked, ...]

    def write(self, services: Services, unit: UnitOfWork) -> None:
        """Book it. Raises StaleAccount, DecideAgain."""
        unit.referrals.pay(self.referral.programme, self.referral.member, self.order)
        for booked in self.bookings:
            book_told(services, unit, booked)


def paying_referral(
    unit: UnitOfWork,
    decision: Decision,
    order: tuple[OrderKey, MemberId, datetime],
    planned: Sequence[Booked],
    recording: Recording,
) -> Paying | None:
    """Plan what the order gives for a referral, None where it gives nothing; ``planned`` is booked before."""
    key, member, at = order
    programme, shape = decision.programme, decision.programme.shape.referral
    found = waiting_referral(unit, programme, member, at)
    if shape is None or found is None or not decision.value(APPLIES):
        return None
    cause = Cause(key.source, reference(key), at, programme.digest, reason=REASON)
    own = unit.ledger.account(member, POINTS, programme.name)
    sides = [(_latest(own, planned), int(shape.referred))]
    referrer = survivor_of(unit, found.referrer)
    if takes_part(unit, referrer) and _has_room(unit, shape, programme, referrer, at):
        theirs = unit.ledger.account(referrer, POINTS, programme.name)
        # A referrer of the same household may have given points to this order.
        sides.append((_latest(theirs, planned), int(shape.referrer)))
    bookings = []
    for state, points in sides:
        tier = tier_of(unit, programme, state.member_id, at)
        vests, end = times_of(programme, POINTS, at, recording.now, tier)
        if points and (end is None or end > recording.now):
            terms = under(recording, programme, POINTS, tier, at)
            bookings.append(plan_earn(state, cause, LotTerms(points, vests, end), terms))
    return Paying(found, ReferralOrder(key.source, key.order_id, at), tuple(bookings))


@dataclass(frozen=True, slots=True)
class Paid:
    """A referral that an order paid, with the accounts of both sides, and where the referrer's go on."""

    referral: Referral
    accounts: tuple[OrderAccount, ...]
    onward: tuple[Following, ...] = ()

    def carried(self, booked: Booked, recording: Recording) -> list[Booked]:
        """Give what was planned on an account, with what goes on to whom the referrer was merged into."""
        own = (each for each in self.onward if each.member == booked.state.member_id)
        onward = next(own, None)
        return [booked] if onward is None else onward.carried([booked], recording)


def paid_referral(unit: UnitOfWork, programme: Programme, key: OrderKey, member: MemberId) -> Paid | None:
    """Give the referral that an order paid, None where it paid none."""
    there = programme.shape.referral is not None
    known = brought(unit, programme, survivor_of(unit, member)) if there else []
    own = (key.source, key.order_id)
    paid = ((each, each.order) for each in known if each.order is not None)
    found = next((each for each, order in paid if (order.source, order.order_id) == own), None)
    if found is None:
        return None
    referrers = one_person(unit, survivor_of(unit, found.referrer))
    accounts = [
        unit.ledger.order_account(
            side, POINTS, programme.name, source=key.source, external_ref=reference(key)
        )
        for side in dict.fromkeys((member, *referrers))
    ]
    onward = tuple(following(unit, side, (POINTS,)) for side in referrers if side != member)
    return Paid(found, tuple(each for each in accounts if each.earning is not None), onward)


def taking_back(
    paid: Paid | None, kept_order: Decision, cause: Cause, planned: Iterable[Booked], recording: Recording
) -> tuple[Booked, ...] | None:
    """Plan what both sides give back where the kept order is not enough; None where all stays."""
    programme = kept_order.programme
    if paid is None or kept_order.value(ENOUGH):
        return None
    before, bookings = tuple(planned), []
    own_cause = replace(cause, external_ref=f"{REASON}-{cause.external_ref}", reason=REASON)
    for account in paid.accounts:
        if account.earning is not None and account.earning.left:
            state = _with_lot(_latest(account.state, before), account)
            terms = giving_back(recording, programme, POINTS, cause.occurred_at)
            # A return is never refused for points that the other side has spent.
            terms = replace(terms, terms=replace(terms.terms, owe_at_most=None))
            back = plan_clawback(state, own_cause, account.earning, account.earning.left, terms)
            bookings += paid.carried(back, terms)
    return tuple(bookings)


def reference(key: OrderKey) -> str:
    """Give the natural key of what a referral gives with an order."""
    return f"referral:{key.order_id}"


def _latest(state: AccountState, planned: Iterable[Booked]) -> AccountState:
    """Give the account as it is after what is booked on it before."""
    same = [
        each.state for each in planned if (each.state.member_id, each.state.unit) == (state.member_id, POINTS)
    ]
    return same[-1] if same else state


def _with_lot(state: AccountState, account: OrderAccount) -> AccountState:
    """Give the account with the lot of the award, which may have no points left."""
    known = {lot.lot_id for lot in state.lots}
    missing = [lot for lot in account.state.lots if lot.lot_id not in known and not lot.remaining]
    return replace(state, lots=(*state.lots, *missing))


def _has_room(
    unit: UnitOfWork, shape: ReferralShape, programme: Programme, referrer: MemberId, at: datetime
) -> bool:
    """Whether the referrer may be given points for one more."""
    if shape.at_most is None:
        return True
    period = around(programme, at, shape.per)
    whose = one_person(unit, referrer)
    paid = [each for who in whose for each in unit.referrals.by_referrer(programme.name, who)]
    times = sum(each.order is not None and period.start <= each.order.at < period.end for each in paid)
    return times < shape.at_most
