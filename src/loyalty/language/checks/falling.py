"""Terms by which more can cost less: volume without protection, a stair that goes down, prices below zero."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from loyalty.language.checks.charges import first_above
from loyalty.language.checks.signs import SignedTerms, price_below_zero
from loyalty.language.findings import Span
from loyalty.language.shapes.block_charges import VolumeBlocksTerms
from loyalty.language.shapes.charges import MatrixTerms, StairstepTerms, Terms, VolumeTerms


@dataclass(frozen=True, slots=True)
class Falling:
    """Where the terms let more cost less, why, and what would mend it."""

    place: Span
    message: str
    remedy: str


def falling(terms: Terms, first: date) -> Falling | None:
    """Give why more can cost less by these terms on a day from ``first`` on; None where it cannot."""
    if isinstance(terms, MatrixTerms):
        inner = (*(cell.terms for cell in terms.cells), *([terms.otherwise] if terms.otherwise else []))
        return next((found for part in inner if (found := falling(part, first))), None)
    if isinstance(terms, SignedTerms) and (place := price_below_zero(terms, first)) is not None:
        return Falling(place, "a price below zero makes more cost less", "raise it")
    if isinstance(terms, VolumeTerms | VolumeBlocksTerms) and not terms.protect:
        place = terms.place("protect" if "protect" in terms.spans else "model")
        message = "volume prices without protection can make more cost less"
        return Falling(place, message, "write `protect: true`")
    if isinstance(terms, StairstepTerms):
        for below, above in pairwise(terms.bands):
            if first_above(below.amount, above.amount, first) is not None:
                message = "the amount is below that of the band before, so more can cost less"
                return Falling(above.place("amount"), message, "raise it")
    return None
