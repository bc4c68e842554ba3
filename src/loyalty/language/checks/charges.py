"""Terms of charges: bands follow one another without gap or overlap, and say what has no default."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from loyalty.language.checks.signs import check_signs
from loyalty.language.dated import Dated
from loyalty.language.findings import Finding, did_you_mean, one_of
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.block_charges import (
    BlockBand,
    GraduatedBlocksTerms,
    PackageTerms,
    VolumeBlocksTerms,
)
from loyalty.language.shapes.charge_words import AnyWords, ChargeWords
from loyalty.language.shapes.charges import (
    Band,
    DynamicTerms,
    FlatTerms,
    GraduatedPercentageTerms,
    GraduatedTerms,
    MatrixTerms,
    PercentageTerms,
    PerUnitTerms,
    RateBand,
    StairBand,
    StairstepTerms,
    Terms,
    VolumeTerms,
)
from loyalty.language.shapes.fields import Shape, as_far_as_read

AnyBand = Band | RateBand | StairBand | BlockBand
BandedTerms = (
    GraduatedTerms
    | GraduatedPercentageTerms
    | GraduatedBlocksTerms
    | VolumeTerms
    | VolumeBlocksTerms
    | StairstepTerms
)


BANDS_MAX = 1000


def check_terms(terms: Terms) -> Iterator[Finding]:
    """Give what is wrong with the terms of one charge."""
    yield from as_far_as_read(_words(terms))
    yield from as_far_as_read(check_signs(terms))
    match terms:
        case MatrixTerms():
            yield from _matrix(terms)
        case PercentageTerms():
            yield from as_far_as_read(_bounds(terms))
        case PackageTerms():
            yield from _size(terms, terms.size)
        case FlatTerms() | PerUnitTerms() | DynamicTerms():
            return
        case _:
            yield from _banded(terms)


def _banded(terms: BandedTerms) -> Iterator[Finding]:
    in_order = True
    for finding in as_far_as_read(_bands(terms.bands)):
        in_order = False
        yield finding
    if isinstance(terms, GraduatedBlocksTerms | VolumeBlocksTerms):
        yield from as_far_as_read(_blocks(terms, in_order=in_order))
    if isinstance(terms, GraduatedTerms | GraduatedPercentageTerms | VolumeTerms):
        yield from _first_flat(terms)


def _bounds(terms: PercentageTerms) -> Iterator[Finding]:
    low, high = terms.at_least, terms.at_most
    if low is not None and high is not None:
        yield from crossed(terms, ("at_least", low), ("at_most", high))


def _matrix(terms: MatrixTerms) -> Iterator[Finding]:
    """Give wrong terms of cells, dimensions that are none, and cells that no event reaches."""
    if terms.is_read("dimensions"):
        yield from as_far_as_read(_dimensions(terms))
    yield from as_far_as_read(_reached(terms))
    if terms.is_read("cells") and terms.is_read("otherwise") and not terms.cells and terms.otherwise is None:
        yield Finding(terms.span, "E202", "a matrix without `cells` needs `otherwise`", "write its terms")
    inner = [cell.terms for cell in terms.cells if cell.is_read("terms")] if terms.is_read("cells") else []
    if terms.is_read("otherwise") and terms.otherwise is not None:
        inner.append(terms.otherwise)
    for part in inner:
        yield from as_far_as_read(check_terms(part))
        if part.is_read("round") and part.round is not None:
            message = "a cell is not rounded by itself"
            yield Finding(part.place("round"), "E453", message, "write `round` beside `cells`")
        yield from as_far_as_read(no_window(part, "the cells of a matrix"))
    yield from as_far_as_read(no_window(terms, "the cells of a matrix"))


def no_window(terms: Terms, what: str) -> Iterator[Finding]:
    """Give a commitment for times of the period where ``what`` is priced has none."""
    if terms.commitment is not None and terms.commitment.window is not None:
        place = terms.commitment.place("window")
        message = f"{what} have no commitment for each {terms.commitment.window}"
        yield Finding(place, "E453", message, "take `window` out")


def _dimensions(terms: MatrixTerms) -> Iterator[Finding]:
    for place, name in enumerate(terms.dimensions):
        if name in terms.dimensions[:place]:
            yield Finding(
                terms.place("dimensions"),
                "E401",
                f"the dimension `{name}` is there twice",
                "take one of them out",
            )
    for cell in terms.cells:
        if cell.is_read("where"):
            for name in cell.where:
                if name not in terms.dimensions:
                    help_ = did_you_mean(name, terms.dimensions) or one_of(terms.dimensions)
                    yield Finding(cell.place("where"), "E452", f"unknown dimension `{name}`", help_)


def _reached(terms: MatrixTerms) -> Iterator[Finding]:
    for place, cell in enumerate(terms.cells):
        if any(_covers(earlier.where, cell.where) for earlier in terms.cells[:place]):
            message = "every event that fits here fits a cell above"
            yield Finding(cell.place("where"), "E451", message, "write the narrower cell first")


def _covers(wide: Mapping[str, tuple[str, ...]], narrow: Mapping[str, tuple[str, ...]]) -> bool:
    return all(name in narrow and set(narrow[name]) <= set(values) for name, values in wide.items())


def _first_flat(terms: GraduatedTerms | GraduatedPercentageTerms | VolumeTerms) -> Iterator[Finding]:
    first = terms.bands[0]
    if any(first.flat.values) and terms.zero_usage_pays_first_flat_fee is None:
        yield Finding(
            first.place("flat"),
            "E406",
            "the first band has a flat amount, and nothing says whether nothing used pays it",
            "write `zero_usage_pays_first_flat_fee: true` or `false`",
        )


def _bands(bands: Sequence[AnyBand]) -> Iterator[Finding]:
    if len(bands) > BANDS_MAX:
        yield Finding(bands[BANDS_MAX].span, "E404", f"more than {BANDS_MAX} bands", "join some")
        return
    reached = Fraction(0)
    for band in bands[:-1]:
        if band.up_to is None:
            yield Finding(band.span, "E405", "a band without end before the last one", "write it last")
            return
        if band.up_to <= reached:
            message = (
                f"the band ends at {decimal_text(band.up_to)}, the one before at {decimal_text(reached)}"
            )
            yield Finding(band.place("up_to"), "E404", message, "write the bands lowest first")
            return
        reached = band.up_to
    last = bands[-1]
    if last.above is None:
        help_ = f"end with `{{above: {decimal_text(last.up_to or reached)}, …}}`"
        yield Finding(last.place("up_to"), "E405", "the last band has an end", help_)
    elif last.above != reached:
        word = "a gap" if last.above > reached else "an overlap"
        message = f"{word} between {decimal_text(reached)} and {decimal_text(last.above)}"
        yield Finding(last.place("above"), "E404", message, f"write `above: {decimal_text(reached)}`")


def _blocks(terms: GraduatedBlocksTerms | VolumeBlocksTerms, *, in_order: bool) -> Iterator[Finding]:
    """Give blocks of no size, and borders that cut a block in two; graduated bands count from their start."""
    start = Fraction(0)
    for band in terms.bands:
        yield from _size(band, band.size)
        if band.size and band.up_to is not None and in_order:
            first = start if isinstance(terms, GraduatedBlocksTerms) else Fraction(0)
            rest = (band.up_to - first) % band.size
            if rest:
                end, size = decimal_text(band.up_to), decimal_text(band.size)
                message = f"the band ends at {end}, inside a block of {size}"
                below = band.up_to - rest
                ends = [whole for whole in (below, below + band.size) if whole > start]
                help_ = " or ".join(f"`up_to: {decimal_text(whole)}`" for whole in ends)
                yield Finding(band.place("up_to"), "E409", message, f"write {help_}")
            start = band.up_to


def _size(part: Shape, size: Fraction) -> Iterator[Finding]:
    if not size:
        yield Finding(
            part.place("size"), "E206", "a size of 0 units", "write how many units there are in one"
        )


def _words(terms: AnyWords) -> Iterator[Finding]:
    if isinstance(terms, ChargeWords) and terms.convert is not None and not terms.convert.divide_by:
        yield Finding(
            terms.convert.place("divide_by"), "E206", "nothing can be divided by 0", "leave `convert` out"
        )
    if isinstance(terms, VolumeTerms) and terms.protect and not terms.flat_fees_reverse:
        message = "`protect: true` and `flat_fees_reverse: false` exclude one another"
        yield Finding(terms.place("flat_fees_reverse"), "E209", message, "write one of them")
    low, high = terms.minimum, terms.maximum
    if low is not None and high is not None:
        yield from crossed(terms, ("minimum", low), ("maximum", high))


def crossed(
    part: Shape,
    least: tuple[str, Dated[Fraction]],
    most: tuple[str, Dated[Fraction]],
    first: date = date.min,
) -> Iterator[Finding]:
    """Give that the key of a most is below that of a least, with what it is to be on that day."""
    below = first_above(least[1], most[1], first)
    if below is not None:
        help_ = f"write `{decimal_text(below)}` or more, or lower `{least[0]}`"
        yield Finding(part.place(most[0]), "E206", f"`{most[0]}` is below `{least[0]}`", help_)


def first_above(low: Dated[Fraction], high: Dated[Fraction], first: date = date.min) -> Fraction | None:
    """Give ``low`` where it is above ``high`` first, from ``first`` on; each changes on its own days."""
    changes = {day for values in (low, high) for day, _ in values.entries if day is not None and day > first}
    days = [day for day in sorted({first, *changes}) if low.exists(day) and high.exists(day)]
    return next((low.at(day) for day in days if low.at(day) > high.at(day)), None)
