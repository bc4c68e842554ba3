"""What a tier gives besides factor and discount: declared once, stated by each tier, read by rules."""

from fractions import Fraction
from typing import Final

from loyalty.kernel.money import currency
from loyalty.language import tree as t
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.tiers import BenefitShape, TierShape
from loyalty.language.texts.scalars import decimal
from loyalty.language.tree import Kind, Read

BENEFIT: Final = "tier.benefit."
"""What stands before the id of a benefit where a rule asks for it."""
MOST: Final = 10**15

_KINDS: Final = {
    "truth": Kind.TRUTH,
    "quantity": Kind.QUANTITY,
    "money": Kind.MONEY,
    "points": Kind.POINTS,
}


def benefits_of(shape: ProgrammeShape) -> dict[str, BenefitShape]:
    """Give the benefits the ladder declares, by id."""
    return dict(shape.tiers.benefits or {}) if shape.tiers is not None else {}


def benefit_read(shape: ProgrammeShape, benefit: str) -> Read:
    """Give the node that reads a benefit of the member's tier; 0 or false where the tier has it not."""
    kind = _KINDS[benefits_of(shape)[benefit].is_]
    if kind is Kind.TRUTH:
        return t.read(f"{BENEFIT}{benefit}", kind)
    return t.read(f"{BENEFIT}{benefit}", kind, unit_of(shape, benefit), 0, MOST)


def unit_of(shape: ProgrammeShape, benefit: str) -> int:
    """Give how many of the smallest units make one: the static denominator, 1 for money in minor units."""
    match benefits_of(shape)[benefit].is_:
        case "quantity":
            return shape.numbers.quantities.step.denominator
        case "points":
            return shape.numbers.points.step.denominator
        case _:
            return 1


def stated(shape: ProgrammeShape, tier: TierShape, benefit: str) -> Fraction | None:
    """Give what a tier states of a benefit, 0 where nothing, None where it is no value of it.

    Truths are 0 or 1, money is in minor units.
    """
    written = (tier.benefits or {}).get(benefit)
    if written is None:
        return Fraction(0)
    kind = benefits_of(shape)[benefit].is_
    if kind == "truth":
        return {"true": Fraction(1), "false": Fraction(0)}.get(written.text)
    number = decimal(written.text)
    if number is None or number < 0:
        return None
    exact = number * (10 ** currency(shape.currency).exponent if kind == "money" else 1)
    whole = exact * unit_of(shape, benefit)
    return exact if whole.denominator == 1 and whole <= MOST else None
