"""What time alone will do to an account by an instant: exactly what is booked when nothing else happens."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from loyalty.ledger.account import AccountState, Holdings
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import catch_up
from loyalty.ledger.entry import Entry, Kind


@dataclass(frozen=True, slots=True)
class Step:
    """What happens at an instant: points vest, lapse, or come back from a hold."""

    at: datetime
    kind: Kind
    points: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a member has at the instant, and every step until then, in order of time."""

    holdings: Holdings
    steps: tuple[Step, ...]

    @property
    def lapsing(self) -> int:
        """Give how many points lapse by then."""
        return sum(step.points for step in self.steps if step.kind is Kind.LAPSE)


def forecast(state: AccountState, now: datetime, at: datetime) -> Forecast:
    """Give what an account comes to at ``at`` when nothing else happens.

    What is due by ``now`` counts as done and is no step; of ends to come it is taken that the member
    will have been told in time.
    """
    # The ids are never seen: the entries are made only to be counted.
    ids = count(-(1 << 62)).__next__
    present = catch_up(state, Recording(now, ids)).state
    lots = (
        replace(lot, awaits=lot.awaits and lot.expires_at is not None and lot.expires_at <= now)
        for lot in present.lots
    )
    present = replace(present, lots=tuple(lots))
    booked = catch_up(present, Recording(at, ids))
    after = booked.state
    left = tuple(lot for lot in after.lots if lot.remaining)
    has = Holdings(after.available, after.pending, after.held, after.owed, left, after.holds)
    return Forecast(has, tuple(_step(entry) for entry in booked.entries))


def _step(entry: Entry) -> Step:
    return Step(entry.cause.occurred_at, entry.kind, entry.postings[0].amount)
