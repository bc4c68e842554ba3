"""What lies beyond anything that can happen: bands above the limits, days before or after the programme."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from loyalty.decision.programme import Programme
from loyalty.language.checks.days import parts_of
from loyalty.language.findings import Finding, Span
from loyalty.language.occasions.benefits import benefits_of, stated
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.block_charges import BlockBand, GraduatedBlocksTerms, VolumeBlocksTerms
from loyalty.language.shapes.charges import (
    Band,
    GraduatedPercentageTerms,
    GraduatedTerms,
    RateBand,
    StairBand,
    StairstepTerms,
    VolumeTerms,
)
from loyalty.language.shapes.discounts import QuantityShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.vouchers import VoucherShape

Banded = (
    GraduatedTerms
    | VolumeTerms
    | StairstepTerms
    | GraduatedPercentageTerms
    | GraduatedBlocksTerms
    | VolumeBlocksTerms
)


def beyond(programme: Programme) -> Iterator[Finding]:
    """Give a warning for each band, reward, voucher and benefit that nothing ever comes to."""
    shape = programme.shape
    for part in parts_of(shape):
        if isinstance(part, Banded):
            yield from _bands(shape, part)
        elif isinstance(part, QuantityShape):
            yield from _steps(shape, part)
    offers: tuple[RewardShape | VoucherShape, ...] = (*shape.rewards, *shape.vouchers)
    for offer in offers:
        yield from _days(shape, offer)
    yield from _benefits(shape)


def _bands(shape: ProgrammeShape, terms: Banded) -> Iterator[Finding]:
    limits = shape.numbers.limits
    most = limits.quantity
    if isinstance(terms, GraduatedPercentageTerms):
        most = max(limits.quantity, limits.money)
    if terms.convert is not None:
        most = most / terms.convert.divide_by + 1
    bands: tuple[Band | RateBand | StairBand | BlockBand, ...] = terms.bands
    for before, band in pairwise(bands):
        if before.up_to is not None and before.up_to >= most:
            yield _too_high(band.span, f"nothing is above {decimal_text(before.up_to)}", limits.quantity)


def _steps(shape: ProgrammeShape, of: QuantityShape) -> Iterator[Finding]:
    limits = shape.numbers.limits
    most = limits.quantity * (limits.lines if of.counted == "all_lines" else 1)
    for step in of.steps:
        if step.from_ > most:
            yield _too_high(step.span, f"no quantity is {decimal_text(step.from_)}", limits.quantity)


def _too_high(span: Span, why: str, limit: Fraction) -> Finding:
    message = f"this is never reached: {why}, the limit of a quantity is {decimal_text(limit)}"
    return Finding(span, "E804", message, "take it out, or raise `numbers.limits`", warning=True)


def _days(shape: ProgrammeShape, offer: RewardShape | VoucherShape) -> Iterator[Finding]:
    effective = shape.effective
    if offer.until is not None and offer.until < effective.from_:
        message = f"`{offer.id}` ends before the programme begins on {effective.from_}"
        yield Finding(offer.place("until"), "E801", message, "take it out, or mend the day", warning=True)
    elif offer.from_ is not None and effective.until is not None and offer.from_ > effective.until:
        message = f"`{offer.id}` begins after the programme ends on {effective.until}"
        yield Finding(offer.place("from_"), "E801", message, "take it out, or mend the day", warning=True)


def _benefits(shape: ProgrammeShape) -> Iterator[Finding]:
    ladder = shape.tiers.ladder if shape.tiers is not None else ()
    for name, benefit in benefits_of(shape).items():
        if not any(stated(shape, tier, name) for tier in ladder):
            message = f"no tier gives the benefit `{name}`"
            yield Finding(benefit.span, "E801", message, "give it with a tier, or take it out", warning=True)
