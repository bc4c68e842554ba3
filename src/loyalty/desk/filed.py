"""What a document is found again by: its number, whose it is, when it was told, its amount, its rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loyalty.kernel.identity import MemberId

REFUND = "refund"
REFERENCE_MAX = 128
CHANGE = "points_change"
KINDS = ("quote", "receipt", "refund", "usage", "event", CHANGE, "invoice", "credit_note")
"""What a document explains."""
_OF_MEMBER = ("available", "pending", "held")


@dataclass(frozen=True, slots=True)
class Filed:
    """How a document is found; ``rules`` are those that made one of its lines or awarded points.

    ``amount`` is in minor units of ``currency``: what is due, of a refund the money given back. Of a
    change of points it is by how many points the member has more, and the currency is empty.
    ``reference`` is what the world calls it: the order's id, a quote's, an event's, an invoice's;
    empty where it has no such name.
    """

    explanation_id: str
    kind: str
    member_id: MemberId | None
    programme: str
    digest: str
    told_at: datetime
    amount: int
    currency: str
    reference: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in a programme; None and empty ask for nothing.

    ``since`` is inside, ``until`` outside; amounts are in minor units, both inside. ``before`` is the
    document after which the list goes on. Changes of points, which have no amount of money, are found
    where ``changes`` says so.
    """

    programme: str
    ids: tuple[str, ...] = ()
    reference: str | None = None
    member_id: MemberId | None = None
    rule: str | None = None
    kind: str | None = None
    digest: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    least: int | None = None
    most: int | None = None
    before: str | None = None
    changes: bool = False


def filed_of(document: Mapping[str, Any], member: MemberId | None, at: datetime, reference: str) -> Filed:
    """Give how a document is found that was told at ``at``."""
    refund = document.get(REFUND)
    return Filed(
        explanation_id=document["id"],
        kind=document["kind"],
        member_id=member,
        programme=document["programme"]["name"],
        digest=document["programme"]["digest"],
        told_at=at,
        amount=document["total"]["due"] if refund is None else refund["money"],
        currency=document["currency"],
        reference=reference,
        rules=rules_of(document),
    )


def filed_bill(
    document: Mapping[str, Any], billed: Iterable[Mapping[str, Any]], member: MemberId, at: datetime
) -> Filed:
    """Give how an invoice or a credit note is found: by its id, what is due, and the rules of its lines.

    Those stand in the explanations that are ``billed``.
    """
    return Filed(
        explanation_id=document["id"],
        kind=document["kind"],
        member_id=member,
        programme=document["programme"]["name"],
        digest=document["programme"]["digest"],
        told_at=at,
        amount=document["total"]["due"],
        currency=document["currency"],
        reference=document["id"],
        rules=_rules_billed(document, billed),
    )


def _rules_billed(bill: Mapping[str, Any], billed: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    keys = {line["key"] for line in bill["lines"]}
    lines = (line for document in billed for line in document["lines"] if line["step"] in keys)
    return tuple(sorted({line["rule"]["id"] for line in lines}))


def filed_change(document: Mapping[str, Any], member: MemberId, at: datetime) -> Filed:
    """Give how the document of a change of points is found: by wallet and number of its entry."""
    change = document["change"]
    return Filed(
        explanation_id=document["id"],
        kind=CHANGE,
        member_id=member,
        programme=document["programme"]["name"],
        digest=document["programme"]["digest"],
        told_at=at,
        amount=sum(change[name] for name in _OF_MEMBER) - change["owed"],
        currency="",
        reference=entry_reference(document["wallet"], document["entry"]["seq"]),
    )


def entry_reference(wallet: str, seq: int | str) -> str:
    """Give what an entry of a member's wallet is called: ``points:7``."""
    return f"{wallet}:{seq}"


def rules_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the rules that made a line of a document or awarded points, sorted."""
    of_lines = (line["rule"]["id"] for line in document.get("lines", ()))
    of_awards = (award["rule"] for award in document.get("points", {}).get("awards", ()))
    return tuple(sorted({*of_lines, *of_awards}))
