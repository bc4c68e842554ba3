"""Terms of charges: bands follow one another without gap or overlap, and say what has no default."""

from collections.abc import Iterator
from fractions import Fraction

from loyalty.language.findings import Finding
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.charges import Band, GraduatedTerms, Terms, VolumeTerms


def check_terms(terms: Terms) -> Iterator[Finding]:
    """Give what is wrong with the terms of one charge."""
    if isinstance(terms, GraduatedTerms | VolumeTerms):
        yield from _bands(terms.bands)
        if any(terms.bands[0].flat.values) and terms.zero_usage_pays_first_flat_fee is None:
            yield Finding(
                terms.bands[0].place("flat"),
                "E406",
                "the first band has a flat amount, and nothing says whether nothing used pays it",
                "write `zero_usage_pays_first_flat_fee: true` or `false`",
            )


def _bands(bands: tuple[Band, ...]) -> Iterator[Finding]:
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
