"""Pause a subscription: time is not paid for until it is resumed, what is used is."""

from loyalty.subscriptions.asking import pause
from loyalty.subscriptions.timeline import Timeline
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.writing import AskedFor, Words, change_told


def pause_subscription(services: Services, asked: AskedFor, once: Once) -> Told:
    """Give the subscription and what that costs or gives back, as `change_told`.

    Raises also NothingChanges, ChangeTooEarly, WaitsForPeriodEnd, SubscriptionEnded.
    """

    def turn(timeline: Timeline, words: Words) -> Timeline:
        return pause(timeline, words.offer, words.moment)

    return change_told(services, asked, turn, once)
