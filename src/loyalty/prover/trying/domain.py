"""What the inputs of a sheet can be: their bounds, their texts, and the values at which rules change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain

from loyalty.decision.programme import Part, Programme
from loyalty.language import tree as t
from loyalty.language.facts import Known, environment_of
from loyalty.language.lowering import NO_TIER
from loyalty.language.occasions.moments import (
    CALENDAR,
    DAY_MONTH,
    ENROLLED,
    HOUR,
    WEEKDAY,
    day_month,
    moment,
)
from loyalty.language.sheet import Input
from loyalty.language.tree import Const, Kind, Node
from loyalty.prover.trying.case import Value

OTHER = "another"
"""Stands for a text that no rule names, where any text may be given."""
DAY = "order.day"
HOURS = 24
HOURS_TRIED = 8
"""How many hours of a day are looked at."""
_COUNTRY = "ZZ"
DAYS_APART = 100
"""How far another day of a year is from the programme's first, where a fact is one."""


@dataclass(frozen=True, slots=True)
class Domain:
    """What may be given: by input the bounds of its numerator, and values at and beside which rules change.

    ``moments`` are the UTC instants that are worth looking at.
    """

    bounds: Mapping[str, tuple[int, int]]
    values: Mapping[str, tuple[Value, ...]]
    moments: tuple[datetime, ...]


def domain_of(programme: Programme, part: Part) -> Domain:
    """Give the domain of a part's inputs, within the limits and the days of the programme."""
    cuts, names = _cuts(part), environment_of(programme.shape).names
    inputs = part.compiled.sheet.inputs
    values = {item.name: tuple(_values(programme, item, cuts, names)) for item in inputs}
    return Domain(bounds_of(programme, part), values, tuple(_moments(programme, cuts)))


def bounds_of(programme: Programme, part: Part) -> dict[str, tuple[int, int]]:
    """Give the bounds of the numerators that may be given, by input of a part."""
    return dict(_bounds(programme, part))


def of_time(name: str) -> bool:
    """Give whether an input follows from the moment alone."""
    return name in {DAY, WEEKDAY, HOUR, DAY_MONTH} or name.startswith(CALENDAR)


def at_moment(programme: Programme, name: str, at: datetime) -> Value:
    """Give the value of an input that follows from the moment."""
    local = at.astimezone(programme.zone)
    found = moment(name, local)
    return local.date().toordinal() if found is None else found


@dataclass(slots=True)
class _Cuts:
    """The constants of a sheet by the kind they are compared as, and the texts by name."""

    numbers: dict[Kind, set[int]] = field(default_factory=dict)
    texts: dict[str, set[str]] = field(default_factory=dict)


def _cuts(part: Part) -> _Cuts:
    found = _Cuts()
    for formula in part.compiled.sheet.formulas:
        for node in _walk(formula.tree):
            _note(node, found)
    return found


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in t.children(node):
        yield from _walk(child)


def _note(node: Node, found: _Cuts) -> None:
    if isinstance(node, t.OneOf | t.Compare):
        sides = (node.inner, *node.choices) if isinstance(node, t.OneOf) else (node.left, node.right)
        names = [side.name for side in sides if isinstance(side, t.Read)]
        for side in sides:
            if isinstance(side, Const) and side.kind is Kind.TEXT and names:
                found.texts.setdefault(names[0], set()).add(str(side.value))
    if isinstance(node, t.Compare | t.Least | t.Most | t.Sub):
        for side in chain.from_iterable(map(_constants, t.children(node))):
            if side.kind is not Kind.TEXT:
                found.numbers.setdefault(side.kind, set()).add(-(-side.lo // side.den))


def _constants(node: Node) -> Iterator[Const]:
    """Give the constants that a number may be, by conditions."""
    match node:
        case Const():
            yield node
        case t.If():
            yield from chain(_constants(node.then), _constants(node.otherwise))


def _bounds(programme: Programme, part: Part) -> Iterator[tuple[str, tuple[int, int]]]:
    effective = programme.shape.effective
    last = effective.until or date.max
    for item in part.compiled.sheet.inputs:
        if item.name == DAY:
            yield item.name, (effective.from_.toordinal(), last.toordinal())
        elif item.node.kind is not Kind.TEXT:
            yield item.name, (item.node.lo, item.node.hi)


def _values(programme: Programme, item: Input, cuts: _Cuts, names: Mapping[str, Known]) -> Iterator[Value]:
    """Give what an input may be, the plainest first."""
    kind, node = item.node.kind, item.node
    if kind is Kind.TEXT:
        yield from _texts(programme, item.name, cuts, names.get(item.name))
    elif kind is Kind.TRUTH:
        yield from (0, 1)
    else:
        like = {kind, Kind.MONEY} if kind is Kind.PRICE else {kind}
        plain = (1, 2, 0) if kind is Kind.QUANTITY else (0, 1, 100)
        found = {min(max(v * node.den, node.lo), node.hi): None for v in plain}
        for cut in sorted(set().union(*(cuts.numbers.get(each, set()) for each in like))):
            for near in (cut * node.den, cut * node.den - 1, cut * node.den + 1):
                if node.lo <= near <= node.hi:
                    found[near] = None
        yield from found


def _texts(programme: Programme, name: str, cuts: _Cuts, known: Known | None) -> Iterator[str]:
    if known is not None and known.choices:
        yield from known.choices
        if name == "member.tier":
            yield NO_TIER
        return
    yield from sorted(cuts.texts.get(name, set()))
    declared = programme.shape.facts.get(name)
    if name == ENROLLED or (declared is not None and declared.is_ == "day_month"):
        first = programme.shape.effective.from_
        yield from (day_month(first + timedelta(days=days)) for days in (0, DAYS_APART))
        return
    yield _COUNTRY if declared is not None and declared.is_ == "country" else OTHER


def _moments(programme: Programme, cuts: _Cuts) -> Iterator[datetime]:
    """Give noon of the days at which rules change, and of a week, within the programme's days."""
    effective, zone = programme.shape.effective, programme.zone
    first, last = effective.from_.toordinal(), (effective.until or date.max).toordinal()
    days = dict.fromkeys([first, *range(first, first + 7)])
    for cut in sorted(cuts.numbers.get(Kind.DAY, set())):
        days |= dict.fromkeys((cut - 1, cut, cut + 1))
    days |= dict.fromkeys((min(last, first + 365), last) if last < date.max.toordinal() else (first + 365,))
    hours = sorted(
        {12, *(h for cut in cuts.numbers.get(Kind.QUANTITY, set()) for h in (cut - 1, cut) if 0 <= h < HOURS)}
    )
    for day in days:
        if first <= day <= last:
            for hour in hours[:HOURS_TRIED]:
                yield datetime.combine(date.fromordinal(day), time(hour), zone).astimezone(UTC)
