"""Change a subscription: another plan, other seats or add-ons; now, at the period's end, or back-dated."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from loyalty.subscriptions.asking import Wish, change
from loyalty.subscriptions.offer import check_seats, has_seats, offer_of
from loyalty.subscriptions.timeline import Phase, Timeline
from loyalty.use_cases.dearer import held_on
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

    A plan without seats leaves one. Another plan needs a yes of its own, and so do seats and add-ons by
    which a whole period costs more.
    Raises also RecurringConsentMissing, UnknownPlan, RequestMisfit, NotForSubscription, NothingChanges,
    WaitsForPeriodEnd, ChangeTooEarly, SubscriptionEnded.
    """

    def turn(timeline: Timeline, words: Words) -> Timeline:
        offer = None if command.plan is None else offer_of(words.programme.shape, command.plan)
        shape, then = words.programme.shape, offer or words.offer
        check_seats(shape, then.plan, command.seats)
        seats = 1 if offer is not None and not has_seats(shape, offer.plan) else command.seats
        wish = Wish(offer, seats, command.add_ons)
        return change(timeline, words.offer, wish, words.moment)

    return change_told(services, replace(command.asked, buys=True), turn, once, _terms)


def _terms(before: Timeline, after: Timeline, words: Words) -> Terms | None:
    """Give the terms of what is on another plan from now on, or costs more than it would without a change.

    What is still to come stands in them too: they are those of the last moment that does.
    """
    asked = after.changes[-1]
    for at in sorted({each.at for each in after.changes if each.at >= asked.at}, reverse=True):
        was, state = before.state_at(at), after.state_at(at)
        if was is None or state is None or state.phase is Phase.ENDED:
            continue
        day = max(at, words.moment.now)
        if (
            state.plan != was.plan
            or held_on(words.programme, state, day).due() > held_on(words.programme, was, day).due()
        ):
            return terms_for(words.programme, after, at, day)
    return None
