"""Change a subscription: another plan, other seats or add-ons; now, at the period's end, or back-dated."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from loyalty.subscriptions.asking import Wish, change
from loyalty.subscriptions.offer import offer_of
from loyalty.subscriptions.timeline import Timeline
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.writing import AskedFor, Words, change_told


@dataclass(frozen=True, slots=True)
class ChangeSubscription:
    """What is to be otherwise; None leaves a thing as it is, ``add_ons`` are the numbers of all of them."""

    asked: AskedFor
    plan: str | None = None
    seats: int | None = None
    add_ons: Mapping[str, int] | None = None


def change_subscription(services: Services, command: ChangeSubscription, once: Once) -> Told:
    """Give the changed subscription and what the change costs or gives back, as `change_told`.

    Raises also UnknownPlan, NotForSubscription, NothingChanges, WaitsForPeriodEnd, ChangeTooEarly,
    SubscriptionEnded.
    """

    def turn(timeline: Timeline, words: Words) -> Timeline:
        offer = None if command.plan is None else offer_of(words.programme.shape, command.plan)
        wish = Wish(offer, command.seats, command.add_ons)
        return change(timeline, words.offer, wish, words.moment)

    return change_told(services, replace(command.asked, buys=True), turn, once)
