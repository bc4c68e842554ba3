"""Discounts of a basket: the rules in their order, how they meet, and what each line costs after them.

Without lanes, whatever looks at each line by itself comes first, the tier's discount before
the rules as the file lists them, and ``combine`` names how they meet; then follows what is
taken off the order as a whole, one rule after another. With lanes, the file says both.
No discount takes a line below its floor, and none below zero.
"""

from collections.abc import Sequence

from loyalty.language.lowering import Lowering
from loyalty.language.shapes.discounts import DiscountRuleShape, DiscountsShape
from loyalty.pricing.budgets import note_taken
from loyalty.pricing.discount_kinds.alone import lower_alone
from loyalty.pricing.discount_kinds.floors import lower_floor
from loyalty.pricing.discount_kinds.lanes import Entry, Lane, Track, tier_entry
from loyalty.pricing.discount_kinds.stacking import lower_lane
from loyalty.pricing.line import LineTemplate

NET_OF_PERCENTS = "net"


def lower_discounts(lowering: Lowering, *, list_amount: str, amount: str) -> tuple[LineTemplate, ...]:
    """Define ``amount`` (the line after every discount); give the discount lines."""
    shape = lowering.shape.basket.discounts if lowering.shape.basket else None
    rules = [rule for rule in shape.rules if rule.free_fee is None] if shape else []
    floor = lower_floor(lowering, shape, list_amount)
    track = Track(lowering, lowering.fact(list_amount), floor)
    lines = [line for lane in _lanes(lowering, shape, rules) for line in lower_lane(track, lane)]
    alone = [Entry.of(lowering, rule) for rule in rules if rule.exclusive is not None]
    if alone:
        return note_taken(lowering, rules, lower_alone(track, alone, lines, amount))
    track.end(amount)
    return note_taken(lowering, rules, lines)


def _lanes(
    lowering: Lowering, shape: DiscountsShape | None, rules: Sequence[DiscountRuleShape]
) -> list[Lane]:
    """Give the lanes of the rules that may stand together, in their order."""
    together = [rule for rule in rules if rule.exclusive is None]
    tier = tuple(tier_entry(lowering))
    if shape is None or not shape.lanes:
        combine = shape.combine if shape is not None and shape.combine is not None else "best"
        alone = tuple(Entry.of(lowering, rule) for rule in together if rule.each_line_alone)
        whole = [Entry.of(lowering, rule) for rule in together if not rule.each_line_alone]
        lines = Lane(combine, (*tier, *alone), NET_OF_PERCENTS)
        return [lines, *(Lane("chain", (entry,), f"net.{entry.rule.id}") for entry in whole)]
    lanes = []
    for number, lane in enumerate(shape.lanes, start=1):
        own = tuple(Entry.of(lowering, rule) for rule in together if rule.lane == lane.name)
        first = tier if shape.tier_lane == lane.name else ()
        lanes.append(Lane(lane.combine, (*first, *own), f"net.lane.{number}"))
    return lanes
