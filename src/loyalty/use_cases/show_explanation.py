"""Why: the explanation of a quote, receipt, refund, usage or event, made from what was recorded."""

from dataclasses import dataclass

from loyalty.decision.explain import Document
from loyalty.orders.quote import Explanation
from loyalty.use_cases.documents import document_of
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.seals.placing import integrity_of
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class Explained:
    """The document, and the row it was made from."""

    row: Explanation
    document: Document


def show_explanation(services: Services, explanation_id: str) -> Explained:
    """Give the explanation of this id; it is the same document whenever it is asked for.

    A sealed one has its seal as the member `integrity`.

    Raises UnknownExplanation.
    """
    with services.units.read() as unit:
        row = unit.explanations.get(explanation_id)
        if row is None:
            raise UnknownExplanation
        programme = services.programmes.by_digest(unit, row.digest)
        integrity = integrity_of(unit, row)
    return Explained(row, document_of(programme, row) | integrity)
