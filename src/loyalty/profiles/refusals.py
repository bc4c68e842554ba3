"""The named refusals of this room."""

from loyalty.kernel.refusal import Refusal


class JurisdictionNotDeclared(Refusal):
    """The programme does not declare the market of the request; facts: market, declared."""

    code = "jurisdiction-not-declared"
    title = "The programme does not declare this market"


class PersonalisationNoticeMissing(Refusal):
    """A quote that was made from personal facts does not say so; facts: quote."""

    code = "personalisation-notice-missing"
    title = "The quote does not say that its price is personal"


class SentenceMissing(Refusal):
    """A quote lacks the exact sentence that the market asks for; facts: quote."""

    code = "ny-sentence-missing"
    title = "The quote lacks the sentence that the market asks for"


class NoticeFalse(Refusal):
    """A quote says that its price is personal, and it is not; facts: quote."""

    code = "notice-false"
    title = "The quote says of its price what is not so"


class UnitPriceMissing(Refusal):
    """The market asks for a price per unit of measure, and nobody says what the line holds; facts: market."""

    code = "unit-price-missing"
    title = "The price per unit of measure is missing"


class UnknownProfile(Refusal):
    """The law of no such market is known."""

    code = "unknown-profile"
    title = "The law of no such market is known"
