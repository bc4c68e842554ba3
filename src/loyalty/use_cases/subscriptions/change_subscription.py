"""Change a subscription: another plan, other seats or add-ons; now, at the period's end, or back-dated."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from loyalty.subscriptions.asking import Wish, change
from loyalty.subscriptions.offer import offer_of
from loyalty.subscriptions.timeline import Timeline
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.agreeing import terms_for
from loyalty.use_cases.subscriptions.writing import AskedFor, Words, change_told
from loyalty.wording.bills.terms import Terms


@dataclass(frozen=True, slots=True)
class ChangeSubscription:
    """What is to be otherwise; None leaves a thing as it is, ``add_ons`` are the numbers of all of them."""

    asked: AskedFor
    plan: str | None = None
    seats: int | None = None
    add_ons: Mapping[str, int] | None = None


def change_subscription(services: Services, command: ChangeSubscription, once: Once) -> Told:
    """Give the changed subscription and what the change costs or gives back, as `change_told`.

    Another plan needs a yes of its own. Raises also RecurringConsentMissing, UnknownPlan,
    NotForSubscription, NothingChanges, WaitsForPeriodEnd, ChangeTooEarly, SubscriptionEnded.
    """

    def turn(timeline: Timeline, words: Words) -> Timeline:
        offer = None if command.plan is None else offer_of(words.programme.shape, command.plan)
        agreed = command.asked.agreed if command.plan is not None else None
        wish = Wish(offer, command.seats, command.add_ons, agreed=agreed)
        return change(timeline, words.offer, wish, words.moment)

    def agreeing(timeline: Timeline, words: Words) -> Terms | None:
        return _terms(timeline, words, command)

    return change_told(services, replace(command.asked, buys=True), turn, once, agreeing)


def _terms(timeline: Timeline, words: Words, command: ChangeSubscription) -> Terms | None:
    """Give the terms of the new plan, with the seats and add-ons that there will be of it."""
    now, state = words.moment.now, timeline.state_at(words.moment.now)
    if command.plan is None or state is None:
        return None
    seats = state.seats if command.seats is None else command.seats
    asked = state.add_ons if command.add_ons is None else command.add_ons
    has = offer_of(words.programme.shape, command.plan).add_ons
    add_ons = {name: number for name, number in asked.items() if name in has}
    return terms_for(words.programme, command.plan, seats, add_ons, timeline.started.market, now)
