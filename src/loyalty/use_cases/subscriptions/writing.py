"""What changes of a subscription share: it is loaded, changed, billed as it then stands, and booked or shown.

A preview is the same up to the booking. A change that another writer got before is decided again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from loyalty.decision.programme import Programme
from loyalty.subscriptions.asking import Moment
from loyalty.subscriptions.changes import Agreed, Changed, When
from loyalty.subscriptions.offer import Offer, offer_of
from loyalty.subscriptions.records import Subscription
from loyalty.subscriptions.refusals import SubscriptionEnded
from loyalty.subscriptions.timeline import Timeline
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.billing.booking import SubscriptionKey, book, loaded
from loyalty.use_cases.billing.paying import Asked
from loyalty.use_cases.billing.planning import plan_bill
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.notices import tell_of_refund
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.subscriptions.agreeing import check_agreed, terms_data
from loyalty.use_cases.subscriptions.coupons import coupons_of, give
from loyalty.use_cases.subscriptions.standing import standing_data
from loyalty.wording.bills.terms import Terms


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Of which subscription something is asked, from when it is to hold, and whether it is only shown.

    ``buys`` says that something new is bought, which a frozen programme refuses. ``agreed`` names the
    terms that the member agreed to, where it has some.
    """

    key: SubscriptionKey
    when: When | None = None
    at: datetime | None = None
    preview: bool = False
    buys: bool = False
    agreed: Agreed | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What the programme in force says today; ``offer`` is of the plan the subscription is on."""

    programme: Programme
    offer: Offer
    moment: Moment


Agreeing = Callable[[Timeline, Timeline, Words], Terms | None]
"""The terms that a change, from before to after, has to be agreed to by, None where it needs no new yes."""
Turn = Callable[[Timeline, Words], Timeline]
"""A change: the timeline with one change more. Raises the refusals of the room."""


def nothing_to_agree(_before: Timeline, _after: Timeline, _words: Words) -> Terms | None:
    """Give the terms of a change that needs no new yes."""
    return None


def change_told(
    services: Services, asked: AskedFor, turn: Turn, once: Once, agreeing: Agreeing = nothing_to_agree
) -> Told:
    """Give ``preview``, ``subscription`` and ``invoice``, None where nothing is due, after a change.

    With ``terms`` where the change has some to be agreed to.

    Raises UnknownSubscription, IdempotencyConflict, what ``turn`` and what `plan_bill` raise.
    """
    return retrying(services, lambda: _change(services, asked, turn, once, agreeing))


def _change(services: Services, asked: AskedFor, turn: Turn, once: Once, agreeing: Agreeing) -> Told:
    now = services.clock.now()
    with services.units.read() as unit:
        told = None if asked.preview else told_before(unit, once, now)
        if told is not None:
            return told
        before = loaded(unit, asked.key)
        if asked.buys:
            refuse_frozen(unit, asked.key.programme)
        programme = services.programmes.in_force(unit, asked.key.programme, now)
        state = before.timeline.state_at(now)
        if state is None:
            raise SubscriptionEnded
        offer = _offered(services, unit, before, programme, state.plan)
        words = Words(programme, offer, Moment(now, asked.when, asked.at))
        subscription = replace(before, timeline=turn(before.timeline, words))
        terms = agreeing(before.timeline, subscription.timeline, words)
        if terms is not None and not asked.preview:
            check_agreed(terms, asked.agreed)
            subscription = replace(subscription, timeline=_agreed(subscription.timeline, asked.agreed))
        planned = plan_bill(services, unit, subscription, Asked(now))
        data = {"preview": asked.preview, "subscription": standing_data(unit, subscription, now)}
        data |= {} if terms is None else {"terms": terms_data(terms)}
    if asked.preview:
        return Told({**data, "invoice": planned.preview()})
    with services.units.write() as unit:
        unit.subscriptions.change(before, subscription.timeline, planned.next_due(now))
        given = coupons_of(subscription.timeline)[len(coupons_of(before.timeline)) :]
        give(unit, subscription, given, now)
        invoice = book(services, unit, planned)
        tell_of_refund(services, unit, subscription, invoice)
        answer = tell(unit, once, now, {**data, "invoice": invoice})
        unit.commit()
    return answer


def _offered(
    services: Services, unit: UnitOfWork, subscription: Subscription, programme: Programme, plan: str
) -> Offer:
    """Give what is said of a plan today, or was when the member came to it where it is sold no more."""
    came = (change.recorded_at for change in reversed(subscription.timeline.changes))
    then = (services.programmes.in_force(unit, subscription.programme, at) for at in came)
    sold = (each for each in chain((programme,), then) if plan in each.plans)
    return offer_of(next(sold, programme).shape, plan)


def _agreed(timeline: Timeline, agreed: Agreed | None) -> Timeline:
    """Give the timeline with its last change agreed to."""
    last = timeline.changes[-1]
    assert isinstance(last, Changed)  # noqa: S101 - nothing else has terms
    return replace(timeline, changes=(*timeline.changes[:-1], replace(last, agreed=agreed)))
