"""What was booked, as announcements: the one place that says which booking tells what.

The unit of work hands over everything its stores wrote, so that no use case can forget to tell;
every kind of entry has its type, each entry exactly one announcement.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from loyalty.erasure.erasure import Erasure
from loyalty.jobs.notice import Notice, NoticeKind
from loyalty.kernel.identity import id_text
from loyalty.ledger.account import AccountState, Booked, HoldState
from loyalty.ledger.entry import Account, Entry, Kind
from loyalty.members.member import Member, Merge
from loyalty.orders.order import BookedReturn, ClaimedReceipt, Order, ReturnKind
from loyalty.subscriptions.changes import Cancelled, Change, Changed, Paused, Resumed, Started
from loyalty.subscriptions.records import BegunChange, Invoice
from loyalty.tiers.movement import BegunMovement
from loyalty.webhooks.announcement import Announcement, AnnouncementType, instant_outside

_MINE = frozenset({Account.AVAILABLE, Account.PENDING, Account.HELD, Account.OWED})
_OF_ENDS = frozenset({Kind.EXTEND, Kind.TELL})
"""Entries that move no points, and are about when points end."""
OF_ENTRIES: Mapping[Kind, AnnouncementType] = {
    Kind.EARN: AnnouncementType.POINTS_EARNED,
    Kind.VEST: AnnouncementType.POINTS_ACTIVATED,
    Kind.BURN: AnnouncementType.POINTS_SPENT,
    Kind.LAPSE: AnnouncementType.POINTS_EXPIRED,
    Kind.CLAWBACK: AnnouncementType.POINTS_REVERSED,
    Kind.RESTORE: AnnouncementType.POINTS_RESTORED,
    Kind.HOLD: AnnouncementType.HOLD_OPENED,
    Kind.CAPTURE: AnnouncementType.HOLD_CAPTURED,
    Kind.VOID: AnnouncementType.HOLD_VOIDED,
    Kind.HOLD_LAPSE: AnnouncementType.HOLD_LAPSED,
    Kind.EXTEND: AnnouncementType.POINTS_EXTENDED,
    Kind.TELL: AnnouncementType.POINTS_END_TOLD,
    Kind.TRANSFER: AnnouncementType.POINTS_SENT,
    Kind.RECEIVE: AnnouncementType.POINTS_RECEIVED,
    Kind.POOL: AnnouncementType.POINTS_POOLED,
    Kind.CONVERT: AnnouncementType.POINTS_CONVERTED,
    Kind.MERGE: AnnouncementType.POINTS_MERGED,
    Kind.UNMERGE: AnnouncementType.POINTS_UNMERGED,
}
OF_RETURNS: Mapping[ReturnKind, AnnouncementType] = {
    ReturnKind.RETURN: AnnouncementType.ORDER_RETURNED,
    ReturnKind.CANCELLATION: AnnouncementType.ORDER_CANCELLED,
    ReturnKind.EXCHANGE: AnnouncementType.ORDER_EXCHANGED,
    ReturnKind.ADJUSTMENT: AnnouncementType.ORDER_ADJUSTED,
}
OF_CHANGES: Mapping[type[Change], AnnouncementType] = {
    Started: AnnouncementType.SUBSCRIPTION_STARTED,
    Changed: AnnouncementType.SUBSCRIPTION_CHANGED,
    Paused: AnnouncementType.SUBSCRIPTION_PAUSED,
    Resumed: AnnouncementType.SUBSCRIPTION_RESUMED,
    Cancelled: AnnouncementType.SUBSCRIPTION_CANCELLED,
}
OF_NOTICES: Mapping[NoticeKind, AnnouncementType] = {
    NoticeKind.EXPIRY: AnnouncementType.POINTS_EXPIRING,
    NoticeKind.TIER: AnnouncementType.TIER_WILL_CHANGE,
    NoticeKind.SPENDING: AnnouncementType.SPENDING_REACHED,
    NoticeKind.RENEWAL: AnnouncementType.SUBSCRIPTION_RENEWING,
    NoticeKind.PRICE: AnnouncementType.SUBSCRIPTION_PRICE_WILL_CHANGE,
    NoticeKind.REFUND: AnnouncementType.SUBSCRIPTION_REFUND_DUE,
}

Happened = (
    Booked
    | BegunMovement
    | Order
    | ClaimedReceipt
    | BookedReturn
    | BegunChange
    | Invoice
    | Notice
    | Member
    | Merge
    | Erasure
)
"""What a store wrote that other systems may be told of."""


def announcements_of(happened: Happened) -> Iterator[Announcement]:
    """Give what is announced of something that was written; nothing of an order of nobody."""
    match happened:
        case Booked():
            for entry in happened.entries:
                yield _of_entry(happened.state, entry)
        case BegunMovement():
            yield _of_movement(happened)
        case Order():
            yield from _of_order(happened, AnnouncementType.ORDER_RECORDED)
        case ClaimedReceipt():
            yield from _of_order(happened.order, AnnouncementType.ORDER_CLAIMED)
        case BookedReturn():
            yield from _of_return(happened)
        case BegunChange():
            yield _of_change(happened)
        case Invoice():
            yield _of_invoice(happened)
        case Notice():
            yield _of_notice(happened)
        case Member():
            yield Announcement(
                happened.member_id,
                happened.programme,
                AnnouncementType.MEMBER_ENROLLED,
                "",
                happened.enrolled_at,
                {},
            )
        case Merge():
            yield _of_merge(happened)
        case Erasure():
            yield from _of_erasure(happened)


def _of_entry(state: AccountState, entry: Entry) -> Announcement:
    kind = OF_ENTRIES[entry.kind]
    if entry.kind is Kind.EARN and entry.lot is not None and entry.lot.vests_at is not None:
        kind = AnnouncementType.POINTS_PENDING
    text = id_text("ent", entry.entry_id)
    data: dict[str, Any] = {
        "wallet": entry.unit,
        "entry": text,
        "number": entry.seq,
        "points": _ending(state, entry) if entry.kind in _OF_ENDS else _points(entry),
    }
    if entry.lot is not None and entry.lot.expires_at is not None:
        data["expires_at"] = instant_outside(entry.lot.expires_at)
    if kind is AnnouncementType.POINTS_PENDING and entry.lot is not None and entry.lot.vests_at is not None:
        data["vests_at"] = instant_outside(entry.lot.vests_at)
    hold = _hold_of(state, entry)
    if hold is not None:
        data["hold"] = hold
    if entry.ends:
        data["expires_at"] = instant_outside(max(each.expires_at for each in entry.ends))
    return Announcement(entry.member_id, state.programme, kind, text, entry.recorded_at, data)


def _points(entry: Entry) -> int:
    """Give by how many points the member has more after an entry, below zero less.

    Of an entry that changes nothing of that, how many it moved: points that vest, holds and their ends.
    """
    gained = sum(each.amount for each in entry.postings if each.destination in _MINE)
    lost = sum(each.amount for each in entry.postings if each.source in _MINE)
    return gained - lost or gained


def _ending(state: AccountState, entry: Entry) -> int:
    """Give how many points have the end an entry is about; put off, also those of them set aside."""
    of = {each.lot_id for each in entry.ends}
    left = sum(lot.remaining for lot in state.lots if lot.lot_id in of)
    if entry.kind is Kind.TELL:
        return left
    parts = (part for hold in state.holds if hold.state is HoldState.OPEN for part in hold.parts)
    return left + sum(points for lot_id, points in parts if lot_id in of)


def _hold_of(state: AccountState, entry: Entry) -> str | None:
    if entry.hold is not None:
        return id_text("hld", entry.hold.hold_id)
    ended = {each.entry_id: each.hold_id for each in state.holds}
    found = ended.get(entry.reverses_entry_id) if entry.reverses_entry_id is not None else None
    return None if found is None else id_text("hld", found)


def _of_movement(moved: BegunMovement) -> Announcement:
    movement = moved.movement
    same = movement.from_tier == movement.to_tier
    data: dict[str, object] = {
        "from": movement.from_tier,
        "to": movement.to_tier,
        "cause": str(movement.cause),
        "moved_at": instant_outside(movement.at),
    }
    kind = AnnouncementType.TIER_KEPT if same else AnnouncementType.TIER_CHANGED
    return Announcement(moved.member_id, moved.programme, kind, str(moved.number), moved.recorded_at, data)


def _of_order(order: Order, kind: AnnouncementType) -> Iterator[Announcement]:
    if order.member_id is None:
        return
    data = {
        "order": order.key.order_id,
        "source": order.key.source,
        "explanation": order.explanation_id,
        "points_earned": order.points_earned,
        "points_used": order.points_used,
    }
    about = f"{order.key.source}\0{order.key.order_id}"
    yield Announcement(order.member_id, order.key.programme, kind, about, order.recorded_at, data)


def _of_return(booked: BookedReturn) -> Iterator[Announcement]:
    order, returned = booked.order, booked.returned
    if order.member_id is None:
        return
    data = {
        "order": order.key.order_id,
        "source": order.key.source,
        "return": returned.return_id,
        "explanation": returned.explanation_id,
        "points_back": returned.points_back,
        "points_restored": returned.points_restored,
    }
    if returned.next_order:
        data["next_order"] = returned.next_order
    about = f"{order.key.source}\0{order.key.order_id}\0{returned.return_id}"
    kind = OF_RETURNS[returned.kind]
    yield Announcement(order.member_id, order.key.programme, kind, about, returned.recorded_at, data)


def _of_change(begun: BegunChange) -> Announcement:
    change, of = begun.change, begun.of
    data = {"subscription": of.id, "number": begun.number, "holds_at": instant_outside(change.at)}
    about = f"{of.id}\0{begun.number}"
    return Announcement(of.member_id, of.programme, OF_CHANGES[type(change)], about, change.recorded_at, data)


def _of_invoice(made: Invoice) -> Announcement:
    kind = AnnouncementType.INVOICE_ISSUED if made.bill.due >= 0 else AnnouncementType.INVOICE_CREDITED
    data = {
        "invoice": made.id,
        "number": made.number,
        "subscription": made.subscription_id,
        "payable": {"amount": made.payable, "currency": made.currency},
    }
    if made.voids is not None:
        kind, data = AnnouncementType.INVOICE_VOIDED, data | {"voids": made.voids}
    return Announcement(made.member_id, made.programme, kind, made.id, made.issued_at, data)


def _of_notice(made: Notice) -> Announcement:
    text = id_text("ntc", made.notice_id)
    data: dict[str, object] = {"notice": text, "at": instant_outside(made.about_at)}
    match made.kind:
        case NoticeKind.EXPIRY:
            data |= {"wallet": made.content["wallet"], "points": made.content["points"]}
        case NoticeKind.TIER:
            data |= {"tier": made.content["tier"]}
        case NoticeKind.SPENDING:
            data |= {"subscription": made.content["subscription"], "alert": made.content["alert"]}
        case NoticeKind.RENEWAL | NoticeKind.PRICE:
            data |= {"subscription": made.content["subscription"]}
        case NoticeKind.REFUND:
            data |= {"subscription": made.content["subscription"], "invoice": made.about}
    kind = OF_NOTICES[made.kind]
    return Announcement(made.member_id, made.programme, kind, text, made.made_at, data)


def _of_merge(merge: Merge) -> Announcement:
    kind, at = AnnouncementType.MEMBER_MERGED, merge.merged_at
    if merge.undone_at is not None:
        kind, at = AnnouncementType.MEMBER_UNMERGED, merge.undone_at
    data = {"survivor": id_text("mem", merge.survivor)}
    return Announcement(merge.loser, merge.programme, kind, merge.id, at, data)


def _of_erasure(erasure: Erasure) -> Iterator[Announcement]:
    if erasure.erased_at is None:
        return
    kind = AnnouncementType.MEMBER_ERASED
    about = erasure.erasure_id
    yield Announcement(erasure.member_id, erasure.programme, kind, about, erasure.erased_at, {})
