"""An invoice or a credit note as it is told: kept whole, filed, sealed, and what it bills told to follow."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
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

Period = tuple[datetime, str]
"""When a period begins, and its plan."""


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
    for earlier, did in _followed(unit, made, names).items():
        unit.desk.follow(Sequel(made.id, earlier, did, made.member_id, now))
    keep_row(services, unit, row, now)


def _followed(unit: UnitOfWork, made: Invoice, names: Collection[str]) -> Mapping[str, Did]:
    """Give what a bill that was issued did to the documents before it, by their ids."""
    if made.voids is not None:
        return dict.fromkeys((*names, made.voids), Did.VOIDED)
    # What is decided no more is given back by the explanation that it was billed by.
    billed = {each for each in names if any(it.did is Did.BILLED for it in unit.desk.sequels(each))}
    found = {each: Did.UNDONE if each in billed else Did.BILLED for each in names}
    back = {period for period, amount in made.bill.by_period().items() if amount < 0}
    return {**found, **_given_back(unit, made, back)} if back else found


def _given_back(unit: UnitOfWork, made: Invoice, back: set[Period]) -> Mapping[str, Did]:
    """Give the invoices that billed periods of which money comes back, and their explanations."""
    issued = unit.invoices.of_subscription(made.member_id, made.subscription_id)
    cancelled = {each.voids for each in issued}
    left = Counter[Period]()
    for each in issued:
        left.update(each.bill.by_period())
    found: dict[str, Did] = {}
    for each in issued:
        charged = {period for period, amount in each.bill.by_period().items() if amount > 0}
        if each.voids is None and each.id not in {made.id, *cancelled} and charged & back:
            found[each.id] = Did.CREDITED if any(left[period] for period in charged) else Did.UNDONE
            for line in each.bill.lines:
                if line.place.period in charged & back:
                    found[line.explanation] = Did.CREDITED if left[line.place.period] else Did.UNDONE
    return found
