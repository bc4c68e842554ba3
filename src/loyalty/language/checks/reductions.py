"""Reductions: each is named once, ends after it begins, and is for a market of the programme."""

from collections.abc import Iterator

from loyalty.language.checks.days import way_round
from loyalty.language.findings import Finding, one_of
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.reductions import FromPriceShape, ReductionShape
from loyalty.language.texts.jurisdictions import implied


def check_reductions(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with reductions, and with prices that are advertised as the lowest."""
    yield from _named(shape)
    seen: set[str] = set()
    for reduction in shape.reductions:
        if reduction.is_read("id") and reduction.id in seen:
            message = f"`{reduction.id}` is already the name of a reduction"
            yield Finding(reduction.place("id"), "E401", message)
        if reduction.is_read("id"):
            seen.add(reduction.id)
        yield from as_far_as_read(way_round(reduction))
        yield from as_far_as_read(_market(shape, reduction))


def _named(shape: ProgrammeShape) -> Iterator[Finding]:
    seen: set[str] = set()
    for advertised in shape.from_prices:
        if advertised.is_read("id") and advertised.id in seen:
            message = f"`{advertised.id}` is already the name of a price"
            yield Finding(advertised.place("id"), "E401", message)
        if advertised.is_read("id"):
            seen.add(advertised.id)
        yield from as_far_as_read(_market(shape, advertised))


def _market(shape: ProgrammeShape, reduction: ReductionShape | FromPriceShape) -> Iterator[Finding]:
    market, declared = reduction.market, shape.jurisdictions
    if market is not None and market not in implied(declared):
        message = f"`{market}` is no market of the programme"
        help_ = one_of(declared) if declared else "write it in `jurisdictions`, too"
        yield Finding(reduction.place("market"), "E496", message, help_)
