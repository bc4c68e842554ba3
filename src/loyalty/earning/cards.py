"""Cards that orders or events fill, and streaks of days, weeks or months with one.

A card counts what the member's orders came to less what it gave before, so that what comes
back empties it again and nothing is given twice. A streak counts the times before the
order's own since it last gave; which these are, is worked out from the orders that are kept.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from fractions import Fraction

from loyalty.earning.counts import CARD, RUN, STREAK, TIMES, formula_of_count, history_of
from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.earn import CardShape, EarnRuleShape, StreakShape
from loyalty.language.shapes.events import EarnEventShape, EventCardShape
from loyalty.language.sheet import Rule, Scope
from loyalty.language.tree import Comparison, Kind, Node

MOST = 10**9
NOUGHT = t.const(Kind.QUANTITY, 0)
ONE_MORE = t.const(Kind.QUANTITY, 1)


def reached(
    lowering: Lowering, shape: EarnRuleShape | EarnEventShape, rule: Rule, counts: Node
) -> Iterator[Node]:
    """Define how far the card or streak is with this order or event; give the tests that it gives something.

    ``counts`` says whether it counts at all.
    """
    counts = t.all_of(lowering.fact("filled"), counts)
    if shape.card is not None:
        now = t.choose(counts, _fills(lowering, shape, shape.card, rule), t.const(_kind(shape.card), 0))
        each = t.const(_kind(shape.card), _each(lowering, shape.card))
        yield t.compare(Comparison.GE, _card(lowering, shape, now, each, rule), each)
    elif shape.streak is not None:
        now = lowering.builder.define(
            formula_of_count(STREAK, shape.id), Scope.ORDER, t.choose(counts, ONE_MORE, NOUGHT), rule
        )
        run = _before(lowering, history_of(RUN, shape.id), Kind.QUANTITY)
        so_far = lowering.builder.define(f"{STREAK}.{shape.id}", Scope.ORDER, t.add(run, now), rule)
        yield t.compare(Comparison.GE, so_far, t.const(Kind.QUANTITY, shape.streak.times))
    once = (shape.card is not None and shape.card.once) or (shape.streak is not None and shape.streak.once)
    if once:
        given = _before(lowering, history_of(TIMES, shape.id), Kind.QUANTITY)
        before = lowering.builder.define(f"{TIMES}.{shape.id}", Scope.ORDER, given, rule)
        yield t.compare(Comparison.LE, before, NOUGHT)


def times_given(lowering: Lowering, shape: EarnRuleShape | EarnEventShape, applies: Node, rule: Rule) -> Node:
    """Define how often a card or streak gives its points on this order or event; give it as a number."""
    times: Node = ONE_MORE
    if shape.card is not None and not shape.card.once:
        each = _each(lowering, shape.card)
        so_far = t.as_kind(lowering.fact(f"{CARD}.{shape.id}"), Kind.NUMBER)
        times = t.rounded(t.mul(so_far, t.const(Kind.QUANTITY, 1 / each)), Rounding.DOWN)
    given = t.choose(t.all_of(lowering.fact("filled"), applies), times, NOUGHT)
    made = lowering.builder.define(formula_of_count(TIMES, shape.id), Scope.ORDER, given, rule)
    return t.as_kind(made, Kind.NUMBER)


def _kind(card: CardShape | EventCardShape) -> Kind:
    return Kind.MONEY if card.of == "money" else Kind.QUANTITY


def _each(lowering: Lowering, card: CardShape | EventCardShape) -> Fraction:
    return card.each * lowering.minor if card.of == "money" else card.each


def _fills(
    lowering: Lowering, shape: EarnRuleShape | EarnEventShape, card: CardShape | EventCardShape, rule: Rule
) -> Node:
    """Give what the order's lines, or the event, come to on the card."""
    if isinstance(card, EventCardShape):
        return ONE_MORE if card.of is None else lowering.expression(card.of, Kind.QUANTITY, Scope.ORDER)
    counted: Node = lowering.fact("line.amount") if card.of == "money" else lowering.fact("line.quantity")
    if card.of == "orders":
        counted = ONE_MORE
    if card.lines is not None:
        test = lowering.expression(card.lines, Kind.TRUTH, Scope.LINE)
        counted = t.choose(test, counted, t.const(counted.kind, 0))
    elif card.of == "orders":
        return ONE_MORE
    name = f"{CARD}.line.{shape.id}"
    lowering.builder.define(name, Scope.LINE, counted, rule)
    whole = lowering.builder.total(name)
    return t.least(whole, ONE_MORE) if card.of == "orders" else whole


def _card(
    lowering: Lowering, shape: EarnRuleShape | EarnEventShape, now: Node, each: t.Const, rule: Rule
) -> Node:
    filled = lowering.builder.define(formula_of_count(CARD, shape.id), Scope.ORDER, now, rule)
    before = lowering.builder.input(
        history_of(CARD, shape.id),
        Scope.ORDER,
        t.read(history_of(CARD, shape.id), filled.kind, filled.den, 0, MOST * filled.den),
    )
    given = t.as_kind(_before(lowering, history_of(TIMES, shape.id), Kind.QUANTITY), Kind.NUMBER)
    so_far = t.sub(t.add(before, filled), t.mul(each, given))
    return lowering.builder.define(f"{CARD}.{shape.id}", Scope.ORDER, so_far, rule)


def _before(lowering: Lowering, name: str, kind: Kind) -> t.Read:
    return lowering.builder.input(name, Scope.ORDER, t.read(name, kind, 1, 0, MOST))


def run_before(
    streak: StreakShape, today: date, with_order: Collection[date], given: Collection[date]
) -> int:
    """Give how many times before today's belong to the streak: days with an order, since it last gave.

    ``given`` are the days on which it gave; a time in which it gave begins the next streak after it.
    """
    own = begin_of(streak.of, today)
    begun = {begin_of(streak.of, day) for day in with_order if begin_of(streak.of, day) < own}
    last = max((begin_of(streak.of, day) for day in given if day <= today), default=None)
    if last is not None:
        begun = {start for start in begun if start > last}
    if streak.missed == "counts_on":
        return len(begun)
    run, start = 0, begin_of(streak.of, own - timedelta(days=1))
    while start in begun:
        run, start = run + 1, begin_of(streak.of, start - timedelta(days=1))
    return run


def run_now(
    streak: StreakShape, today: date, with_order: Collection[date], given: Collection[date]
) -> tuple[int, date | None]:
    """Give how many times belong to the streak, today's own among them, and the last day for the next one.

    The day is None where nothing is lost by waiting.
    """
    own = begin_of(streak.of, today)
    run = run_before(streak, today, with_order, given)
    there = any(begin_of(streak.of, day) == own for day in with_order)
    if there and not any(begin_of(streak.of, day) == own for day in given):
        run += 1
    if not run or streak.missed == "counts_on":
        return run, None
    following = _begin_after(streak.of, own)
    end = _begin_after(streak.of, following) if there else following
    return run, end - timedelta(days=1)


def _begin_after(time: str, begin: date) -> date:
    return begin_of(time, begin + timedelta(days={"day": 1, "week": 7}.get(time, 32)))


def begin_of(time: str, day: date) -> date:
    """Give the first day of the day, week from Monday, or month that ``day`` is in."""
    if time == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if time == "month" else day
