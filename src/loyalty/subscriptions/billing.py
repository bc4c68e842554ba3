"""Difference billing: what a period costs as is known now, less what was booked of it before.

Nothing here works out a price. Each segment is decided as a whole, again and again, and an
invoice says what is new: the price in advance, usage when the period closes, late events, an
upgrade, a back-dated cancellation are all the same difference. So rounding heals itself, and
as no period ever costs less than nothing, no credit is above what was paid.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from loyalty.decision.explain import Document
from loyalty.decision.use import Measured, Usage
from loyalty.kernel.period import Period
from loyalty.kernel.refusal import InvariantBroken
from loyalty.pricing.line import FEES, Category
from loyalty.subscriptions.refusals import GivenBackAlready
from loyalty.subscriptions.schedule import Cycle
from loyalty.subscriptions.share import Basis, held, stretches
from loyalty.subscriptions.timeline import Segment, Timeline


class Kind(StrEnum):
    """What a bill is called: a credit note comes to less than nothing."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


@dataclass(frozen=True, slots=True)
class Due:
    """A segment that is to be decided; while it is not ``closed`` only what is paid in advance is due.

    One that is ``undone`` was billed and then taken back: of it only fees stay that are not refundable.
    """

    segment: Segment
    closed: bool
    undone: bool = False

    def usage(
        self, measured: Mapping[str, Measured], facts: Mapping[str, str], basis: Basis, zone: ZoneInfo
    ) -> Usage:
        """Give the segment as a decision is asked about it; ``measured`` is of the segment's windows."""
        return Usage(
            self.segment.plan,
            measured,
            facts,
            first_period=self.segment.first,
            closed=self.closed,
            undone=self.undone,
            cooled_off=self.segment.cooled_off,
            stretches=stretches(self.segment, basis, zone),
            held=held(self.segment, basis, zone),
            since=self.segment.since.astimezone(zone).date(),
        )


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """What a booked amount is of: a line, by its step, of a plan in the period that begins at ``start``."""

    start: datetime
    plan: str
    key: str

    @property
    def period(self) -> tuple[datetime, str]:
        """What is decided as a whole: the plan in the period."""
        return self.start, self.plan


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a decision, or of a bill; ``inside`` lines only inform (tax contained in others).

    ``now`` is what the line comes to in all, ``amount`` what is new of it; minor units.
    ``explanation`` is the id of the explanation of the whole period.
    """

    place: Place
    end: datetime
    category: Category
    label: Mapping[str, str]
    inside: bool
    now: int
    amount: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Bill:
    """What is new, line by line; without lines there is nothing to issue. Amounts in minor units."""

    lines: tuple[Line, ...]

    @property
    def due(self) -> int:
        """What is to be paid, tax included; below 0 what is given back."""
        return sum(line.amount for line in self.lines if not line.inside)

    @property
    def tax_inside(self) -> int:
        """The tax contained in the other lines."""
        return sum(line.amount for line in self.lines if line.inside)

    @property
    def tax_added(self) -> int:
        """The tax that stands beside the other lines."""
        return sum(line.amount for line in self.lines if line.category is Category.TAX and not line.inside)

    def by_period(self) -> dict[tuple[datetime, str], int]:
        """Give what is new of each plan in each period, tax included."""
        found: Counter[tuple[datetime, str]] = Counter()
        for line in self.lines:
            found[line.place.period] += 0 if line.inside else line.amount
        return dict(found)

    @property
    def kind(self) -> Kind:
        """Whether it is an invoice or a credit note."""
        return Kind.INVOICE if self.due >= 0 else Kind.CREDIT_NOTE


def due(timeline: Timeline, at: datetime) -> tuple[Due, ...]:
    """Give every segment that has begun at an instant, in order, each closed or still running."""
    return tuple(Due(segment, segment.closes <= at) for segment in timeline.segments(at))


def undone(dues: Iterable[Due], before: Mapping[Place, Line]) -> tuple[Due, ...]:
    """Give the periods in which fees were booked ``before``, and which are due no more, in order."""
    there = {(each.segment.cycle.period.start, each.segment.plan) for each in dues}
    gone = {
        place.period: line.end
        for place, line in sorted(before.items(), key=lambda item: item[0])
        if line.category in FEES and line.now and place.period not in there
    }
    return tuple(
        Due(_of_no_time(plan, Period(start, end)), closed=False, undone=True)
        for (start, plan), end in gone.items()
    )


def _of_no_time(plan: str, period: Period) -> Segment:
    return Segment(plan, Cycle(period, period), period.start, (), (), period.start, first=False)


def next_due(timeline: Timeline, after: datetime) -> datetime | None:
    """Give the first instant after another at which a period begins or closes; None when none ever will."""
    begins = timeline.paid_from
    ends = timeline.ends_at
    borders = [segment.closes for segment in timeline.segments(after)]
    if ends is None or begins < ends:
        borders.append(begins)
    return min((at for at in borders if at > after), default=None)


def decided(segment: Segment, document: Document) -> tuple[Line, ...]:
    """Give the lines of a segment's explanation as they are to be booked, each new as a whole."""
    period = segment.cycle.period
    return tuple(
        Line(
            Place(period.start, segment.plan, line["step"]),
            period.end,
            Category(line["category"]),
            line["label"],
            line["inside"],
            line["amount"],
            line["amount"],
            document["id"],
        )
        for line in document["lines"]
    )


def booked(lines: Iterable[Line]) -> dict[Place, Line]:
    """Give what was booked by place: the last line told of each, with all its amounts as ``now``."""
    found: dict[Place, Line] = {}
    for line in lines:
        before = found[line.place].now if line.place in found else 0
        found[line.place] = replace(line, now=before + line.amount, amount=0)
    return found


def bill(now: Sequence[Line], before: Mapping[Place, Line]) -> Bill:
    """Give what is new: the decided lines less what was booked before.

    ``now`` has every line of the segments that were decided, ``before`` what was booked of
    the same time: what is booked there and decided no more is given back. A line that is new
    and costs nothing is told once. Raises InvariantBroken where a period costs less than nothing.
    """
    below = [plan for (_, plan), total in _totals(now).items() if total < 0]
    if below:
        message = f"a period of {below[0]} costs less than nothing"
        raise InvariantBroken(message)
    wanted = {line.place: line for line in now}
    gone = [replace(line, now=0, amount=-line.now) for place, line in before.items() if place not in wanted]
    there = [
        replace(line, amount=line.now - (before[place].now if place in before else 0))
        for place, line in wanted.items()
    ]
    told = [line for line in there if line.amount or line.place not in before]
    return Bill(tuple(_in_order([*told, *(line for line in gone if line.amount)])))


def void(issued: Bill, before: Mapping[Place, Line]) -> Bill:
    """Give the bill that cancels another exactly, line by line; ``before`` is all that was booked.

    Raises GivenBackAlready where a later bill gave back a part of it, which would then be
    given back twice.
    """
    lines = tuple(
        replace(line, now=before[line.place].now - line.amount, amount=-line.amount) for line in issued.lines
    )
    left = dict(before) | {line.place: line for line in lines}
    if any(total < 0 for total in _totals(left.values()).values()):
        raise GivenBackAlready
    return Bill(lines)


def _in_order(lines: Iterable[Line]) -> Iterator[Line]:
    """Give lines by period; inside those as they came, which is the order of the plans in it."""
    yield from sorted(lines, key=lambda line: line.place.start)


def _totals(lines: Iterable[Line]) -> dict[tuple[datetime, str], int]:
    """Give what each period of each plan comes to."""
    totals: dict[tuple[datetime, str], int] = {}
    for line in lines:
        totals[line.place.period] = totals.get(line.place.period, 0) + (0 if line.inside else line.now)
    return totals
