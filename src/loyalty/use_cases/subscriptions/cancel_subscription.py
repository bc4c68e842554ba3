"""Cancel a subscription: now, at the end of the period, or back-dated."""

from loyalty.subscriptions.asking import cancel
from loyalty.subscriptions.timeline import Timeline
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.writing import AskedFor, Words, change_told


def cancel_subscription(services: Services, asked: AskedFor, once: Once) -> Told:
    """Give the subscription and what that costs or gives back, as `change_told`.

    Raises also ChangeTooEarly, WaitsForPeriodEnd, SubscriptionEnded.
    """

    def turn(timeline: Timeline, words: Words) -> Timeline:
        return cancel(timeline, words.offer, words.moment)

    return change_told(services, asked, turn, once)
