"""Prices and amounts below zero: only where the terms of a charge say so, and what follows from it."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from loyalty.language.dated import Dated
from loyalty.language.findings import Finding, Span
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.block_charges import (
    BlockBand,
    GraduatedBlocksTerms,
    PackageTerms,
    VolumeBlocksTerms,
)
from loyalty.language.shapes.charges import (
    Band,
    CellTerms,
    FlatTerms,
    GraduatedTerms,
    MatrixTerms,
    PerUnitTerms,
    StairBand,
    StairstepTerms,
    Terms,
    VolumeTerms,
)
from loyalty.language.shapes.fields import Shape
from loyalty.language.texts.scalars import TAKEN_OFF

SignedTerms = (
    FlatTerms
    | PerUnitTerms
    | GraduatedTerms
    | VolumeTerms
    | PackageTerms
    | GraduatedBlocksTerms
    | VolumeBlocksTerms
    | StairstepTerms
)
_WHAT = {"amount": "an amount of money", "flat": "an amount of money"}
_HELP = f"{TAKEN_OFF}; where units are paid for, write `negative: allowed`"


def check_signs(terms: Terms) -> Iterator[Finding]:
    """Give prices and amounts below zero where nothing allows them, and words that exclude it."""
    if not isinstance(terms, SignedTerms):
        return
    if terms.negative is None:
        for part, name in _priced(terms):
            for place, value in _below_zero(part, name):
                message = f"{_WHAT.get(name, 'a unit price')} may not be negative: `{decimal_text(value)}`"
                yield Finding(place, "E206", message, _HELP)
    elif isinstance(terms, VolumeTerms | VolumeBlocksTerms) and terms.protect:
        message = "`protect: true` and `negative: allowed` exclude one another"
        yield Finding(terms.place("negative"), "E209", message, "write one of them")


def may_be_negative(terms: Terms) -> bool:
    """Whether a charge by these terms may come to less than nothing."""
    inner: tuple[CellTerms, ...] = ()
    if isinstance(terms, MatrixTerms):
        inner = (*(cell.terms for cell in terms.cells), *([terms.otherwise] if terms.otherwise else []))
        return any(may_be_negative(part) for part in inner)
    return isinstance(terms, SignedTerms) and terms.negative is not None


def price_below_zero(terms: SignedTerms, first: date) -> Span | None:
    """Give the place of an allowed price below zero, by which more costs less, on a day from ``first`` on."""
    if terms.negative is None:
        return None
    for part, name in _priced(terms):
        if name == "amount":  # a stair is held against its neighbours instead
            continue
        values: Dated[Fraction] = getattr(part, name)
        ends = [day for day, _ in values.entries[1:]]
        for (_, value), end in zip(values.entries, [*ends, None], strict=True):
            if value < 0 and (end is None or end - timedelta(days=1) >= first):
                return part.place(name)
    return None


def _priced(terms: SignedTerms) -> Iterator[tuple[Shape, str]]:
    """Give every price and amount of the model: the shape that has it, and the attribute."""
    match terms:
        case FlatTerms():
            yield terms, "amount"
        case PerUnitTerms():
            yield terms, "unit"
        case PackageTerms():
            yield terms, "price"
        case _:
            for band in terms.bands:
                yield from ((band, name) for name in _of_band(band))


def _of_band(band: Band | BlockBand | StairBand) -> tuple[str, ...]:
    match band:
        case BlockBand():
            return ("price",)
        case StairBand():
            return ("amount",)
        case _:
            return ("unit", "flat")


def _below_zero(part: Shape, name: str) -> Iterator[tuple[Span, Fraction]]:
    values: Dated[Fraction] = getattr(part, name)
    for place, value in zip(values.places, values.values, strict=False):
        if value < 0:
            yield place, value
