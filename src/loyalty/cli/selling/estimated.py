"""The explanation of a basket that was priced without any database, for a folder as for a till's bundle."""

from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision
from loyalty.decision.explain import OFFERED, Document, Heading, explain
from loyalty.use_cases.market_notices import notices_of
from loyalty.use_cases.sold_in import Sale


def estimated(decision: Decision, sale: Sale) -> Document:
    """Give what a basket's price comes to and why, with the notices its market asks for beside it."""
    beside = {**sale.beside(), "notices": notices_of(decision, sale)}
    heading = Heading("estimate", "quote", status=OFFERED, beside=beside)
    return explain(decision, heading, for_nobody(decision))
