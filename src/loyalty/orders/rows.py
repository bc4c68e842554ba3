"""Orders, returns, quotes and explanations as rows: instants in microseconds, states and ids as kept."""

import zlib

from loyalty.kernel.instant import microseconds
from loyalty.kernel.refusal import InvariantBroken
from loyalty.orders.order import Order, OrderKey, Return
from loyalty.orders.quote import Explanation, FrozenDocument, Quote

_EFFORT = 3
"""How hard a document is compressed; the usual 6 makes it a fifth smaller in up to six times the time."""


def key_row(key: OrderKey) -> dict[str, object]:
    """Give the columns by which an order is found."""
    return {"programme": key.programme, "source": key.source, "order_id": key.order_id}


def order_row(order: Order) -> dict[str, object]:
    """Give the row of an order."""
    return key_row(order.key) | {
        "member_id": order.member_id,
        "occurred_at": microseconds(order.occurred_at),
        "recorded_at": microseconds(order.recorded_at),
        "digest": order.digest,
        "fingerprint": order.fingerprint,
        "explanation_id": order.explanation_id,
        "total": order.total,
        "paid": order.paid,
        "points_earned": order.points_earned,
        "points_used": order.points_used,
        "state": str(order.state),
        "returns": order.returns,
    }


def return_row(returned: Return) -> dict[str, object]:
    """Give the row of a return."""
    return key_row(returned.key) | {
        "return_id": returned.return_id,
        "occurred_at": microseconds(returned.occurred_at),
        "recorded_at": microseconds(returned.recorded_at),
        "fingerprint": returned.fingerprint,
        "lines": returned.lines,
        "money": returned.money,
        "points_back": returned.points_back,
        "points_restored": returned.points_restored,
        "explanation_id": returned.explanation_id,
        "kind": str(returned.kind),
        "channel": returned.channel,
        "reason": returned.reason,
        "next_order": returned.next_order,
        "seq": returned.seq,
    }


def quote_row(new: Quote) -> dict[str, object]:
    """Give the row of a quote."""
    return {
        "quote_id": new.quote_id,
        "programme": new.programme,
        "digest": new.digest,
        "member_id": new.member_id,
        "at": microseconds(new.at),
        "valid_until": microseconds(new.valid_until),
        "fingerprint": new.fingerprint,
        "payable": new.payable,
        "explanation_id": new.explanation_id,
    }


def explanation_row(new: Explanation) -> dict[str, object]:
    """Give the row of an explanation, without the document that was told."""
    return {
        "explanation_id": new.explanation_id,
        "kind": new.kind,
        "member_id": new.member_id,
        "programme": new.programme,
        "digest": new.digest,
        "recipe": new.recipe,
        "sha256": new.sha256,
        "created_at": microseconds(new.created_at),
    }


def document_row(explanation_id: str, document: FrozenDocument) -> dict[str, object]:
    """Give the row of a document that was told: its bytes compressed, and their digest."""
    return {
        "explanation_id": explanation_id,
        "body": zlib.compress(document.content, _EFFORT),
        "sha256": document.sha256,
    }


def document_in(body: bytes, digest: str) -> FrozenDocument:
    """Give the document that `document_row` keeps. Raises `InvariantBroken` where it is another."""
    try:
        document = FrozenDocument.of(zlib.decompress(body))
    except zlib.error:
        document = None
    if document is None or document.sha256 != digest:
        message = "a document is not what was told"
        raise InvariantBroken(message)
    return document
