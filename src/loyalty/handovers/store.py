"""Rows of what was handed over, of what recipients are told, and of marketing messages."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, ForeignKeyConstraint, Index, Row, Table, Text, select, update

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.handovers.handover import HandOver, RecipientNotice, Told
from loyalty.handovers.message import Marketing, Medium, Outcome, Why
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.privacy.purpose import Basis

# Append-only: what was handed over stays so.
hand_over = Table(
    "hand_over",
    metadata,
    word("programme", key=True),
    word("handover_id", key=True),
    number("member_id"),
    word("recipient"),
    Column("facts", Text, nullable=False),
    word("basis", 32),
    Column("consents", Text, nullable=False),
    number("handed_at"),
    word("handed_by", 128),
    Index("hand_over_of_member", "member_id", "handed_at"),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)
recipient_notice = Table(
    "recipient_notice",
    metadata,
    number("recipient_notice_id", key=True),
    word("programme"),
    word("recipient"),
    word("handover_id"),
    number("member_id"),
    word("kind", 16),
    number("made_at"),
    *(number("told_at", optional=True), word("told_by", 128, optional=True)),
    Index("recipient_notice_waiting", "programme", "told_at", "recipient_notice_id"),
    Index("recipient_notice_of_member", "member_id", "recipient_notice_id"),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)
marketing_message = Table(
    "marketing_message",
    metadata,
    word("programme", key=True),
    word("message_id", key=True),
    number("member_id"),
    word("medium", 16),
    word("sha256"),
    word("why", 32),
    word("consent_id", optional=True),
    word("stop_id", 16),
    number("sent_at"),
    word("sent_by", 128),
    *(word("outcome", 16, optional=True), number("outcome_at", optional=True)),
    number("stopped_at", optional=True),
    Index("marketing_of_member", "member_id", "sent_at"),
    Index("marketing_stop", "stop_id", unique=True),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)

_HAND = insert_row(hand_over).on_conflict_do_nothing(index_elements=["programme", "handover_id"])
_SEND = insert_row(marketing_message).on_conflict_do_nothing(index_elements=["programme", "message_id"])


class HandOverStore:
    """Hand-overs and what recipients are told, of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: HandOver) -> bool:
        """Keep a hand-over; give whether there was none of its id."""
        row = {
            "programme": new.programme,
            "handover_id": new.handover_id,
            "member_id": new.member_id,
            "recipient": new.recipient,
            "facts": json.dumps(new.facts),
            "basis": str(new.basis),
            "consents": json.dumps(dict(new.consents), sort_keys=True),
            "handed_at": microseconds(new.at),
            "handed_by": new.by,
        }
        return self._connection.execute(_HAND, row).rowcount == 1

    def get(self, programme: str, handover_id: str) -> HandOver | None:
        """Give a hand-over by its id."""
        asked = select(hand_over).where(
            hand_over.c.programme == programme, hand_over.c.handover_id == handover_id
        )
        found = self._connection.execute(asked).one_or_none()
        return None if found is None else _hand_over(found)

    def of_members(self, ids: Collection[MemberId]) -> list[HandOver]:
        """Give everything that was handed over of some members, oldest first."""
        asked = (
            select(hand_over)
            .where(hand_over.c.member_id.in_(ids))
            .order_by(hand_over.c.handed_at, hand_over.c.handover_id)
        )
        return [_hand_over(row) for row in self._connection.execute(asked)]

    def tell(self, notices: Iterable[RecipientNotice]) -> None:
        """Keep what recipients are to be told."""
        rows = [
            {
                "recipient_notice_id": each.notice_id,
                "programme": each.programme,
                "recipient": each.recipient,
                "handover_id": each.handover_id,
                "member_id": each.member_id,
                "kind": str(each.kind),
                "made_at": microseconds(each.made_at),
                "told_at": None,
                "told_by": None,
            }
            for each in notices
        ]
        if rows:
            self._connection.execute(insert_row(recipient_notice), rows)

    def notices_of(self, ids: Collection[MemberId]) -> list[RecipientNotice]:
        """Give everything recipients are told of some members, oldest first."""
        asked = (
            select(recipient_notice)
            .where(recipient_notice.c.member_id.in_(ids))
            .order_by(recipient_notice.c.recipient_notice_id)
        )
        return [_notice(row) for row in self._connection.execute(asked)]

    def waiting(self, programme: str, after: int, limit: int) -> list[RecipientNotice]:
        """Give up to ``limit`` notices that no recipient was told yet, oldest first, from after one on."""
        asked = (
            select(recipient_notice)
            .where(
                recipient_notice.c.programme == programme,
                recipient_notice.c.told_at.is_(None),
                recipient_notice.c.recipient_notice_id > after,
            )
            .order_by(recipient_notice.c.recipient_notice_id)
            .limit(limit)
        )
        return [_notice(row) for row in self._connection.execute(asked)]

    def confirm(self, programme: str, notice_ids: Collection[int], at: datetime, by: str) -> int:
        """Keep that recipients were told; give of how many notices that was news."""
        said = (
            update(recipient_notice)
            .where(
                recipient_notice.c.programme == programme,
                recipient_notice.c.recipient_notice_id.in_(notice_ids),
                recipient_notice.c.told_at.is_(None),
            )
            .values(told_at=microseconds(at), told_by=by)
        )
        return self._connection.execute(said).rowcount


class MarketingStore:
    """Marketing messages of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Marketing) -> bool:
        """Keep a message; give whether there was none of its id."""
        row = {
            "programme": new.programme,
            "message_id": new.message_id,
            "member_id": new.member_id,
            "medium": str(new.medium),
            "sha256": new.sha256,
            "why": str(new.why),
            "consent_id": new.consent,
            "stop_id": new.stop_id,
            "sent_at": microseconds(new.sent_at),
            "sent_by": new.sent_by,
            **dict.fromkeys(("outcome", "outcome_at", "stopped_at")),
        }
        return self._connection.execute(_SEND, row).rowcount == 1

    def get(self, programme: str, message_id: str) -> Marketing | None:
        """Give a message by its id."""
        asked = select(marketing_message).where(
            marketing_message.c.programme == programme, marketing_message.c.message_id == message_id
        )
        found = self._connection.execute(asked).one_or_none()
        return None if found is None else _message(found)

    def of_stop(self, stop_id: str) -> Marketing | None:
        """Give the message whose stop link has this id."""
        asked = select(marketing_message).where(marketing_message.c.stop_id == stop_id)
        found = self._connection.execute(asked).one_or_none()
        return None if found is None else _message(found)

    def of_members(self, ids: Collection[MemberId]) -> list[Marketing]:
        """Give every message to some members, oldest first."""
        asked = (
            select(marketing_message)
            .where(marketing_message.c.member_id.in_(ids))
            .order_by(marketing_message.c.sent_at, marketing_message.c.message_id)
        )
        return [_message(row) for row in self._connection.execute(asked)]

    def end(self, programme: str, message_id: str, outcome: Outcome, at: datetime) -> None:
        """Keep what became of a message."""
        self._set(programme, message_id, outcome=str(outcome), outcome_at=microseconds(at))

    def stop(self, programme: str, message_id: str, at: datetime) -> None:
        """Keep that the member stopped marketing by the link of a message."""
        self._set(programme, message_id, stopped_at=microseconds(at))

    def _set(self, programme: str, message_id: str, **values: Any) -> None:  # noqa: ANN401  a row's values
        said = update(marketing_message).where(
            marketing_message.c.programme == programme, marketing_message.c.message_id == message_id
        )
        self._connection.execute(said.values(**values))


def _hand_over(row: Row[Any]) -> HandOver:
    return HandOver(
        row.programme,
        row.handover_id,
        MemberId(row.member_id),
        row.recipient,
        tuple(json.loads(row.facts)),
        Basis(row.basis),
        json.loads(row.consents),
        instant_at(row.handed_at),
        row.handed_by,
    )


def _notice(row: Row[Any]) -> RecipientNotice:
    return RecipientNotice(
        row.recipient_notice_id,
        row.programme,
        row.recipient,
        row.handover_id,
        MemberId(row.member_id),
        Told(row.kind),
        instant_at(row.made_at),
        _instant(row.told_at),
        row.told_by,
    )


def _message(row: Row[Any]) -> Marketing:
    return Marketing(
        row.programme,
        row.message_id,
        MemberId(row.member_id),
        Medium(row.medium),
        row.sha256,
        Why(row.why),
        row.consent_id,
        row.stop_id,
        instant_at(row.sent_at),
        row.sent_by,
        None if row.outcome is None else Outcome(row.outcome),
        _instant(row.outcome_at),
        _instant(row.stopped_at),
    )


def _instant(value: int | None) -> datetime | None:
    return None if value is None else instant_at(value)
