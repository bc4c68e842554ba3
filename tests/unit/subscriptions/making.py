"""Short ways to make subscriptions, for tests of the room."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from loyalty.language.values import Duration, Interval, Turn, Unit
from loyalty.subscriptions.asking import Moment, Wish, start
from loyalty.subscriptions.changes import When
from loyalty.subscriptions.offer import Offer
from loyalty.subscriptions.schedule import Rhythm
from loyalty.subscriptions.timeline import Timeline

BERLIN = ZoneInfo("Europe/Berlin")
MONTHLY = Rhythm(Interval(1, Turn.MONTH), "anniversary")
YEARLY = Rhythm(Interval(1, Turn.YEAR), "anniversary")
CALENDAR = Rhythm(Interval(1, Turn.MONTH), "calendar")
BASIC = Offer("basic", MONTHLY, "second", "credit_and_charge", Duration(30, Unit.DAY))
PRO = Offer("pro", MONTHLY, "second", "credit_and_charge", Duration(30, Unit.DAY), add_ons=("backup",))
ANNUAL = Offer("annual", YEARLY, "second", "credit_and_charge")
STIFF = Offer("stiff", MONTHLY)


def berlin(text: str) -> datetime:
    """Give the UTC instant of a local day, or of a local day and time, in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def told(text: str, when: When | None = None, at: str | None = None) -> Moment:
    """Ask for something at a local time of Berlin."""
    return Moment(berlin(text), when, berlin(at) if at else None)


def begun(text: str, offer: Offer = BASIC, first: Wish | None = None) -> Timeline:
    """Give a subscription that began at a local time of Berlin."""
    return start(BERLIN, offer, first or Wish(), told(text))
