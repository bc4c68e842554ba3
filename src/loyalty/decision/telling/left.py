"""What is left of a document when the person it was told to is erased: amounts, and nothing of anybody.

Lines are added up by what they were for, so that no basket can be told from them; the sums still come out.
"""

from collections.abc import Mapping
from typing import Any

from loyalty.decision.telling import Document

KIND = "sums"
PREFIX = "sum"
OF = frozenset({"receipt", "refund", "usage"})
"""Kinds of documents of which the books need the amounts."""
_SUMS = ("due", "points_money", "payable", "tax_inside", "tax_added")


def left_id(explanation_id: str) -> str:
    """Give the id of what is left of a document."""
    return f"{PREFIX}_{explanation_id.partition('_')[2]}"


def left_of(document: Mapping[str, Any], erased_at: str) -> Document:
    """Give what is left of a document of one of the kinds ``OF``; ``erased_at`` is RFC 3339 text."""
    amounts: dict[tuple[str, bool], int] = {}
    for line in document["lines"]:
        key = (line["category"], bool(line["inside"]))
        amounts[key] = amounts.get(key, 0) + line["amount"]
    return {
        "version": document["version"],
        "id": left_id(document["id"]),
        "kind": KIND,
        "of": {"id": document["id"], "kind": document["kind"]},
        "status": document.get("status"),
        "issued_at": erased_at,
        "programme": {name: document["programme"][name] for name in ("name", "digest")},
        "timezone": document["timezone"],
        "currency": document["currency"],
        "exponent": document["exponent"],
        "total": {name: document["total"][name] for name in _SUMS},
        "amounts": [
            {"category": category, "inside": inside, "amount": amount}
            for (category, inside), amount in sorted(amounts.items())
        ],
        "points": {name: document["points"][name] for name in ("earned", "used")},
    }
