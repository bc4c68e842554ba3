"""Why: the explanation of a quote, receipt, refund, usage or event, made from what was recorded."""

from dataclasses import dataclass

from loyalty.decision.explain import Document
from loyalty.decision.telling.left import left_id
from loyalty.kernel.refusal import Refusal
from loyalty.orders.quote import Explanation
from loyalty.seals.keys import instant_text
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.documents import document_of
from loyalty.use_cases.refusals import ExplanationErased, UnknownExplanation
from loyalty.use_cases.seals.following import course_beside
from loyalty.use_cases.seals.placing import integrity_of
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class Explained:
    """The document, the row it was made from, and how it stands now, as the member ``course``."""

    row: Explanation
    document: Document
    course: Document

    @property
    def now(self) -> Document:
        """The document with its course beside it."""
        return {**self.document, **self.course}


def show_explanation(services: Services, explanation_id: str) -> Explained:
    """Give the explanation of this id; it is the same document whenever it is asked for.

    A sealed one has its seal as the member `integrity`. How it stands now is told beside it.

    Raises UnknownExplanation, and ExplanationErased where the person it was told to was erased.
    """
    with services.units.read() as unit:
        row = unit.explanations.get(explanation_id)
        if row is None:
            raise why_not(unit, explanation_id)
        programme = services.programmes.by_digest(unit, row.digest)
        document = document_of(programme, row)
        course = course_beside(services, unit, explanation_id, document)
        document |= integrity_of(unit, row)
    return Explained(row, document, course)


def why_not(unit: UnitOfWork, explanation_id: str) -> Refusal:
    """Give why there is no such explanation: it never was, or its seal is all that is left."""
    sealed = unit.seals.get(explanation_id)
    key = None if sealed is None or sealed.member_id is None else unit.vault.key(sealed.member_id)
    if sealed is None or key is None or key.destroyed_at is None:
        return UnknownExplanation()
    left = left_id(explanation_id)
    return ExplanationErased(
        of=explanation_id,
        programme=sealed.programme,
        at=instant_text(key.destroyed_at),
        sha256=sealed.seal.sha256,
        amounts=None if unit.explanations.get(left) is None else left,
    )
