"""Random discount rules and baskets, and the units of a basket one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import chain

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from tests.unit.decision.making import decided, programme

CATEGORIES = ("coffee", "tea", "gear")


@dataclass(frozen=True, slots=True)
class Row:
    """A line: price of one and quantity, both whole (cents, pieces), and its category."""

    price: int
    quantity: int
    category: str


@st.composite
def baskets(draw: DrawFn, most: int = 4) -> tuple[Row, ...]:
    """Draw a small basket; equal prices come often."""
    rows = draw(st.integers(1, most))
    return tuple(
        Row(
            draw(st.sampled_from((0, 1, 33, 100, 199, 250, 999))),
            draw(st.integers(1, 5)),
            draw(st.sampled_from(CATEGORIES)),
        )
        for _ in range(rows)
    )


@cache
def by_rules(discounts: str) -> Programme:
    """Give a small programme with these discounts and a delivery fee."""
    fee = "{id: carriage, name: {en: C}, amount: 4.90, purpose: x, recipient: y, refundable: true}"
    return programme(f"basket:\n  fees: [{fee}]\n  discounts:\n{discounts}")


def sold(by: Programme, rows: Sequence[Row]) -> Decision:
    """Give the decision on a basket for somebody who is no member of any tier."""
    lines = [(str(Fraction(row.price, 100)), str(row.quantity), {"category": row.category}) for row in rows]
    return decided(by, *lines)


def goods(decision: Decision) -> list[int]:
    """Give what each line costs after discounts."""
    compiled, lines = decision.part.compiled, range(len(decision.situation.lines))
    return [int(compiled.value(decision.steps, "line.amount", index)) for index in lines]


def units(rows: Sequence[Row], category: str) -> list[tuple[int, int]]:
    """Give the price and line of every single unit of a category."""
    each = ([(row.price, n)] * row.quantity for n, row in enumerate(rows) if row.category == category)
    return [*chain.from_iterable(each)]


LANES = ("{name: a, combine: best_of_order}", "{name: b, combine: sum}", "{name: c, combine: chain}")
RULES = (
    "percent: 7%",
    "percent: 35%, at_most: 2.50",
    "percent: 15%, each: order",
    'percent: 20%, lines: line.category == "tea"',
    "amount: 1.23",
    'amount: 3.33, lines: line.category == "gear"',
    "amount: 0.77, each: line",
    "amount: 0.11, each: unit",
    "price: 1.50, each: unit",
    "price: 4.00, each: line",
    "buy_get: {buy: 2, get: 1, percent: 100%, counted: all_lines, given: cheapest}",
    "buy_get: {buy: 1, get: 2, percent: 50%, counted: all_lines, given: cheapest_of_each_set}",
    "buy_get: {buy: 1, get: 1, percent: 30%, counted: each_line, at_most: 1}",
    "buy_get: {buy: 0, get: 1, amount: 0.77, counted: all_lines, given: cheapest, at_most: 2}, at_most: 1",
    "buy_get: {buy: 2, get: 1, price: 0.50, counted: each_line}",
    'buy_get: {buy: 2, get: 1, percent: 99%, counted: all_lines, of: line.category == "tea", given: dearest}',
    'bundle: {price: 3, parts: [{quantity: 1, lines: line.category == "tea"}, {quantity: 2, lines: true}]}',
    "quantities: {counted: all_lines, steps: [{from: 3, percent: 10%}, {from: 6, unit: 0.90}]}",
    "quantities: {counted: each_line, steps: [{from: 2, percent: 5%}, {from: 4, percent: 15%}]}",
    "percent: 12%, reached: {amount: 10, measured: before_discounts}",
    "amount: 2, reached: {amount: 8, measured: after_discounts}",
    "amount: 0.60, each: reached, at_most: 2.50, reached: {amount: 3, measured: after_discounts}",
    'percent: 6%, reached: {units: 3, lines: line.category == "tea"}',
    'percent: 9%, contains: line.category == "gear"',
)
"""One rule of each kind and word."""


@st.composite
def stacks(draw: DrawFn) -> str:
    """Draw discounts: rules of any kind, in lanes or not, with floors or not, some standing alone."""
    rules = draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=4))
    floors = draw(st.sampled_from(("", "    floors: [{share: 40%}]\n", "    floors: [{unit: 0.95}]\n")))
    alone = [draw(st.sampled_from(("", "", "", "always", "if_better"))) for _ in rules]
    if draw(st.booleans()):
        lanes = f"    lanes: [{', '.join(LANES)}]\n"
        words = [
            f", exclusive: {word}" if word else f", lane: {draw(st.sampled_from('abc'))}" for word in alone
        ]
        return lanes + floors + written(rules, words)
    combine = draw(st.sampled_from(("best", "sum", "chain")))
    words = [f", exclusive: {word}" if word else "" for word in alone]
    return f"    combine: {combine}\n{floors}{written(rules, words)}"


def written(rules: Sequence[str], words: Sequence[str] | None = None) -> str:
    """Give the rules as a file lists them."""
    more = words or [""] * len(rules)
    rows = (
        f"      - {{id: r{n}, name: {{en: R{n}}}, {rule}{word}}}\n"
        for n, (rule, word) in enumerate(zip(rules, more, strict=True))
    )
    return "    rules:\n" + "".join(rows)
