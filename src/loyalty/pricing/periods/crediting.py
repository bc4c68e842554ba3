"""Charges that come to less than nothing: what they give is taken off the rest of the period.

A charge C below zero gives min(-C, L), where L is what the other charges come to before any
reduction; spread over them, so that each keeps its own tax. The rest, -C - min(-C, L), lapses in
a line of its own: no period costs less than nothing. Several give in the order of the file.
"""

from collections.abc import Iterator, Sequence

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.sheet import Rule, Scope
from loyalty.language.tree import Node
from loyalty.pricing.charge_model import NO_MONEY
from loyalty.pricing.line import Category, LineTemplate
from loyalty.pricing.periods.part import Part, take

LAPSED = {"en": "More than the period costs, not given", "zh-CN": "超出本期费用，不予返还"}


def lower_credits(
    lowering: Lowering, credits_: Sequence[Part], parts: Sequence[Part]
) -> Iterator[LineTemplate]:
    """Take what ``credits_`` give off the other ``parts``; give a line for what is not given."""
    define = lowering.builder.define
    for part in credits_:
        over = [other for other in parts if other is not part]
        gives = t.most(t.sub(NO_MONEY, part.charged), NO_MONEY)
        given: Node = NO_MONEY
        if over:
            most = t.add(NO_MONEY, *(other.left for other in over))
            given = take(lowering, f"{part.name}.given", t.least(gives, most), over, part.rule)
        rule = Rule(f"{part.rule.id}.lapsed", LAPSED, part.rule.span)
        lapsed = define(f"{part.name}.lapsed", Scope.ORDER, t.sub(gives, given), rule, never_negative=True)
        yield LineTemplate(lapsed.name, Scope.ORDER, Category.USAGE, rule, purpose=f"limit of {part.name}")
