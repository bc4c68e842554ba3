"""Shapes of the terms of charges by the block: packages, and bands of blocks.

A block is begun or full, never a part; the terms say which of them counts, or the model does.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from loyalty.language.dated import Dated
from loyalty.language.shapes.charge_words import BandWords, ChargeWords, Negative
from loyalty.language.shapes.fields import AtLeastOne, ExactlyOne, Law, Quantity, Shape, SignedPrice
from loyalty.language.texts.scalars import DecimalText

Packages = Annotated[Fraction, DecimalText("a number of packages", decimals=0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageTerms(ChargeWords):
    """So much for each package of units."""

    model: Annotated[Literal["package"], "the charge model"] = "package"
    price: Annotated[Dated[SignedPrice], "price of one package"]
    size: Annotated[Quantity, "units in one package"]
    free: Annotated[Quantity, "units before the first package"] = Fraction(0)
    count: Annotated[Literal["started", "whole"], "whether a package counts once begun, or only when full"]
    at_least_packages: Annotated[Packages, "packages that are paid in any case"] = Fraction(0)
    negative: Negative = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockBand(Shape):
    """A range of quantity that is sold by the block."""

    up_to: Annotated[Quantity | None, "upper bound, inside; a whole number of blocks"] = None
    above: Annotated[Quantity | None, "last upper bound; this band is open"] = None
    price: Annotated[Dated[SignedPrice], "price of one block"]
    size: Annotated[Quantity, "units in one block"]
    LAWS: ClassVar[tuple[Law, ...]] = (ExactlyOne("up_to", "above"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraduatedBlocksTerms(BandWords):
    """Each band's units in begun blocks, at that band's price of a block."""

    model: Annotated[Literal["graduated_blocks"], "the charge model"] = "graduated_blocks"
    bands: Annotated[tuple[BlockBand, ...], AtLeastOne(), "the bands, lowest first"]
    negative: Negative = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeBlocksTerms(ChargeWords):
    """All units in begun blocks of the reached band; ``protect``: as in volume."""

    model: Annotated[Literal["volume_blocks"], "the charge model"] = "volume_blocks"
    bands: Annotated[tuple[BlockBand, ...], AtLeastOne(), "the bands, lowest first"]
    negative: Negative = None
    protect: Annotated[bool, "whether nobody pays more than the start of a later band would cost"] = False
