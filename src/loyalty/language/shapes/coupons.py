"""Shapes of coupons: reductions a subscription is given for some of its periods."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from loyalty.language.shapes.fields import Code, ExactlyOne, Law, Money, Needs, Percent, RuleId, Shape
from loyalty.language.values import Lasts, LocalText

Sum = Literal["price", "seats", "add_ons", "usage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliesToShape(Shape):
    """What a coupon is taken off; what is left out is not limited.

    ``sums`` and ``meters`` limit it together: the sums that are named and the meters that are named.
    """

    plans: Annotated[tuple[Code, ...], "plans"] = ()
    sums: Annotated[tuple[Sum, ...], "sums of a plan"] = ()
    meters: Annotated[tuple[RuleId, ...], "meters of a plan"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponShape(Shape):
    """A share or an amount off each of some periods; ``from_`` and ``until`` are first days of periods."""

    id: Annotated[RuleId, "its name for machines"]
    name: Annotated[LocalText, "what the member reads"]
    percent: Annotated[Percent | None, "share taken off"] = None
    amount: Annotated[Money | None, "amount taken off"] = None
    lasts: Annotated[Lasts, "for how many periods"]
    rest: Annotated[
        Literal["lost", "carried"] | None, "what becomes of the part of an amount that a period cannot take"
    ] = None
    applies_to: Annotated[AppliesToShape, "what it is taken off; without it, everything but fees"] = (
        AppliesToShape()
    )
    from_: Annotated[date | None, "first day on which a period may begin"] = None
    until: Annotated[date | None, "last day on which a period may begin"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (
        ExactlyOne("percent", "amount"),
        Needs("amount", "rest"),
        Needs("rest", "amount"),
    )

    @property
    def left_at_first(self) -> Fraction:
        """What there is to take off before anything was taken, in major units; 0 of a percentage."""
        return self.amount or Fraction(0)
