"""The explanation of a basket that was priced without any database, for a folder as for a till's bundle."""

from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision
from loyalty.decision.explain import OFFERED, Document, Heading, explain
from loyalty.pricing.basket import Basket
from loyalty.use_cases.market_notices import notices_of


def estimated(decision: Decision, basket: Basket) -> Document:
    """Give what a basket's price comes to and why, with the notices its market asks for beside it."""
    beside = {"notices": notices_of(decision, basket)}
    heading = Heading("estimate", "quote", status=OFFERED, beside=beside)
    return explain(decision, heading, for_nobody(decision))
