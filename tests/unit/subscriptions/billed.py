"""A subscription that is billed for real: decisions of a small programme, usage known by a time, invoices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from loyalty.decision.decide import decide
from loyalty.decision.explain import Heading, explain
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import situate_usage
from loyalty.decision.use import Measured
from loyalty.subscriptions.billing import Bill, Due, Line, Place, bill, booked, decided, due
from loyalty.subscriptions.share import Basis
from loyalty.subscriptions.timeline import Timeline
from tests.unit.decision.making import HEAD, NUMBERS
from tests.unit.subscriptions.making import BERLIN

PLAN = """
  - id: {plan}
    name: {{en: {plan}}}
    price: {{every: {every}, anchor: anniversary, amount: {price}{per}}}
{more}    fees:
      - {{id: set-up, name: {{en: Set-up}}, amount: 9.99, charged: once, purpose: p, recipient: seller,
         refundable: true}}
    usage:
      - {{meter: calls, model: graduated, bands: [{{up_to: 10, unit: 0.333}}, {{above: 10, unit: 0.111}}]}}
    proration: {{basis: {basis}, on_change: credit_and_charge}}
    tax: {{table: vat.csv, by: member.country, prices: {tax}, per: total}}
"""
COUNTRY = "  member.country: {is: country, label: transaction, purpose: [tax], default: DE}\n"
PER_SEAT = ", per: seat"
BACKUP = "    add_ons: [{id: backup, name: {en: Backup}, amount: 5.00}]\n"
VAT = "member.country,rate\n,19%\n"


@cache
def programme(basis: Basis = "second", tax: str = "exclude_tax") -> Programme:
    """Give a programme with two monthly plans and one by the year, two of them by the seat."""
    plans = [
        {"plan": "basic", "every": "month", "price": "29.99", "per": "", "more": ""},
        {"plan": "pro", "every": "month", "price": "49.00", "per": PER_SEAT, "more": BACKUP},
        {"plan": "annual", "every": "year", "price": "301.00", "per": PER_SEAT, "more": ""},
    ]
    text = "".join(PLAN.format(**words, basis=basis, tax=tax) for words in plans)
    made = compile_programme({"rules.yaml": f"{HEAD.format(**NUMBERS)}{COUNTRY}plans:{text}", "vat.csv": VAT})
    assert made.programme is not None, made.findings
    return made.programme


@dataclass(frozen=True, slots=True)
class Event:
    """Something used at a time and told at another, later one."""

    at: datetime
    told: datetime
    quantity: Fraction


@dataclass(slots=True)
class Account:
    """What has been billed so far of one subscription."""

    basis: Basis = "second"
    tax: str = "exclude_tax"
    lines: list[Line] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)

    def now(self, timeline: Timeline, events: list[Event], at: datetime) -> list[Line]:
        """Give every line of every segment that has begun, as it is known at a time."""
        known = [event for event in events if event.told <= at]
        return [line for one in due(timeline, at) for line in self._decided(one, known)]

    def preview(self, timeline: Timeline, events: list[Event], at: datetime) -> Bill:
        """Give what an invoice would say."""
        return bill(self.now(timeline, events, at), self.booked())

    def invoice(self, timeline: Timeline, events: list[Event], at: datetime) -> Bill:
        """Book what is new."""
        return self.book(self.preview(timeline, events, at))

    def book(self, made: Bill) -> Bill:
        """Keep a bill's lines."""
        self.lines.extend(made.lines)
        self.bills.append(made)
        return made

    def booked(self) -> Mapping[Place, Line]:
        """Give what was booked by place."""
        return booked(self.lines)

    def _decided(self, one: Due, known: list[Event]) -> tuple[Line, ...]:
        rules = programme(self.basis, self.tax)
        used = sum(
            (e.quantity for e in known if any(e.at in window for window in one.segment.windows)), Fraction(0)
        )
        usage = one.usage({"calls": Measured.of(used)}, {}, self.basis, BERLIN)
        part, situation = situate_usage(rules, usage, one.segment.cycle.period.start)
        return decided(one.segment, explain(decide(rules, situation, part), Heading("exp", "usage")))


def events(start: datetime) -> st.SearchStrategy[list[Event]]:
    """Give random use after a start, told up to sixty days later."""
    hours = st.integers(0, 150 * 24).map(lambda n: timedelta(hours=n))
    delays = st.integers(0, 60 * 24).map(lambda n: timedelta(hours=n))
    quantities = st.integers(0, 60_000).map(lambda n: Fraction(n, 1000))
    made = st.builds(lambda h, d, q: Event(start + h, start + h + d, q), hours, delays, quantities)
    return st.lists(made, max_size=8)
