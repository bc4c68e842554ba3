"""Typical cases of two versions: their worked examples, and situations at the cut points of what changed.

A changed formula tells by the facts it reads what may matter: their choices, the constants they are
compared with and the values just below these. All of them together are tried while they are few,
else every one and every two of them around a usual case.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from fractions import Fraction
from itertools import combinations, islice, product
from math import prod

from loyalty.comparison.content import content
from loyalty.comparison.cuts import AMOUNT, OFFERED, QUANTITY, dimensions
from loyalty.decision.programme import Programme
from loyalty.language.lowering import NO_TIER
from loyalty.language.shapes.programme import GivenShape, LineGiven, OrderGiven, PeriodGiven
from loyalty.language.texts.documents import Scalar

CASES_MAX = 300
USUAL_AMOUNT = Fraction(50)
NOON = time(12)
DAY, TIER, SKU = "order.day", "member.tier", "line.sku"
Values = Mapping[str, object]


def cases(old: Programme, new: Programme) -> Iterator[tuple[GivenShape, str]]:
    """Give every case with the name of the example it is, empty for one made here; each case once."""
    seen = set()
    named = [(example.given, example.name) for each in (new, old) for example in each.shape.examples]
    for given, name in (*named, *((given, "") for given in _made(old, new))):
        if content(given) not in seen:
            seen.add(content(given))
            yield given, name


def _made(old: Programme, new: Programme) -> Iterator[GivenShape]:
    usual = _usual(old, new)
    found = dimensions(old, new, old.basket, new.basket)
    if found:
        yield from (_order(values, new) for values in _around(found, usual))
    for plan in new.shape.plans:
        if plan.id not in old.plans:
            continue
        found = dimensions(old, new, old.plans[plan.id], new.plans[plan.id])
        meters = tuple(dict.fromkeys(usage.meter for usage in plan.usage))
        if found:
            yield from (_usage(values, plan.id, meters, new) for values in _around(found, usual))


def _usual(old: Programme, new: Programme) -> dict[str, object]:
    """Give a usual case: what the first example of an order says, and else the first choice of each fact."""
    first = max(old.shape.effective.from_, new.shape.effective.from_)
    found: dict[str, object] = {DAY: first, AMOUNT: USUAL_AMOUNT, QUANTITY: Fraction(1), OFFERED: 0}
    facts = {**old.shape.facts, **new.shape.facts}
    found |= {name: fact.of[0] for name, fact in facts.items() if fact.of}
    for example in (*old.shape.examples, *new.shape.examples):
        found |= {name: value.text for name, value in example.given.facts.items()}
        if example.given.order is not None and example.given.lines:
            stated = {f"order.{name}": value.text for name, value in example.given.order.facts.items()}
            line = example.given.lines[0]
            stated |= {f"line.{name}": value.text for name, value in line.facts.items()}
            return {**found, **stated, SKU: line.sku}
    return found


def _around(found: Mapping[str, Sequence[object]], usual: Values) -> Iterator[Values]:
    """Give the usual case with other values for what matters."""
    if prod(len(values) for values in found.values()) <= CASES_MAX:
        for chosen in product(*found.values()):
            yield {**usual, **dict(zip(found, chosen, strict=True))}
        return
    yield from islice(_by_twos(found, usual), CASES_MAX)


def _by_twos(found: Mapping[str, Sequence[object]], usual: Values) -> Iterator[Values]:
    for name, values in found.items():
        yield from ({**usual, name: value} for value in values)
    for (one, first), (other, second) in combinations(found.items(), 2):
        yield from ({**usual, one: a, other: b} for a in first for b in second)


def _order(values: Values, programme: Programme) -> GivenShape:
    facts = {name: Scalar(str(value)) for name, value in values.items()}
    order = {name.removeprefix("order."): fact for name, fact in facts.items() if _is_fact(name, "order.")}
    line = {name.removeprefix("line."): fact for name, fact in facts.items() if _is_fact(name, "line.")}
    amount, quantity = Fraction(str(values[AMOUNT])), Fraction(str(values[QUANTITY]))
    return GivenShape(
        order=OrderGiven(
            at=_noon(values, programme), points_to_spend=Fraction(str(values[OFFERED])), facts=order
        ),
        lines=(
            LineGiven(sku=str(values.get(SKU, "article")), quantity=quantity, unit_price=amount, facts=line),
        ),
        facts=_of_member(values),
    )


def _usage(values: Values, plan: str, meters: tuple[str, ...], programme: Programme) -> GivenShape:
    quantity = Fraction(str(values[QUANTITY]))
    period = PeriodGiven(used=dict.fromkeys(meters, quantity)) if meters else None
    return GivenShape(plan=plan, period=period, at=_noon(values, programme), facts=_of_member(values))


def _of_member(values: Values) -> dict[str, Scalar]:
    stated = {name: value for name, value in values.items() if name.startswith(("member.", "history."))}
    if stated.get(TIER) == NO_TIER:
        del stated[TIER]
    return {name: Scalar(str(value)) for name, value in stated.items()}


def _noon(values: Values, programme: Programme) -> datetime:
    day = values[DAY]
    assert isinstance(day, date)  # noqa: S101 - the usual case has one, and cuts give days
    return datetime.combine(day, NOON, programme.zone).astimezone(UTC)


def _is_fact(name: str, owner: str) -> bool:
    return name.startswith(owner) and name not in {DAY, OFFERED, QUANTITY, SKU}
