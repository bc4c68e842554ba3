"""An invoice or a credit note as it is told: kept whole, filed, sealed, and what it bills told to follow."""

from hashlib import sha256

from loyalty.decision.explain import Document
from loyalty.desk.course import Did, Sequel
from loyalty.desk.filed import filed_bill
from loyalty.orders.quote import Explanation, FrozenDocument
from loyalty.seals.canonical import checked_text
from loyalty.subscriptions.records import Invoice
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.seals.sealing import keep_row
from loyalty.use_cases.services import Services


def tell_bill(services: Services, unit: UnitOfWork, made: Invoice, document: Document) -> None:
    """Keep the document of an issued bill in the unit that issues it. Raises DecideAgain.

    What it is made of are the explanations that its periods name, so these are its snapshot, each with
    the digest of what it told. Of a history that is replayed nobody is told anything.
    """
    if not services.tells:
        return
    now = services.clock.now()
    names = sorted({line.explanation for line in made.bill.lines})
    text = checked_text({"explanations": {name: _digest(unit, name) for name in names}})
    row = Explanation(
        explanation_id=made.id,
        kind=document["kind"],
        member_id=made.member_id,
        programme=made.programme,
        digest=document["programme"]["digest"],
        recipe=text,
        sha256=sha256(text.encode()).hexdigest(),
        created_at=now,
        document=FrozenDocument.of(checked_text(document).encode()),
    )
    unit.desk.file(filed_bill(document, made.member_id, now))
    for name in names:
        unit.desk.follow(Sequel(made.id, name, Did.BILLED, made.member_id, now))
    if made.voids is not None:
        unit.desk.follow(Sequel(made.id, made.voids, Did.VOIDED, made.member_id, now))
    keep_row(services, unit, row, now)


def _digest(unit: UnitOfWork, explanation_id: str) -> str:
    row = unit.explanations.get(explanation_id)
    return "" if row is None or row.document is None else row.document.sha256
