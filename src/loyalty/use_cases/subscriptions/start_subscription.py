"""Start a subscription under the caller's own id: its first period is billed at once, a trial is free.

A trial is had once by each member of each plan: whoever had it begins with the first period.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import AgeBand
from loyalty.privacy.refusals import MinorNotAllowed
from loyalty.subscriptions.asking import Moment, Wish, start
from loyalty.subscriptions.changes import Agreed
from loyalty.subscriptions.offer import check_seats, offer_of
from loyalty.subscriptions.records import Subscription
from loyalty.subscriptions.refusals import SubscriptionDiffers
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, subscriptions_of, together
from loyalty.use_cases.billing.booking import SubscriptionKey, book
from loyalty.use_cases.billing.paying import Asked
from loyalty.use_cases.billing.planning import plan_bill
from loyalty.use_cases.billing.show_invoice import shown
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.reading import band_of
from loyalty.use_cases.refusals import InTheFuture, UnknownMember
from loyalty.use_cases.services import AHEAD_MAX, Services, retrying
from loyalty.use_cases.subscriptions.agreeing import check_agreed, terms_data, terms_for
from loyalty.use_cases.subscriptions.coupons import check_coupons, give
from loyalty.use_cases.subscriptions.standing import standing_data


@dataclass(frozen=True, slots=True)
class StartSubscription:
    """``at`` may lie in the past as far as the plan allows; ``add_ons`` are numbers by id.

    ``market`` is where it is sold, empty: wherever the programme is. ``agreed`` names the terms that
    the member agreed to, which a preview gives.
    """

    key: SubscriptionKey
    member: MemberId
    plan: str
    seats: int | None = None
    add_ons: Mapping[str, int] | None = None
    coupons: tuple[str, ...] = ()
    at: datetime | None = None
    preview: bool = False
    market: str = ""
    agreed: Agreed | None = None


def start_subscription(services: Services, command: StartSubscription) -> Told:
    """Give ``preview``, ``subscription`` and ``invoice``; also where the same start was booked before.

    Raises RecurringConsentMissing where the member did not agree to the terms,
    SubscriptionDiffers where the id was used for another start, UnknownProgramme,
    UnknownMember, MinorNotAllowed, InTheFuture, UnknownPlan, UnknownCoupon, NotForSubscription,
    RequestMisfit, ChangeTooEarly and what `plan_bill` raises.
    """
    return retrying(services, lambda: _start(services, command))


def _start(services: Services, command: StartSubscription) -> Told:
    now = services.clock.now()
    if command.at is not None and command.at > now + AHEAD_MAX:
        raise InTheFuture
    with services.units.read() as unit:
        there = unit.subscriptions.find(command.key.programme, command.key.subscription)
        if there is not None:
            return _same(services, unit, command, there)
        programme = services.programmes.in_force(unit, command.key.programme, now)
        refuse_frozen(unit, command.key.programme)
        member = member_of(unit, command.member)
        if member.programme != programme.name:
            raise UnknownMember
        if band_of(unit, command.member) is not AgeBand.ADULT:
            raise MinorNotAllowed("A subscription goes on by itself, which nobody under age can agree to.")
        check_coupons(programme.shape, command.coupons, ())
        check_seats(programme.shape, command.plan, command.seats)
        wish = Wish(None, command.seats, command.add_ons, command.coupons, command.market, command.agreed)
        offer = offer_of(programme.shape, command.plan)
        if _had_trial(unit, command):
            offer = replace(offer, trial=None)
        timeline = start(programme.zone, offer, wish, Moment(now, at=command.at))
        first = timeline.started
        terms = terms_for(programme, timeline, first.at, first.at)
        if not command.preview:
            check_agreed(terms, command.agreed)
        begun = Subscription(
            command.key.subscription,
            command.member,
            programme.name,
            now,
            timeline,
        )
        planned = plan_bill(services, unit, begun, Asked(now))
        begun = replace(begun, next_due=planned.next_due(now))
        data = {
            "preview": command.preview,
            "subscription": standing_data(unit, begun, now),
            "terms": terms_data(terms),
        }
    if command.preview:
        return Told({**data, "invoice": planned.preview()})
    with services.units.write() as unit:
        if first.trial_until is not None:
            _take_trial(unit, command)
        unit.subscriptions.start(begun)
        give(unit, begun, command.coupons, now)
        booked = book(services, unit, planned)
        unit.commit()
    return Told({**data, "invoice": booked})


def _take_trial(unit: UnitOfWork, command: StartSubscription) -> None:
    """Let the member have a trial once. Raises DecideAgain where another start had it meanwhile."""
    unit.members.hold(command.member)
    if _had_trial(unit, command):
        raise DecideAgain


def _had_trial(unit: UnitOfWork, command: StartSubscription) -> bool:
    """Whether the member had a trial of the plan, in a subscription that runs or has ended."""
    begun = (each.timeline.started for each in subscriptions_of(unit, command.member, command.key.programme))
    return any(each.plan == command.plan and each.trial_until is not None for each in begun)


def _same(services: Services, unit: UnitOfWork, command: StartSubscription, there: Subscription) -> Told:
    """Give what the same start booked. Raises SubscriptionDiffers where it was another."""
    begun = there.timeline.started
    asked = (
        command.plan,
        1 if command.seats is None else command.seats,
        dict(command.add_ons or {}),
        command.coupons,
        command.market,
    )
    at = None if command.at is None else command.at.replace(microsecond=0)
    same = (begun.plan, begun.seats, dict(begun.add_ons), begun.coupons, begun.market) == asked
    same = same and command.member in together(unit, there.member_id)
    if not same or at not in {None, begun.at}:
        raise SubscriptionDiffers(subscription=there.id)
    # What was booked at the start is the first invoice, where it was booked then.
    made = unit.invoices.of_subscription(there.member_id, there.id)[:1]
    first = [shown(services, unit, each) for each in made if each.issued_at == there.created_at]
    data = {
        "preview": command.preview,
        "subscription": standing_data(unit, there, services.clock.now()),
        "invoice": first[0] if first else None,
    }
    return Told(data, replayed=True)
