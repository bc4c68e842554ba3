"""For whom a reduction truly is: said to be for few, and given by a rule that nearly everybody meets.

What an article is besides its number, its category for one, is known from the lines of worked examples.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from loyalty.language.facts import VOUCHER, is_of_place, may_be_unknown
from loyalty.language.readers.specialise import World, constants_of
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.programme import discounts_of
from loyalty.language.shapes.reductions import ReductionShape
from loyalty.language.tree import Const
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
    told = _told_of(matter, reduction.sku)
    found = [
        (audience_of(matter, rule), rule.id)
        for rule in _making(matter, reduction, claim)
        if _meets(matter, rule, reduction.sku, told)
    ]
    known = [(audience, rule) for audience, rule in found if audience is not None]
    return max(known, key=lambda each: WIDEST_FIRST.index(each[0]), default=None) if known == found else None


def maybe_given_to(
    matter: Matter, reduction: ReductionShape, claim: Claim
) -> tuple[Audience, str, str] | None:
    """Give for whom a discount is that makes this price of articles of a kind, its id, and the fact of that.

    Of those of which nobody told whether the article is of that kind the one for the fewest.
    """
    told = _told_of(matter, reduction.sku)
    found = [
        (audience_of(matter, rule), rule.id, min(asked))
        for rule in _making(matter, reduction, claim)
        if (asked := _asked(matter, rule) - told.keys() - {SKU})
        and all(_is_of_a_kind(matter, name) for name in asked)
    ]
    known = [(audience, rule, fact) for audience, rule, fact in found if audience is not None]
    return max(known, key=lambda each: WIDEST_FIRST.index(each[0]), default=None) if known == found else None


def _making(matter: Matter, reduction: ReductionShape, claim: Claim) -> Iterator[DiscountRuleShape]:
    """Give the discounts that run with a reduction and come from the one price to the other."""
    step = Fraction(1, 10**matter.programme.currency.exponent)
    base = claim.base
    for rule in discounts_of(matter.shape):
        prices = _prices(rule, base) if base is not None and _runs(rule, reduction) else ()
        if any(abs(price - claim.now) < step for price in prices):
            yield rule


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


def _meets(matter: Matter, rule: DiscountRuleShape, sku: str, told: Mapping[str, str]) -> bool:
    """Whether a discount is known to be of an article: what else it asks of a line says nothing of that."""
    sheet = matter.programme.basket.compiled.sheet
    world = World(sheet, constants_of(sheet, {**told, SKU: sku}))
    trees = (world.tree(name) for name in _conditions(matter, rule))
    may = all(not isinstance(tree, Const) or bool(tree.value) for tree in trees)
    return may and _asked(matter, rule) <= told.keys() | {SKU}


def _asked(matter: Matter, rule: DiscountRuleShape) -> set[str]:
    """Give the facts of a line that a discount asks for."""
    behind = matter.programme.basket.compiled.sheet.behind
    return {fact for name in _conditions(matter, rule) for fact in behind[name] if fact.startswith(_OF_LINE)}


def _conditions(matter: Matter, rule: DiscountRuleShape) -> list[str]:
    behind = matter.programme.basket.compiled.sheet.behind
    return [name for name in (f"when.{rule.id}", f"lines.{rule.id}") if name in behind]


def _is_of_a_kind(matter: Matter, name: str) -> bool:
    """Whether a fact of a line tells of what kind an article is."""
    fact = matter.shape.facts.get(name)
    return fact is not None and fact.is_ in {"choice", "text"}


def _told_of(matter: Matter, sku: str) -> dict[str, str]:
    """Give what the lines of worked examples say an article is, by fact, where they say one thing."""
    said: dict[str, set[str]] = {}
    for line in (line for example in matter.shape.examples for line in example.given.lines):
        for name, value in line.facts.items() if line.sku == sku else ():
            if _is_of_a_kind(matter, f"{_OF_LINE}{name}"):
                said.setdefault(f"{_OF_LINE}{name}", set()).add(value.text)
    return {name: next(iter(values)) for name, values in said.items() if len(values) == 1}


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
