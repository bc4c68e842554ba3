"""What a decision about an event may know: the member, what they did before, and what they bought."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Part, Programme
from loyalty.decision.situate import local_day, situate_event
from loyalty.decision.situation import Situation, SituationLine
from loyalty.earning.events.occasion import BOUGHT
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period, day_start
from loyalty.language.readers.python import Value
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.sheet import Scope
from loyalty.language.tree import Kind
from loyalty.orders.order import Order, OrderState
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.participants import Known, know
from loyalty.use_cases.returns.sold import recipe_of
from loyalty.use_cases.services import Services
from loyalty.use_cases.times import around

LINE = "line."


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something a member did: what, when, and the facts of it that the sender states."""

    name: str
    member: MemberId
    at: datetime
    facts: Mapping[str, str]


def decide_occasion(
    services: Services, unit: UnitOfWork, programme: Programme, occasion: Occasion
) -> tuple[Decision, Known]:
    """Decide what an event earns, with what was known of the member. Raises RequestMisfit, NotInForce."""
    part = programme.events[occasion.name]
    known = know(unit, programme, part, occasion.member, occasion.at)
    bought = {
        f"{BOUGHT}{rule.id}": _bought(services, unit, programme, rule, occasion)
        for rule in programme.shape.events
        if f"{BOUGHT}{rule.id}" in part.compiled.sheet.reads
    }
    who = replace(known.participant, history={**known.participant.history, **bought})
    situation = situate_event(programme, part, occasion.facts, occasion.at, who)
    return decide(programme, situation, part), known


def _bought(
    services: Services, unit: UnitOfWork, programme: Programme, rule: EarnEventShape, occasion: Occasion
) -> int:
    """Give 1 where the member has an order as the rule needs it, of which such a line is kept, else 0."""
    needed = rule.needs
    assert needed is not None  # noqa: S101 - only such rules have this input
    for order in _orders(unit, programme, occasion, _since(programme, rule, occasion.at)):
        if needed.lines is None:
            return 1
        sale = services.programmes.by_digest(unit, order.digest)
        returns = unit.orders.returns(order.key)
        last = returns[-1].explanation_id if returns else order.explanation_id
        part = programme.bought[rule.id]
        situation = _with_lines(programme, part, occasion, recipe_of(unit, sale, last).decision)
        if decide(programme, situation, part).value(f"{BOUGHT}{rule.id}"):
            return 1
    return 0


def _since(programme: Programme, rule: EarnEventShape, at: datetime) -> datetime:
    """Give from when on orders count: the days before the event's own, or ever."""
    start = around(programme, at, "ever").start
    within = rule.needs.within if rule.needs is not None else None
    day, first = local_day(programme, at), local_day(programme, start)
    if within is None:
        return start
    while (middle := first + (day - first) // 2) < day:
        reaches = within.after(middle) >= local_day(programme, at)
        first, day = (first, middle) if reaches else (middle + timedelta(days=1), day)
    return day_start(first, programme.zone)


def _orders(unit: UnitOfWork, programme: Programme, occasion: Occasion, since: datetime) -> Iterator[Order]:
    """Give the member's orders up to the event of which something is kept, the latest first."""
    until = Period(since, occasion.at + timedelta(microseconds=1))
    keys = [
        key
        for each in one_person(unit, occasion.member)
        for key in unit.orders.keys_between(each, programme.name, until)
    ]
    found = [order for key in keys if (order := unit.orders.get(key)) is not None]
    for order in sorted(found, key=lambda each: each.occurred_at, reverse=True):
        if order.state not in {OrderState.RETURNED, OrderState.CANCELLED}:
            yield order


def _with_lines(programme: Programme, part: Part, occasion: Occasion, kept: Decision) -> Situation:
    """Give the situation of the event beside the lines of an order; what that does not know is nothing."""
    names = {item.name: item.node.den for item in kept.part.compiled.sheet.inputs if item.scope is Scope.LINE}

    def value(line: SituationLine, name: str, kind: Kind, den: int) -> Value:
        if name == f"{LINE}sku":
            return line.sku
        there = dict(zip(kept.part.compiled.line_inputs, line.values, strict=True)).get(name)
        if there is None or isinstance(there, str) is not (kind is Kind.TEXT):
            return "" if kind is Kind.TEXT else 0
        return there if isinstance(there, str) else int(there) * den // names[name]

    own = [item for item in part.compiled.sheet.inputs if item.scope is Scope.LINE]
    lines = tuple(
        SituationLine(
            line.id,
            line.sku,
            tuple(value(line, item.name, item.node.kind, item.node.den) for item in own),
        )
        for line in kept.situation.lines
    )
    return replace(situate_event(programme, part, occasion.facts, occasion.at), lines=lines)
