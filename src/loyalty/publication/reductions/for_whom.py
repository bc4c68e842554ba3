"""For whom a reduction truly is: said to be for few, and given by a rule that nearly everybody meets."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from loyalty.language.facts import VOUCHER, is_of_place, may_be_unknown
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.programme import discounts_of
from loyalty.language.shapes.reductions import ReductionShape
from loyalty.price_history.claim import Claim
from loyalty.price_history.row import Audience
from loyalty.pricing.line import Category
from loyalty.publication.matter import Matter

SKU: Final = "line.sku"
TIER: Final = "member.tier"
_OF_LINE: Final = "line."
WIDEST_FIRST: Final = tuple(Audience)


def given_to(matter: Matter, reduction: ReductionShape, claim: Claim) -> tuple[Audience, str] | None:
    """Give for whom the discount is that makes this price, and its id; None where none does.

    A discount makes it where it runs on a day of the reduction, can meet the article and comes from the one
    price to the other. Of several the one for the fewest counts, as the reduction may be about that; where
    nobody can tell how many those are, nothing is known.
    """
    if claim.base is None:
        return None
    step = Fraction(1, 10**matter.programme.currency.exponent)
    found = [
        (audience_of(matter, rule), rule.id)
        for rule in discounts_of(matter.shape)
        if _runs(rule, reduction)
        and _meets(matter, rule, reduction.sku)
        and any(abs(price - claim.now) < step for price in _prices(rule, claim.base))
    ]
    known = [(audience, rule) for audience, rule in found if audience is not None]
    return max(known, key=lambda each: WIDEST_FIRST.index(each[0]), default=None) if known == found else None


def audience_of(matter: Matter, rule: DiscountRuleShape) -> Audience | None:
    """Give for whom a discount is; None where it asks for what may be so of few orders or of all.

    What everybody may have by a code that is no secret is for everybody, and for members where it counts so
    often for each of them.
    """
    read = {use.read for use in matter.uses if use.rule == rule.id and use.outcome == "price"}
    lines = matter.programme.basket.lines
    shown = [(line.rule, line.category) for line in lines]
    shown += [(each.rule, each.category) for line in lines for each in line.candidates]
    categories = {category for named, category in shown if named.id == rule.id}
    codes = [voucher for voucher in matter.shape.vouchers if f"{VOUCHER}{voucher.id}" in read]
    if Category.DISCOUNT_INDIVIDUAL in categories or any(code.codes == "unique" for code in codes):
        return Audience.INDIVIDUAL
    if Category.TIER_BENEFIT in categories:
        return Audience.GROUP
    declared = {name: matter.shape.facts[name] for name in read & matter.shape.facts.keys()}
    recorded = {name for name, fact in declared.items() if may_be_unknown(name, fact)}
    if recorded - {TIER} or (TIER in recorded and not _in_every_tier(matter, rule)):
        return Audience.GROUP
    if any(
        not name.startswith(_OF_LINE) and not is_of_place(declared[name])
        for name in declared.keys() - recorded
    ):
        return None
    of_members = recorded or "member.enrolled" in read or any(code.each_member for code in codes)
    return Audience.MEMBERS if of_members else Audience.PUBLIC


def _meets(matter: Matter, rule: DiscountRuleShape, sku: str) -> bool:
    """Whether a discount is known to be of an article: what else it asks of a line says nothing of that."""
    behind = matter.programme.basket.compiled.sheet.behind
    conditions = [name for name in (f"when.{rule.id}", f"lines.{rule.id}") if name in behind]
    asked = {fact for name in conditions for fact in behind[name] if fact.startswith(_OF_LINE)}
    return asked <= {SKU} and all(matter.may_hold(name, SKU, sku) for name in conditions)


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
