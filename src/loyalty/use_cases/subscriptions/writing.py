"""What changes of a subscription share: it is loaded, changed, billed as it then stands, and booked or shown.

A preview is the same up to the booking. A change that another writer got before is decided again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.subscriptions.asking import Moment
from loyalty.subscriptions.billing import next_due
from loyalty.subscriptions.changes import When
from loyalty.subscriptions.offer import Offer, offer_of
from loyalty.subscriptions.refusals import SubscriptionEnded
from loyalty.subscriptions.timeline import Timeline
from loyalty.use_cases.billing.booking import SubscriptionKey, book, loaded
from loyalty.use_cases.billing.paying import Asked
from loyalty.use_cases.billing.planning import plan_bill
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.subscriptions.coupons import coupons_of, give
from loyalty.use_cases.subscriptions.standing import standing_data


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Of which subscription something is asked, from when it is to hold, and whether it is only shown.

    ``buys`` says that something new is bought, which a frozen programme refuses.
    """

    key: SubscriptionKey
    when: When | None = None
    at: datetime | None = None
    preview: bool = False
    buys: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the programme in force says today; ``offer`` is of the plan the subscription is on."""

    programme: Programme
    offer: Offer
    moment: Moment


Turn = Callable[[Timeline, Words], Timeline]
"""A change: the timeline with one change more. Raises the refusals of the room."""


def change_told(services: Services, asked: AskedFor, turn: Turn, once: Once) -> Told:
    """Give ``preview``, ``subscription`` and ``invoice``, None where nothing is due, after a change.

    Raises UnknownSubscription, IdempotencyConflict, what ``turn`` and what `plan_bill` raise.
    """
    return retrying(services, lambda: _change(services, asked, turn, once))


def _change(services: Services, asked: AskedFor, turn: Turn, once: Once) -> Told:
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
        words = Words(programme, offer_of(programme.shape, state.plan), Moment(now, asked.when, asked.at))
        subscription = replace(before, timeline=turn(before.timeline, words))
        planned = plan_bill(services, unit, subscription, Asked(now))
        data = {"preview": asked.preview, "subscription": standing_data(unit, subscription, now)}
    if asked.preview:
        return Told({**data, "invoice": planned.preview()})
    with services.units.write() as unit:
        unit.subscriptions.change(before, subscription.timeline, next_due(subscription.timeline, now))
        given = coupons_of(subscription.timeline)[len(coupons_of(before.timeline)) :]
        give(unit, subscription, given, now)
        answer = tell(unit, once, now, {**data, "invoice": book(services, unit, planned)})
        unit.commit()
    return answer
