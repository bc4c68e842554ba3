"""Discounts: lanes exist and are named, steps climb, and the words of each kind fit it."""

from collections.abc import Iterator
from itertools import pairwise

from loyalty.language.checks.names import named, named_once
from loyalty.language.findings import Finding, Span, did_you_mean, one_of
from loyalty.language.shapes.discounts import BuyGetShape, DiscountRuleShape, DiscountsShape, StepShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape


def check_discounts(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the discounts of an order."""
    basket = shape.basket
    discounts = basket.discounts if basket is not None and basket.is_read("discounts") else None
    if discounts is None:
        return
    if discounts.is_read("lanes"):
        yield from named_once(named(discounts.lanes, "name"), "a lane")
    yield from as_far_as_read(_tier_lane(shape, discounts))
    for rule in discounts.rules if discounts.is_read("rules") else ():
        words = (_words(rule), _times(rule), _steps(rule), _sets(rule))
        for found in (_lane(discounts, rule), *words, _fee(shape, rule)):
            yield from as_far_as_read(found)


def _tier_lane(shape: ProgrammeShape, discounts: DiscountsShape) -> Iterator[Finding]:
    names = [lane.name for lane in discounts.lanes]
    ladder = shape.tiers.ladder if shape.tiers is not None else ()
    if discounts.tier_lane is not None and discounts.tier_lane not in names:
        yield _no_lane(discounts.place("tier_lane"), discounts.tier_lane, names)
    elif names and discounts.tier_lane is None and any(any(step.discount.values) for step in ladder):
        message = "the tiers have a discount, but no lane"
        yield Finding(discounts.place("lanes"), "E480", message, "write `tier_lane` beside `lanes`")


def _no_lane(place: Span, name: str, names: list[str]) -> Finding:
    help_ = did_you_mean(name, names) or (one_of(names) if names else "write `lanes` beside `rules`")
    return Finding(place, "E480", f"there is no lane `{name}`", help_)


def _lane(discounts: DiscountsShape, rule: DiscountRuleShape) -> Iterator[Finding]:
    lanes = {lane.name: lane for lane in discounts.lanes}
    stands_out = rule.exclusive is not None or rule.kind == "free_fee"
    if rule.lane is not None and stands_out:
        message = f"`{rule.id}` stands alone, so it is in no lane"
        yield Finding(rule.place("lane"), "E480", message, "leave `lane` out")
    elif rule.lane is not None and rule.lane not in lanes:
        yield _no_lane(rule.place("lane"), rule.lane, [*lanes])
    elif rule.lane is None and lanes and not stands_out:
        yield Finding(rule.span, "E480", f"`{rule.id}` is in no lane", f"write `lane`, {one_of(lanes)}")
    elif rule.lane is not None and lanes[rule.lane].combine == "best" and not rule.each_line_alone:
        message = f"`{rule.id}` is taken off the order as a whole, so no line can have its best"
        yield Finding(rule.place("lane"), "E480", message, "let the lane `combine: best_of_order`")


def _words(rule: DiscountRuleShape) -> Iterator[Finding]:
    if rule.kind == "price" and rule.each in {"order", "reached"}:
        yield Finding(
            rule.place("each"), "E412", "a price is that of a line or a unit", "or write a `bundle`"
        )
    of_order = rule.kind == "percent" and rule.each == "order"
    if rule.each is not None and rule.kind not in {"amount", "price"} and not of_order:
        yield Finding(rule.place("each"), "E412", f"`each` means nothing to `{rule.kind}`", "leave it out")
    repeated = rule.kind == "amount" and rule.each == "reached"
    if rule.at_most is not None and not repeated and rule.kind not in {"percent", "buy_get", "free_fee"}:
        message = f"`at_most` means nothing to `{rule.kind}`"
        yield Finding(rule.place("at_most"), "E412", message, "leave it out")
    capped = rule.at_most is not None and rule.kind != "free_fee"
    if rule.tax is not None and rule.kind != "amount" and not capped:
        message = f"`tax` is of an `amount` or of `at_most`, and `{rule.id}` has neither"
        yield Finding(rule.place("tax"), "E412", message, "leave it out")
    if rule.tax is not None and of_order:
        message = "a percentage of the order is the same with tax as without"
        yield Finding(rule.place("tax"), "E412", message, "leave it out")
    if rule.kind == "free_fee":
        for word in ("lines", "exclusive"):
            if getattr(rule, word) is not None:
                yield Finding(
                    rule.place(word), "E412", f"`{word}` means nothing to `free_fee`", "leave it out"
                )


def _times(rule: DiscountRuleShape) -> Iterator[Finding]:
    """Give what is wrong with how often an amount is taken off."""
    if rule.kind != "amount" or rule.each != "reached":
        return
    if rule.reached is None:
        message = f"`{rule.id}` does not say what the order must come to each time"
        yield Finding(
            rule.place("each"), "E412", message, "write `reached`, with an `amount` or with `units`"
        )
    elif rule.reached.units == 0 or (rule.reached.amount is not None and not all(rule.reached.amount.values)):
        message = f"every order comes to 0 any number of times, so `{rule.id}` has no end"
        yield Finding(rule.reached.span, "E412", message, "write more than 0")


def _steps(rule: DiscountRuleShape) -> Iterator[Finding]:
    steps: tuple[StepShape, ...] = rule.quantities.steps if rule.quantities is not None else ()
    for lower, higher in pairwise(steps):
        if higher.from_ <= lower.from_:
            message = f"the steps of `{rule.id}` do not climb"
            yield Finding(higher.place("from_"), "E481", message, "write the lowest first")


def _sets(rule: DiscountRuleShape) -> Iterator[Finding]:
    shape: BuyGetShape | None = rule.buy_get
    if shape is None:
        return
    together = shape.counted == "all_lines"
    if shape.of is not None and shape.buy == 0:
        message = "where nothing need be bought, nothing is got of other lines"
        yield Finding(shape.place("of"), "E482", message, "name the lines that are got in `lines`")
    elif shape.of is not None and not together:
        message = "other lines are got from all lines together"
        yield Finding(shape.place("counted"), "E482", message, "write `counted: all_lines`")
    elif together and shape.given is None:
        message = "nobody says which units of several lines are got"
        yield Finding(shape.span, "E482", message, "write `given`, such as `cheapest`")
    elif shape.given is not None and not together:
        message = "the units of one line all cost the same"
        yield Finding(shape.place("given"), "E482", message, "leave `given` out")
    elif shape.of is not None and shape.given == "cheapest_of_each_set":
        message = "what is got of other lines is in no set"
        yield Finding(shape.place("given"), "E482", message, "write `cheapest` or `dearest`")


def _fee(shape: ProgrammeShape, rule: DiscountRuleShape) -> Iterator[Finding]:
    fees = [fee.id for fee in (shape.basket.fees if shape.basket is not None else ())]
    if rule.free_fee is not None and rule.free_fee not in fees:
        help_ = did_you_mean(rule.free_fee, fees) or (one_of(fees) if fees else "write it in `basket.fees`")
        yield Finding(rule.place("free_fee"), "E483", f"there is no fee `{rule.free_fee}`", help_)
