"""Resume a subscription that was paused."""

from loyalty.subscriptions.asking import resume
from loyalty.subscriptions.timeline import Timeline
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.writing import AskedFor, Words, change_told


def resume_subscription(services: Services, asked: AskedFor, once: Once) -> Told:
    """Give the subscription and what that costs or gives back, as `change_told`.

    Raises also NotPaused, ChangeTooEarly, WaitsForPeriodEnd, SubscriptionEnded.
    """

    def turn(timeline: Timeline, words: Words) -> Timeline:
        return resume(timeline, words.offer, words.moment)

    return change_told(services, asked, turn, once)
