"""When a rule that earns applies: its days, condition, anniversary, card or streak, and what limits leave."""

from collections.abc import Iterator

from loyalty.earning.cards import reached
from loyalty.earning.limits import something_left
from loyalty.earning.tabled import gives_something
from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.occasions.moments import (
    DAY_MONTH,
    DAYS_ENROLLED,
    ENROLLED,
    IS_ENROLLED,
    LEAP,
    OF_HISTORY,
    OF_TIME,
    ORDER_DAY,
    day_month_near,
    leap_year_near,
)
from loyalty.language.shapes.earn import AnniversaryShape, EarnRuleShape
from loyalty.language.sheet import Rule, Scope
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.tree import Comparison, Kind, Node, Read

NEARLY_A_YEAR = 300
"""Days after which the first anniversary of enrolment may come: the day itself is none."""
ANNIVERSARY = "anniversary."
"""What stands before the id of a rule in the formula of whether its days have come."""
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def applying(
    lowering: Lowering, shape: EarnRuleShape, rule: Rule, scope: Scope, gives: Node | None = None
) -> Read:
    """Define ``when.<rule>`` at most in ``scope``; give its node. ``gives`` is what the rule would give."""
    also: list[Node] = [] if shape.contains is None else [_contained(lowering, shape.contains, rule)]
    if shape.anniversary is not None:
        count = t.choose(
            _near(lowering, shape.anniversary), t.const(Kind.QUANTITY, 1), t.const(Kind.QUANTITY, 0)
        )
        found = lowering.builder.define(f"{ANNIVERSARY}{shape.id}", Scope.ORDER, count, rule)
        # From which day on it applies is told as a distance from this one.
        lowering.fact(ORDER_DAY)
        also.append(t.compare(Comparison.GE, found, t.const(Kind.QUANTITY, 1)))

    def further(counts: Node) -> Iterator[Node]:
        given = tuple(gives_something(lowering, shape, rule))
        yield from given
        yield from reached(lowering, shape, rule, t.all_of(counts, *given))
        if shape.once_per == "step":
            amount, step = step_of(lowering, shape)
            yield t.compare(Comparison.GE, amount, t.const(Kind.MONEY, step))
        yield from something_left(lowering, shape, rule)

    days, needed = (shape.from_, shape.until), t.all_of(*also) if also else None
    return lowering.when(
        rule,
        shape.when,
        days,
        scope,
        also=needed,
        further=further,
        gives=gives,
        is_factor=shape.multiply is not None,
    )


def step_of(lowering: Lowering, shape: EarnRuleShape) -> tuple[Node, int]:
    """Give the amount that is counted in steps, and one step in minor units."""
    assert shape.for_each is not None  # noqa: S101 - the checks demand both beside `once_per: step`
    assert shape.of is not None  # noqa: S101 - the same
    return lowering.expression(shape.of, Kind.MONEY, Scope.ORDER), int(shape.for_each * lowering.minor)


def _contained(lowering: Lowering, asked: Expression, rule: Rule) -> Node:
    """Define ``contains.<rule>``, how many lines are as asked; give whether one is."""
    one, none = t.const(Kind.NUMBER, 1), t.const(Kind.NUMBER, 0)
    fits = t.choose(lowering.expression(asked, Kind.TRUTH, Scope.LINE), one, none)
    line = lowering.builder.define(f"contains.{rule.id}.line", Scope.LINE, fits, rule)
    count = lowering.builder.define(
        f"contains.{rule.id}", Scope.ORDER, lowering.builder.total(line.name), rule
    )
    return t.compare(Comparison.GE, count, one)


def _near(lowering: Lowering, shape: AnniversaryShape) -> Node:
    own = shape.of == ENROLLED
    day = lowering.builder.input(ENROLLED, Scope.ORDER, IS_ENROLLED) if own else lowering.fact(shape.of)
    near = t.any_of(*(_in_month(lowering, day) if shape.whole_month else _in_days(lowering, shape, day)))
    if not own:
        return near
    enrolled = lowering.builder.input(DAYS_ENROLLED, Scope.ORDER, OF_HISTORY[DAYS_ENROLLED])
    return t.all_of(near, t.compare(Comparison.GE, enrolled, t.const(Kind.QUANTITY, NEARLY_A_YEAR)))


def _in_days(lowering: Lowering, shape: AnniversaryShape, day: Node) -> Iterator[Node]:
    """Give the cases in which ``day`` is within the days before and after the order's."""
    for days in range(-shape.days_after, shape.days_before + 1):
        near = day_month_near(days)
        near = lowering.builder.input(near.name, Scope.ORDER, near)
        leap = leap_year_near(days)
        leap = lowering.builder.input(leap.name, Scope.ORDER, leap)
        yield t.compare(Comparison.EQ, day, near)
        yield t.all_of(
            t.compare(Comparison.EQ, day, t.text(LEAP)),
            t.compare(Comparison.EQ, near, t.text(shape.leap_day)),
            t.negation(leap),
        )


def _in_month(lowering: Lowering, day: Node) -> Iterator[Node]:
    """Give the cases in which ``day`` is in the month of the order; that of 29 February is February."""
    today = lowering.builder.input(DAY_MONTH, Scope.ORDER, OF_TIME[DAY_MONTH])
    for month, length in enumerate(_DAYS, start=1):
        days = [t.text(f"{month:02}-{number:02}") for number in range(1, length + 1)]
        yield t.all_of(t.one_of(today, days), t.one_of(day, days))
