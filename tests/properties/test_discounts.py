"""Laws of discounts: they add up, stop at floors and at zero, and are what a counter would give."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import decide
from loyalty.decision.explain import Heading, explain
from loyalty.kernel.rounding import Rounding, round_fraction
from tests.properties.discounting import RULES, Row, baskets, by_rules, goods, sold, stacks, units, written

SIZES = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SIZES
@given(stacks(), baskets())
def test_every_stack_adds_up_and_stops_at_its_floor(discounts: str, rows: tuple[Row, ...]) -> None:
    """The independent checker agrees, and no line is below its floor or above its list price."""
    decision = sold(by_rules(discounts), rows)

    assert [] == sumcheck.check(explain(decision, Heading("x", "quote"), for_nobody(decision)))
    for row, left in zip(rows, goods(decision), strict=True):
        full = row.price * row.quantity
        floor = 0
        if "share: 40%" in discounts:
            floor = -(-full * 2 // 5)
        if "unit: 0.95" in discounts.partition("rules:")[0]:
            floor = min(full, 95 * row.quantity)
        assert floor <= left <= full


@SIZES
@given(st.lists(st.sampled_from(RULES), min_size=2, max_size=3), baskets())
def test_the_best_is_never_worse_than_each_alone(rules: list[str], rows: tuple[Row, ...]) -> None:
    """The best of several takes off what the best of them takes alone; one more never raises the price."""
    lane = "    lanes: [{name: a, combine: best_of_order}]\n"
    alone = [sum(goods(sold(by_rules(lane + written([r], [", lane: a"])), rows))) for r in rules]
    words = [", lane: a"] * len(rules)
    together = sum(goods(sold(by_rules(lane + written(rules, words)), rows)))
    fewer = sum(goods(sold(by_rules(lane + written(rules[:-1], words[:-1])), rows)))

    assert min(alone) == together <= fewer


@SIZES
@given(st.lists(st.sampled_from(RULES), min_size=2, max_size=3), baskets())
def test_a_better_rule_alone_takes_the_place_of_all_others(rules: list[str], rows: tuple[Row, ...]) -> None:
    """With `if_better` the price is the lower one of the rule by itself and of the others together."""
    first = sum(goods(sold(by_rules("    combine: sum\n" + written(rules[:1])), rows)))
    rest = sum(goods(sold(by_rules("    combine: sum\n" + written(rules[1:])), rows)))
    words = [", exclusive: if_better", *[""] * (len(rules) - 1)]

    assert min(first, rest) == sum(goods(sold(by_rules("    combine: sum\n" + written(rules, words)), rows)))


@settings(SIZES, max_examples=30)
@given(
    baskets(),
    st.integers(1, 900),
    st.integers(1, 2500),
    st.sampled_from((None, 1, 450)),
    st.sampled_from(("before", "after")),
)
def test_an_amount_is_taken_off_for_each_full_time(
    rows: tuple[Row, ...], amount: int, least: int, most: int | None, measured: str
) -> None:
    """Times are what the tea comes to, divided by the threshold without its rest; off all lines, to zero."""
    capped = "" if most is None else f", at_most: {most / 100:.2f}"
    reached = (
        f"{{amount: {least / 100:.2f}, measured: {measured}_discounts, lines: 'line.category == \"tea\"'}}"
    )
    repeated = f"amount: {amount / 100:.2f}, each: reached{capped}, reached: {reached}"
    left = goods(sold(by_rules("    combine: sum\n" + written(["amount: 0.50, each: line", repeated])), rows))

    full = [row.price * row.quantity for row in rows]
    rest = [max(0, price - 50) for price in full]
    counted = full if measured == "before" else rest
    tea = sum(price for row, price in zip(rows, counted, strict=True) if row.category == "tea")
    off = tea // least * amount
    assert sum(rest) - min(sum(rest), off if most is None else min(off, most)) == sum(left)


@SIZES
@given(
    baskets(),
    st.integers(0, 3),
    st.integers(1, 3),
    st.sampled_from(("cheapest", "dearest", "cheapest_of_each_set")),
    st.sampled_from((None, 1, 2)),
)
def test_buy_and_get_is_what_a_counter_gives(
    rows: tuple[Row, ...], buy: int, get: int, given_: str, most: int | None
) -> None:
    """Units of tea laid out by price, sets counted, the got ones free: the same money off each line."""
    limit = f", at_most: {most}" if most is not None else ""
    rule = (
        f'lines: line.category == "tea", buy_get: {{buy: {buy}, get: {get}, percent: 100%, '
        f"counted: all_lines, given: {given_}{limit}}}"
    )
    decision = sold(by_rules("    combine: best\n" + written([rule])), rows)

    free = _free(units(rows, "tea"), buy, get, given_, most)
    assert [row.price * row.quantity - free.get(n, 0) for n, row in enumerate(rows)] == goods(decision)


def _free(
    pool: Sequence[tuple[int, int]], buy: int, get: int, given_: str, most: int | None
) -> dict[int, int]:
    """Give the money off by line, unit by unit."""
    sets = len(pool) // (buy + get)
    sets = sets if most is None else min(sets, most)
    dearest_first = sorted(pool, key=lambda unit: (-unit[0], unit[1]))
    if given_ == "cheapest":
        got = sorted(pool, key=lambda unit: (unit[0], unit[1]))[: sets * get]
    elif given_ == "dearest":
        got = dearest_first[: sets * get]
    else:
        in_sets = [dearest_first[n * (buy + get) : (n + 1) * (buy + get)] for n in range(sets)]
        got = [unit for one in in_sets for unit in one[buy:]]
    off: dict[int, int] = {}
    for price, line in got:
        off[line] = off.get(line, 0) + price
    return off


@SIZES
@given(baskets(), st.integers(1, 3), st.integers(1, 2), st.integers(0, 600), st.sampled_from((None, 1)))
def test_a_bundle_is_what_a_counter_gives(
    rows: tuple[Row, ...], teas: int, coffees: int, price: int, most: int | None
) -> None:
    """The dearest teas and coffees put together, as often as there are enough of both: what they save."""
    limit = f", at_most: {most}" if most is not None else ""
    parts = (
        f'{{quantity: {teas}, lines: line.category == "tea"}}, '
        f'{{quantity: {coffees}, lines: line.category == "coffee"}}'
    )
    rule = f"bundle: {{price: {price // 100}.{price % 100:02}, parts: [{parts}]{limit}}}"
    decision = sold(by_rules("    combine: best\n" + written([rule])), rows)

    pools = [sorted(units(rows, name), key=lambda unit: -unit[0]) for name in ("tea", "coffee")]
    times = min(len(pools[0]) // teas, len(pools[1]) // coffees)
    times = times if most is None else min(times, most)
    worth = sum(unit[0] for unit in pools[0][: times * teas] + pools[1][: times * coffees])
    saved = max(0, worth - times * price)
    assert sum(row.price * row.quantity for row in rows) - saved == sum(goods(decision))


@SIZES
@given(baskets(), st.booleans())
def test_quantities_are_what_a_price_list_says(rows: tuple[Row, ...], together: bool) -> None:  # noqa: FBT001 - drawn
    """Three units 10 % less, six at 0.90 where that is less; each line, or all lines together."""
    counted = "all_lines" if together else "each_line"
    rule = f"quantities: {{counted: {counted}, steps: [{{from: 3, percent: 10%}}, {{from: 6, unit: 0.90}}]}}"
    decision = sold(by_rules("    combine: best\n" + written([rule])), rows)

    whole = sum(row.quantity for row in rows)
    for row, left in zip(rows, goods(decision), strict=True):
        count, full = whole if together else row.quantity, row.price * row.quantity
        off = round_fraction(Fraction(full, 10), Rounding.HALF_UP) if count >= 3 else 0
        assert left == (min(full, 90 * row.quantity) if count >= 6 else full - off)


@SIZES
@given(stacks(), baskets(), st.data())
def test_what_is_kept_is_priced_like_an_order_of_it(
    discounts: str, rows: tuple[Row, ...], data: st.DataObject
) -> None:
    """Bringing back piece by piece or at once, in any order, leaves the price of buying only what is kept."""
    by = by_rules(discounts)
    decision = sold(by, rows)
    back = [data.draw(st.integers(0, row.quantity)) for row in rows]
    compiled = decision.part.compiled
    at_once = decision.situation.keeping(compiled, {str(n): Fraction(b) for n, b in enumerate(back, start=1)})
    step = decision.situation
    for n, gone in data.draw(st.permutations([*enumerate(back, start=1)])):
        step = step.keeping(compiled, {str(n): Fraction(gone)})
    kept = [
        Row(r.price, r.quantity - b, r.category) for r, b in zip(rows, back, strict=True) if r.quantity > b
    ]

    assert decide(by, at_once).due == decide(by, step).due
    if kept:
        assert sold(by, kept).due == decide(by, at_once).due
    else:
        assert decide(by, at_once).due == 0
