"""For whom a reduction truly is: said to be for few, and given by a rule that nearly everybody meets."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from loyalty.language.facts import VOUCHER, may_be_unknown
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.programme import discounts_of
from loyalty.language.shapes.reductions import ReductionShape
from loyalty.price_history.claim import Claim
from loyalty.price_history.row import Audience
from loyalty.pricing.line import Category
from loyalty.publication.matter import Matter

TIER: Final = "member.tier"
WIDEST_FIRST: Final = tuple(Audience)


def given_to(matter: Matter, reduction: ReductionShape, claim: Claim) -> tuple[Audience, str] | None:
    """Give for whom the discount is that makes this price, and its id; None where none does.

    A discount makes it where it runs on a day of the reduction and comes from the one price to the other.
    Of several the one for the fewest counts, as the reduction may be about that.
    """
    if claim.base is None:
        return None
    step = Fraction(1, 10**matter.programme.currency.exponent)
    found = [
        (audience_of(matter, rule), rule.id)
        for rule in discounts_of(matter.shape)
        if _runs(rule, reduction)
        and any(abs(price - claim.now) < step for price in _prices(rule, claim.base))
    ]
    return max(found, key=lambda each: WIDEST_FIRST.index(each[0]), default=None)


def audience_of(matter: Matter, rule: DiscountRuleShape) -> Audience:
    """Give for whom a discount is: what everybody may have by a code that is no secret is for everybody."""
    read = {use.read for use in matter.uses if use.rule == rule.id and use.outcome == "price"}
    lines = matter.programme.basket.lines
    shown = [(line.rule, line.category) for line in lines]
    shown += [(each.rule, each.category) for line in lines for each in line.candidates]
    categories = {category for named, category in shown if named.id == rule.id}
    own = {voucher.id for voucher in matter.shape.vouchers if voucher.codes == "unique"}
    if Category.DISCOUNT_INDIVIDUAL in categories or {f"{VOUCHER}{id_}" for id_ in own} & read:
        return Audience.INDIVIDUAL
    if Category.TIER_BENEFIT in categories:
        return Audience.GROUP
    declared = matter.shape.facts
    recorded = {name for name in read & declared.keys() if may_be_unknown(name, declared[name])}
    if recorded - {TIER} or (TIER in recorded and not _in_every_tier(matter, rule)):
        return Audience.GROUP
    return Audience.MEMBERS if recorded or "member.enrolled" in read else Audience.PUBLIC


def _in_every_tier(matter: Matter, rule: DiscountRuleShape) -> bool:
    tiers = matter.shape.tiers
    ladder = [tier.name for tier in tiers.ladder] if tiers is not None else []
    condition = f"when.{rule.id}"
    known = condition in matter.programme.basket.compiled.sheet.behind
    return known and all(matter.may_hold(condition, TIER, name) for name in ladder)


def _runs(rule: DiscountRuleShape, reduction: ReductionShape) -> bool:
    ends = reduction.until is None or (rule.from_ or date.min) <= reduction.until
    return ends and reduction.from_ <= (rule.until or date.max)


def _prices(rule: DiscountRuleShape, before: Fraction) -> Iterator[Fraction]:
    """Give what a price becomes by a discount, in major units."""
    if rule.percent is not None:
        yield from (before * (1 - share) for share in rule.percent.values)
    if rule.amount is not None:
        yield from (before - amount for amount in rule.amount.values)
    if rule.price is not None:
        yield from rule.price.values
