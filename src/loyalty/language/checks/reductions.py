"""Reductions: each is named once, ends after it begins, and is for a market of the programme."""

from collections.abc import Iterator

from loyalty.language.checks.days import way_round
from loyalty.language.checks.names import named, named_once
from loyalty.language.findings import Finding, one_of
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.reductions import FromPriceShape, ReductionShape
from loyalty.language.texts.jurisdictions import implied


def check_reductions(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with reductions, and with prices that are advertised as the lowest."""
    yield from named_once(named(shape.from_prices), "a price")
    for advertised in shape.from_prices:
        yield from as_far_as_read(_market(shape, advertised))
    yield from named_once(named(shape.reductions), "a reduction")
    for reduction in shape.reductions:
        yield from as_far_as_read(way_round(reduction))
        yield from as_far_as_read(_market(shape, reduction))


def _market(shape: ProgrammeShape, reduction: ReductionShape | FromPriceShape) -> Iterator[Finding]:
    market, declared = reduction.market, shape.jurisdictions
    if market is not None and market not in implied(declared):
        message = f"`{market}` is no market of the programme"
        help_ = one_of(declared) if declared else "write it in `jurisdictions`, too"
        yield Finding(reduction.place("market"), "E496", message, help_)
