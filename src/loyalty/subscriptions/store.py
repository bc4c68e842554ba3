"""Rows of subscriptions, invoices, prepaid credit and coupons."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from loyalty.database import subscription_statements as sql
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.pricing.line import Category
from loyalty.subscriptions.billing import Bill, Line, Place
from loyalty.subscriptions.changes import change_from_json, change_to_json
from loyalty.subscriptions.credit import Grant, Untouched, Use
from loyalty.subscriptions.records import BegunChange, CouponUse, Invoice, Payment, Subscription
from loyalty.subscriptions.spending import Alerts, AlertTold, alerts_from_json
from loyalty.subscriptions.timeline import Timeline


class SubscriptionStore:
    """Subscriptions of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection, told: Callable[[BegunChange], None]) -> None:
        self._connection, self._told = connection, told

    def start(self, begun: Subscription) -> None:
        """Keep a new subscription with every change it has.

        Raises `DecideAgain` where another writer took its id at the same time.
        """
        row = {
            "member_id": begun.member_id,
            "subscription_id": begun.id,
            "programme": begun.programme,
            "timezone": begun.timeline.zone.key,
            "created_at": microseconds(begun.created_at),
            "seq": 0,
            "next_due": _instant(begun.next_due),
        }
        if self._connection.execute(sql.START, row).rowcount != 1:
            raise DecideAgain
        self._keep(begun, begun.timeline, 0)

    def find(self, programme: str, subscription_id: str) -> Subscription | None:
        """Give a programme's subscription as it stands, None where there is none."""
        asked = {"of_programme": programme, "of_id": subscription_id}
        row = self._connection.execute(sql.SUBSCRIPTION, asked).one_or_none()
        return None if row is None else self._whole(row)

    def of_member(self, member_id: MemberId, programme: str) -> list[Subscription]:
        """Give a member's subscriptions of a programme, oldest first."""
        asked = {"member": member_id, "of_programme": programme}
        return [self._whole(row) for row in self._connection.execute(sql.SUBSCRIPTIONS, asked).all()]

    def due(self, programme: str, now: datetime, limit: int) -> list[str]:
        """Give the ids of at most ``limit`` subscriptions with something due by ``now``, first due first."""
        asked = {"of_programme": programme, "now": microseconds(now), "limit": limit}
        return list(self._connection.scalars(sql.DUE, asked))

    def due_in_order(
        self, programme: str, now: datetime, *, after: str, limit: int
    ) -> list[tuple[str, datetime, int]]:
        """Give up to ``limit`` ids from behind ``after`` on, each with when it fell due by ``now``.

        The last is how often it was written to.
        """
        asked = {"of_programme": programme, "now": microseconds(now), "after": after, "limit": limit}
        found = self._connection.execute(sql.DUE_IN_ORDER, asked)
        return [(row.subscription_id, instant_at(row.next_due), row.seq) for row in found]

    def change(self, seen: Subscription, to: Timeline, next_due: datetime | None) -> None:
        """Keep the changes that ``to`` has more. Raises `DecideAgain` where another writer was first."""
        self.touch(seen, next_due)
        self._keep(seen, to, len(seen.timeline.changes))

    def touch(self, seen: Subscription, next_due: datetime | None) -> None:
        """Count a write, so that others decide again. Raises `DecideAgain` where another was first."""
        asked = {
            "member": seen.member_id,
            "of_id": seen.id,
            "seen": seen.seq,
            "due": _instant(next_due),
        }
        if self._connection.execute(sql.TOUCH, asked).rowcount != 1:
            raise DecideAgain

    def _keep(self, of: Subscription, timeline: Timeline, first: int) -> None:
        rows = [
            {
                "member_id": of.member_id,
                "subscription_id": of.id,
                "number": number,
                "holds_at": microseconds(change.at),
                "recorded_at": microseconds(change.recorded_at),
                "content": json.dumps(change_to_json(change), ensure_ascii=False),
            }
            for number, change in enumerate(timeline.changes[first:], first)
        ]
        self._connection.execute(sql.ADD_CHANGE, rows)
        for number, change in enumerate(timeline.changes[first:], first):
            self._told(BegunChange(of, number, change))

    def _whole(self, row: Row[Any]) -> Subscription:
        asked = {"member": row.member_id, "of_id": row.subscription_id}
        changes = tuple(change_from_json(json.loads(c)) for c in self._connection.scalars(sql.CHANGES, asked))
        return Subscription(
            row.subscription_id,
            MemberId(row.member_id),
            row.programme,
            instant_at(row.created_at),
            Timeline(ZoneInfo(row.timezone), changes),
            row.seq,
            None if row.next_due is None else instant_at(row.next_due),
        )


class InvoiceStore:
    """Invoices and billed lines of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection, told: Callable[[Invoice], None]) -> None:
        self._connection, self._told = connection, told

    def issue(self, made: Invoice) -> int:
        """Keep an invoice and give its number, the programme's next one.

        The number is taken in the same transaction, so that none is left out. Whoever issues
        also touches the subscription, so that two bills never book the same difference.
        """
        counted = {"programme": made.programme, "issued": 1}
        number = int(self._connection.execute(sql.NUMBER, counted).scalar_one())
        self._connection.execute(sql.ISSUE, _invoice_row(made, number))
        if made.bill.lines:
            self._connection.execute(sql.ADD_LINE, [_line_row(made, n) for n in range(len(made.bill.lines))])
        self._told(replace(made, number=number))
        return number

    def find(self, invoice_id: str) -> Invoice | None:
        """Give an invoice or credit note with its lines, None where there is none."""
        row = self._connection.execute(sql.INVOICE, {"of_id": invoice_id}).one_or_none()
        return None if row is None else self._whole(row)

    def of_subscription(self, member_id: MemberId, subscription_id: str) -> list[Invoice]:
        """Give a subscription's invoices and credit notes by number."""
        asked = {"member": member_id, "of_id": subscription_id}
        return [self._whole(row) for row in self._connection.execute(sql.INVOICES, asked).all()]

    def cancelled_last(self, member_id: MemberId, subscription_id: str, besides: str = "") -> list[Invoice]:
        """Give, by number, what cancels others since the last that cancels none, ``besides`` one left out."""
        asked = {"member": member_id, "of_id": subscription_id, "besides": besides}
        return [self._whole(row) for row in self._connection.execute(sql.CANCELLED_LAST, asked).all()]

    def latest(self, member_id: MemberId, subscription_id: str) -> datetime | None:
        """Give when an invoice of a subscription was issued last, None where none was."""
        asked = {"member": member_id, "of_id": subscription_id}
        found = self._connection.scalar(sql.LATEST, asked)
        return None if found is None else instant_at(found)

    def voided_by(self, invoice_id: str) -> str | None:
        """Give the id of the invoice or credit note that cancels another, None where none does."""
        return self._connection.scalar(sql.VOIDED, {"of_id": invoice_id})

    def lines(self, member_id: MemberId, subscription_id: str) -> list[Line]:
        """Give every line that was billed of a subscription, in the order of the invoices."""
        asked = {"member": member_id, "of_id": subscription_id}
        return [_line(row) for row in self._connection.execute(sql.BILLED, asked)]

    def billed_until(
        self, programme: str, members: Iterable[MemberId]
    ) -> Mapping[tuple[MemberId, str], datetime]:
        """Give, by member and meter, the end of the last period whose usage was billed."""
        asked = {
            "of_programme": programme,
            "of_category": Category.USAGE.value,
            "members": sorted(set(members)),
        }
        found: dict[tuple[MemberId, str], datetime] = {}
        for row in self._connection.execute(sql.BILLED_UNTIL, asked):
            meter = row.step.removeprefix("usage.").partition("[")[0].partition(".")[0]
            key = MemberId(row.member_id), meter
            found[key] = max(instant_at(row.until), found.get(key, instant_at(row.until)))
        return found

    def _whole(self, row: Row[Any]) -> Invoice:
        asked = {"member": row.member_id, "of_id": row.invoice_id}
        return Invoice(
            row.invoice_id,
            row.programme,
            MemberId(row.member_id),
            row.subscription_id,
            instant_at(row.issued_at),
            row.currency,
            Bill(tuple(_line(line) for line in self._connection.execute(sql.LINES, asked))),
            Payment(row.credit, row.points, row.points_money),
            row.voids,
            row.number,
        )


class CreditStore:
    """Prepaid credit and coupons of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, member_id: MemberId, programme: str, given: Grant) -> None:
        """Keep a new grant, of which nothing is used yet."""
        row = {
            "member_id": member_id,
            "grant_id": given.id,
            "programme": programme,
            "amount": given.amount,
            "used": 0,
            "priority": given.priority,
            "purchased": given.purchased,
            "created_at": microseconds(given.created_at),
            "ends_at": _instant(given.ends_at),
            "scope": json.dumps({"plans": given.plans, "charges": given.charges}, ensure_ascii=False),
        }
        self._connection.execute(sql.ADD_GRANT, row)

    def grants(self, member_id: MemberId, programme: str) -> list[Grant]:
        """Give a member's grants, oldest first, those that are used up or have ended too."""
        asked = {"member": member_id, "of_programme": programme}
        return [_grant(row) for row in self._connection.execute(sql.GRANTS, asked)]

    def dormant(self, programme: str, before: datetime) -> list[Untouched]:
        """Give who has credit left that was bought, none of which was bought or used since."""
        asked = {"of_programme": programme, "before": microseconds(before)}
        rows = self._connection.execute(sql.DORMANT_CREDIT, asked)
        return [Untouched(MemberId(row.member_id), int(row.there), instant_at(row.last)) for row in rows]

    def use(self, seen: Sequence[Grant], uses: Sequence[Use], cause: str, at: datetime) -> None:
        """Book what grants pay or get back for a cause: an invoice's id, or ``void``.

        ``seen`` are the grants as they were read. Raises `DecideAgain` where another writer
        used one of them meanwhile.
        """
        left = {grant.id: grant for grant in seen}
        for one in uses:
            before = left[one.grant].amount - left[one.grant].left
            member_id = left[one.grant].member_id
            asked = {"member": member_id, "of_id": one.grant, "seen": before, "then": before + one.amount}
            if self._connection.execute(sql.SPEND, asked).rowcount != 1:
                raise DecideAgain
            row = {"member_id": member_id, "grant_id": one.grant, "cause": cause, "amount": one.amount}
            self._connection.execute(sql.ADD_USE, row | {"used_at": microseconds(at)})

    def uses(self, members: Iterable[MemberId], cause: str) -> list[Use]:
        """Give what grants of some members paid for a cause, by grant."""
        asked = {"members": sorted(members), "of_cause": cause}
        rows = self._connection.execute(sql.USES, asked)
        return [Use(row.grant_id, row.amount) for row in rows]

    def uses_of(self, members: Iterable[MemberId], subscription_id: str) -> list[Use]:
        """Give what grants of some members paid of a subscription of one of them and got back, by invoice."""
        asked = {"members": sorted(members), "of_id": subscription_id}
        return [Use(row.grant_id, row.amount) for row in self._connection.execute(sql.USES_OF, asked)]

    def give_coupon(self, given: CouponUse) -> bool:
        """Keep that a coupon was given to a subscription; False where it was before."""
        row = {
            "member_id": given.member_id,
            "programme": given.programme,
            "code": given.code,
            "subscription_id": given.subscription_id,
            "given_at": microseconds(given.given_at),
        }
        return self._connection.execute(sql.GIVE_COUPON, row).rowcount == 1


class AlertStore:
    """Alerts about spending of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set(self, of: Subscription, alerts: Alerts, at: datetime) -> None:
        """Keep what is wished for from now on. Raises `DecideAgain` where another wish came first."""
        _, number = self._latest(of)
        row = {"member_id": of.member_id, "subscription_id": of.id, "number": number + 1}
        content = json.dumps(alerts.to_json(), ensure_ascii=False)
        row |= {"programme": of.programme, "set_at": microseconds(at), "content": content}
        if self._connection.execute(sql.SET_ALERTS, row).rowcount != 1:
            raise DecideAgain

    def get(self, of: Subscription) -> Alerts | None:
        """Give what is wished for, None where nothing ever was."""
        return self._latest(of)[0]

    def watched(self, programme: str) -> list[str]:
        """Give the ids of a programme's subscriptions for which alerts were ever wished."""
        return list(self._connection.scalars(sql.WATCHED, {"of_programme": programme}))

    def tell(self, of: Subscription, told: AlertTold) -> bool:
        """Keep that a threshold was told of; False where it was before, in the same period."""
        row = {"member_id": of.member_id, "subscription_id": of.id, "start_at": microseconds(told.start)}
        row |= {"alert": told.alert, "limit_at": told.limit, "spent": told.spent}
        return self._connection.execute(sql.TELL, row | {"told_at": microseconds(told.told_at)}).rowcount == 1

    def told(self, of: Subscription, start: datetime) -> list[AlertTold]:
        """Give what was told of the period that began at ``start``, in order."""
        asked = {"member": of.member_id, "of_id": of.id, "start": microseconds(start)}
        return [
            AlertTold(start, row.alert, row.limit_at, row.spent, instant_at(row.told_at))
            for row in self._connection.execute(sql.TOLD, asked)
        ]

    def _latest(self, of: Subscription) -> tuple[Alerts | None, int]:
        asked = {"member": of.member_id, "of_id": of.id}
        row = self._connection.execute(sql.ALERTS, asked).one_or_none()
        return (None, 0) if row is None else (alerts_from_json(json.loads(row.content)), row.number)


def _instant(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)


def _invoice_row(made: Invoice, number: int) -> dict[str, object]:
    return {
        "member_id": made.member_id,
        "invoice_id": made.id,
        "programme": made.programme,
        "number": number,
        "kind": made.bill.kind.value,
        "subscription_id": made.subscription_id,
        "issued_at": microseconds(made.issued_at),
        "currency": made.currency,
        "due": made.bill.due,
        "tax_inside": made.bill.tax_inside,
        "tax_added": made.bill.tax_added,
        "credit": made.payment.credit,
        "points": made.payment.points,
        "points_money": made.payment.points_money,
        "voids": made.voids,
    }


def _line_row(made: Invoice, number: int) -> dict[str, object]:
    line = made.bill.lines[number]
    return {
        "member_id": made.member_id,
        "invoice_id": made.id,
        "line": number,
        "subscription_id": made.subscription_id,
        "programme": made.programme,
        "start_at": microseconds(line.place.start),
        "end_at": microseconds(line.end),
        "plan": line.place.plan,
        "step": line.place.key,
        "category": line.category.value,
        "label": json.dumps(dict(line.label), ensure_ascii=False),
        "inside": line.inside,
        "now": line.now,
        "amount": line.amount,
        "explanation_id": line.explanation,
    }


def _line(row: Row[Any]) -> Line:
    return Line(
        Place(instant_at(row.start_at), row.plan, row.step),
        instant_at(row.end_at),
        Category(row.category),
        json.loads(row.label),
        row.inside,
        row.now,
        row.amount,
        row.explanation_id,
    )


def _grant(row: Row[Any]) -> Grant:
    scope = json.loads(row.scope)
    return Grant(
        row.grant_id,
        row.amount,
        row.amount - row.used,
        row.priority,
        row.purchased,
        instant_at(row.created_at),
        None if row.ends_at is None else instant_at(row.ends_at),
        tuple(scope["plans"]),
        tuple(scope["charges"]),
        MemberId(row.member_id),
    )
