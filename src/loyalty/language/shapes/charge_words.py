"""The words that every charge may have, whatever its model.

They are worked off in a fixed order: ``convert``, ``free_units``, the model, ``discount``,
``commitment``, ``minimum`` and ``maximum``, and last one rounding, ``round``. Where a charge is a sum over
bands, each band's amount may be rounded before it is added.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from loyalty.kernel.rounding import Rounding
from loyalty.language.dated import Dated
from loyalty.language.shapes.fields import NOTHING, ONCE, Money, Multiplier, Percent, Quantity, Shape

FlatFeesReverse = Annotated[
    bool, "whether the flat amount of a band is given back when the quantity falls out of it again"
]

Negative = Annotated[Literal["allowed"] | None, "whether its prices and amounts may be below zero"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertShape(Shape):
    """The unit that is priced, made of the unit that is counted."""

    divide_by: Annotated[Quantity, "counted units in one priced unit"]
    round: Annotated[Rounding | None, "to whole priced units; without it, exact"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentShape(Shape):
    """An amount that is agreed on for a charge, and what more of it costs."""

    amount: Annotated[Dated[Money], "the amount agreed on"]
    overage: Annotated[Dated[Multiplier], "by which what is beyond the amount is multiplied"] = ONCE
    true_up: Annotated[bool, "whether the amount is due where less was used"]
    window: Annotated[
        Literal["hour", "day", "week"] | None, "the time it is agreed on for; without it, the period"
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyWords(Shape):
    """What the terms of every charge model may say besides the model's own keys."""

    discount: Annotated[Dated[Percent], "taken off what the model gives"] = NOTHING
    commitment: Annotated[CommitmentShape | None, "an amount agreed on for the charge"] = None
    minimum: Annotated[Dated[Money] | None, "the least a period costs, used or not"] = None
    maximum: Annotated[Dated[Money] | None, "the most a period costs"] = None
    round: Annotated[Rounding | None, "how this charge is rounded; without it, as all money"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeWords(AnyWords):
    """What the terms of a charge model may say that prices one quantity."""

    convert: Annotated[ConvertShape | None, "the unit that is priced; before free units"] = None
    free_units: Annotated[Quantity, "units that cost nothing; before the model"] = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BandWords(ChargeWords):
    """What the terms of a charge model may say that adds up what its bands come to."""

    round_each_band: Annotated[
        bool, "whether each band's amount is rounded, as the charge is, before the bands are added up"
    ] = False
