"""Orders and returns as rows: instants in microseconds, states and ids as they are kept."""

from loyalty.kernel.instant import microseconds
from loyalty.orders.order import Order, OrderKey, Return


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
