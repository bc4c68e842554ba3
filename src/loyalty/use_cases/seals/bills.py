"""An invoice or a credit note as it is told: kept whole, filed, sealed, and what it bills told to follow."""

import json
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
    told = {name: unit.explanations.get(name) for name in names}
    kept = {name: of.document for name, of in told.items() if of is not None and of.document is not None}
    digests = {name: kept[name].sha256 if name in kept else "" for name in names}
    text = checked_text({"explanations": digests})
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
    billed = [json.loads(each.content) for each in kept.values()]
    unit.desk.file(filed_bill(document, billed, made.member_id, now))
    for name in names:
        unit.desk.follow(Sequel(made.id, name, Did.BILLED, made.member_id, now))
    if made.voids is not None:
        unit.desk.follow(Sequel(made.id, made.voids, Did.VOIDED, made.member_id, now))
    keep_row(services, unit, row, now)
