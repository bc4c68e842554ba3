"""Cancel a subscription: now, at the end of the period, back-dated, or undone in the days of cooling off."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from loyalty.decision.situate import local_day
from loyalty.profiles.markets import Law
from loyalty.subscriptions.asking import Beginning, cancel, cool_off
from loyalty.subscriptions.changes import Changed, When
from loyalty.subscriptions.timeline import Timeline
from loyalty.use_cases.market_notices import law_of
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.writing import AskedFor, Words, change_told

YEAR: Final = 365
"""Days of a period whose renewal can be undone where the law says so."""


def cancel_subscription(services: Services, asked: AskedFor, once: Once) -> Told:
    """Give the subscription and what that costs or gives back, as `change_told`.

    In the days of cooling off that its market gives it can be undone, whatever the plan says of
    changes. Raises also CoolingOffOver, ChangeTooEarly, WaitsForPeriodEnd, SubscriptionEnded.
    """

    def turn(timeline: Timeline, words: Words) -> Timeline:
        if asked.when is When.COOLING_OFF:
            return _undone(timeline, words)
        return cancel(timeline, words.offer, words.moment)

    return change_told(services, asked, turn, once)


def _undone(timeline: Timeline, words: Words) -> Timeline:
    """Give the timeline undone, by the law of the day on which it began, or went on."""
    programme, now = words.programme, words.moment.now
    market = timeline.started.market
    law = law_of(programme, market, local_day(programme, timeline.started.at))
    days = law.strictest("subscription.cooling_off_days")
    after = law_of(programme, market, local_day(programme, now))
    again = (*_agreed_anew(timeline), *_again(timeline, after, now))
    return cool_off(timeline, words.offer, words.moment, _number(days), again)


def _agreed_anew(timeline: Timeline) -> Iterator[Beginning]:
    """Give the changes whose terms, with the days of cooling off in them, were agreed to.

    The days run from the yes where the change holds from earlier on; one that is to come can be undone
    in the days after the yes, and in those after it began to hold.
    """
    for change in timeline.changes:
        if isinstance(change, Changed) and change.agreed is not None:
            yield from (
                (change.at, since) for since in (change.recorded_at, max(change.at, change.recorded_at))
            )


def _again(timeline: Timeline, law: Law, now: datetime) -> Iterator[Beginning]:
    """Give later beginnings that can be undone too: the first charge after a trial, renewals of a year."""
    if law.asking("subscription.cooling_off_again") is None:
        return
    for segment in timeline.segments(now):
        nominal = segment.cycle.nominal
        begins = segment.cycle.period.start
        after_trial = begins == timeline.paid_from and timeline.started.trial_until
        if after_trial or (nominal.end - nominal.start).days >= YEAR:
            yield begins, begins


def _number(value: object) -> int:
    return value if isinstance(value, int) else -1
