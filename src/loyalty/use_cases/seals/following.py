"""Which documents a document follows, and how it stands now."""

from datetime import datetime
from typing import Any

from loyalty.decision.explain import Document, instant_text
from loyalty.decision.telling.points_change import change_id
from loyalty.desk.course import COURSE, Did, Sequel, course_of
from loyalty.ledger.entry import Entry, Kind
from loyalty.orders.order import OrderKey
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services

ORDER = "order:"
"""Before the order's id, in the reference of what an order booked."""
DID = {
    Kind.CLAWBACK: Did.TAKEN_BACK,
    Kind.RESTORE: Did.GIVEN_BACK,
    Kind.CAPTURE: Did.ENDED,
    Kind.VOID: Did.ENDED,
    Kind.HOLD_LAPSE: Did.ENDED,
}


def follow_entry(unit: UnitOfWork, programme: str, entry: Entry) -> None:
    """Keep which document the document of an entry follows: that of the entry it undoes or ends."""
    if entry.reverses_entry_id is None or entry.kind not in DID:
        return
    cause = entry.cause
    about = unit.ledger.history(
        entry.member_id, entry.unit, source=cause.source, external_ref=cause.external_ref
    )
    for undone in about:
        if undone.entry_id == entry.reverses_entry_id:
            earlier = document_of(unit, programme, undone)
            if earlier is not None:
                did = DID[entry.kind]
                unit.desk.follow(Sequel(change_id(entry), earlier, did, entry.member_id, entry.recorded_at))


def course_beside(
    services: Services, unit: UnitOfWork, explanation_id: str, document: Document
) -> dict[str, Any]:
    """Give the member `course` of a document: how it stands now, and what it followed and what followed."""
    sequels, extended = unit.desk.sequels(explanation_id), _extended(unit, explanation_id, document)
    course = course_of(explanation_id, document, sequels, services.clock.now(), extended)
    return {COURSE: course.to_json()}


def _extended(unit: UnitOfWork, explanation_id: str, document: Document) -> datetime | None:
    """Give until when a quote holds by now, None where that is what its document says."""
    told = document.get("valid_until")
    filed = unit.desk.get(explanation_id) if told is not None else None
    quote = unit.quotes.get(filed.reference) if filed is not None else None
    return None if quote is None or instant_text(quote.valid_until) == told else quote.valid_until


def document_of(unit: UnitOfWork, programme: str, entry: Entry) -> str | None:
    """Give the id of the document in which an entry was told, None where it is not known."""
    own = change_id(entry)
    if unit.explanations.get(own) is not None:
        return own
    if not entry.cause.external_ref.startswith(ORDER):
        return None
    order = unit.orders.get(OrderKey(programme, entry.cause.source, entry.cause.external_ref[len(ORDER) :]))
    return None if order is None else order.explanation_id
