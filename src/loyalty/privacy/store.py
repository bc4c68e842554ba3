"""Rows of consents, choices and ages, of the looks that staff takes, and of what reports told."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKeyConstraint,
    Index,
    Row,
    Table,
    Text,
    bindparam,
    func,
    select,
    tuple_,
    union,
    update,
)
from sqlalchemy.schema import Column

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.kernel.period import Period
from loyalty.privacy.choice import OF_PROFILES, Age, AgeBand, Choice, Chosen
from loyalty.privacy.consent import Consent, NoticeShown, Way, Withdrawal
from loyalty.privacy.purpose import Purpose
from loyalty.privacy.reports.release import Release
from loyalty.privacy.view import View

consent = Table(
    "consent",
    metadata,
    number("member_id", key=True),
    word("record_id", key=True),
    word("programme"),
    word("purpose", 32),
    Column("facts", Text, nullable=False),
    *(word("notice"), word("notice_version"), word("notice_sha256"), word("notice_language", 16)),
    number("given"),
    number("decided_at"),
    word("way", 16),
    word("proof", 128, optional=True),
    number("until", optional=True),
    word("jurisdiction", 16),
    number("guardian", optional=True),
    word("receipt_id", optional=True),
    word("recipient", optional=True),
    word("recorded_by", 128),
    *(number("withdrawn_at", optional=True), word("way_back", 16, optional=True)),
    word("withdrawn_by", 128, optional=True),
    Index("consent_by_end", "programme", "until"),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)
# Append-only: how a choice stands is what was chosen last.
privacy_choice = Table(
    "privacy_choice",
    metadata,
    number("member_id", key=True),
    number("number", key=True),
    word("choice", 32),
    number("holds"),
    number("chosen_at"),
    word("chosen_by", 128),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)
member_age = Table(
    "member_age",
    metadata,
    number("member_id", key=True),
    word("band", 16),
    number("guardian", optional=True),
    number("set_at"),
    word("set_by", 128),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)

# Append-only: a look that was taken stays taken.
staff_view = Table(
    "staff_view",
    metadata,
    number("view_id", key=True),
    number("member_id"),
    number("viewed_at"),
    word("role", 16),
    word("viewer", 128),
    word("what", 160),
    word("reason"),
    Index("view_of_member", "member_id", "view_id"),
    Index("view_by_viewer", "viewer", "viewed_at"),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)
# Append-only: what was told stays told.
report_release = Table(
    "report_release",
    metadata,
    word("programme", key=True),
    word("report", 32, key=True),
    number("number", key=True),
    *(number("first"), number("last"), number("told_at")),
    Column("tables", Text, nullable=False),
    Column("document", Text, nullable=True),
)

_ADD = insert_row(consent).on_conflict_do_nothing(index_elements=["member_id", "record_id"])
_OF_MEMBER = (
    select(consent)
    .where(consent.c.member_id == bindparam("member"))
    .order_by(consent.c.decided_at, consent.c.record_id)
)
_WITHDRAW = (
    update(consent)
    .where(
        consent.c.member_id == bindparam("of_member"),
        consent.c.purpose == bindparam("of_purpose"),
        consent.c.given == 1,
        consent.c.withdrawn_at.is_(None),
    )
    .values(withdrawn_at=bindparam("at"), way_back=bindparam("way_of"), withdrawn_by=bindparam("by"))
)
_END = (
    update(consent)
    .where(consent.c.member_id == bindparam("of_member"), consent.c.record_id == bindparam("of_record"))
    .values(withdrawn_at=bindparam("at"), withdrawn_by=bindparam("by"))
)
_CHOOSE = insert_row(privacy_choice).on_conflict_do_nothing(index_elements=["member_id", "number"])
_CHOSEN = (
    select(privacy_choice)
    .where(privacy_choice.c.member_id == bindparam("member"))
    .order_by(privacy_choice.c.number)
)
_AGE = insert_row(member_age)
_SET_AGE = _AGE.on_conflict_do_update(
    index_elements=["member_id"],
    set_={name: _AGE.excluded[name] for name in ("band", "guardian", "set_at", "set_by")},
)
_RELEASE = insert_row(report_release).on_conflict_do_nothing(index_elements=["programme", "report", "number"])
_RELEASES = (
    select(report_release)
    .where(
        report_release.c.programme == bindparam("of_programme"),
        report_release.c.report == bindparam("of_report"),
    )
    .order_by(report_release.c.number)
)
_SAID_OTHERWISE = union(
    select(privacy_choice.c.member_id).where(privacy_choice.c.choice.in_(sorted(OF_PROFILES))),
    select(member_age.c.member_id).where(member_age.c.band != str(AgeBand.ADULT)),
)
_AGE_OF = select(member_age).where(member_age.c.member_id == bindparam("member"))


class ConsentStore:
    """Consents, choices and ages of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Consent) -> bool:
        """Keep a record; give whether the member had none of this id."""
        row = {
            "member_id": new.member_id,
            "record_id": new.record_id,
            "programme": new.programme,
            "purpose": str(new.purpose),
            "facts": json.dumps(new.facts),
            "notice": new.notice.notice,
            "notice_version": new.notice.version,
            "notice_sha256": new.notice.sha256,
            "notice_language": new.notice.language,
            "given": int(new.given),
            "decided_at": microseconds(new.decided_at),
            "way": str(new.way),
            "proof": new.proof,
            "until": None if new.until is None else microseconds(new.until),
            "jurisdiction": new.jurisdiction,
            "guardian": new.guardian,
            "receipt_id": new.receipt_id,
            "recipient": new.recipient,
            "recorded_by": new.recorded_by,
            **dict.fromkeys(("withdrawn_at", "way_back", "withdrawn_by")),
        }
        return self._connection.execute(_ADD, row).rowcount == 1

    def of_member(self, member_id: MemberId) -> list[Consent]:
        """Give every record of a member, oldest first."""
        return [_consent(row) for row in self._connection.execute(_OF_MEMBER, {"member": member_id})]

    def withdraw(self, member_id: MemberId, purpose: Purpose, withdrawal: Withdrawal) -> int:
        """End every consent of a purpose that stands; give how many there were."""
        asked = {
            "of_member": member_id,
            "of_purpose": str(purpose),
            "at": microseconds(withdrawal.at),
            "way_of": str(withdrawal.way),
            "by": withdrawal.by,
        }
        return self._connection.execute(_WITHDRAW, asked).rowcount

    def over(
        self, programme: str, now: datetime, after: tuple[MemberId, str] | None, limit: int
    ) -> list[Consent]:
        """Give up to ``limit`` yeses that were not ended and whose time is over, from after a record on."""
        asked = select(consent).where(
            consent.c.programme == programme,
            consent.c.until <= microseconds(now),
            consent.c.given == 1,
            consent.c.withdrawn_at.is_(None),
        )
        if after is not None:
            asked = asked.where(tuple_(consent.c.member_id, consent.c.record_id) > after)
        found = self._connection.execute(
            asked.order_by(consent.c.member_id, consent.c.record_id).limit(limit)
        )
        return [_consent(row) for row in found]

    def end(self, record: Consent, at: datetime, by: str) -> None:
        """Keep that a record has ended by its time."""
        asked = {
            "of_member": record.member_id,
            "of_record": record.record_id,
            "at": microseconds(at),
            "by": by,
        }
        self._connection.execute(_END, asked)

    def choose(self, made: Chosen) -> bool:
        """Keep a choice; give whether no other of its number was kept."""
        row = {
            "member_id": made.member_id,
            "number": made.number,
            "choice": str(made.choice),
            "holds": int(made.holds),
            "chosen_at": microseconds(made.at),
            "chosen_by": made.by,
        }
        return self._connection.execute(_CHOOSE, row).rowcount == 1

    def chosen(self, member_id: MemberId) -> list[Chosen]:
        """Give what a member chose, oldest first."""
        return [
            Chosen(
                MemberId(row.member_id),
                row.number,
                Choice(row.choice),
                bool(row.holds),
                instant_at(row.chosen_at),
                row.chosen_by,
            )
            for row in self._connection.execute(_CHOSEN, {"member": member_id})
        ]

    def said_of_profiles(self) -> set[MemberId]:
        """Give under which ids anything was ever said that may keep a member out of segments."""
        return {MemberId(each) for each in self._connection.scalars(_SAID_OTHERWISE)}

    def set_age(self, age: Age) -> None:
        """Keep how old a member is, over what was kept before."""
        row = {
            "member_id": age.member_id,
            "band": str(age.band),
            "guardian": age.guardian,
            "set_at": microseconds(age.at),
            "set_by": age.by,
        }
        self._connection.execute(_SET_AGE, row)

    def end_guardian(self, ids: Collection[MemberId]) -> int:
        """Let nobody be answered for by one of the ids any more; give of how many members that was said."""
        said = update(member_age).where(member_age.c.guardian.in_(ids)).values(guardian=None)
        return self._connection.execute(said).rowcount

    def age(self, member_id: MemberId) -> Age | None:
        """Give how old a member is, None where nobody said."""
        found = self._connection.execute(_AGE_OF, {"member": member_id}).one_or_none()
        if found is None:
            return None
        guardian = None if found.guardian is None else MemberId(found.guardian)
        return Age(
            MemberId(found.member_id), AgeBand(found.band), guardian, instant_at(found.set_at), found.set_by
        )


class ViewStore:
    """Looks of the staff at members, of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, views: Iterable[View]) -> None:
        """Keep looks that were taken."""
        rows = [
            {
                "view_id": each.view_id,
                "member_id": each.member_id,
                "viewed_at": microseconds(each.at),
                "role": each.role,
                "viewer": each.viewer,
                "what": each.what,
                "reason": each.reason,
            }
            for each in views
        ]
        if rows:
            self._connection.execute(insert_row(staff_view), rows)

    def of_members(self, ids: Collection[MemberId], before: int | None, limit: int) -> list[View]:
        """Give up to ``limit`` looks at some members, the newest first, from before a look on."""
        asked = select(staff_view).where(staff_view.c.member_id.in_(ids))
        if before is not None:
            asked = asked.where(staff_view.c.view_id < before)
        found = self._connection.execute(asked.order_by(staff_view.c.view_id.desc()).limit(limit))
        return [_view(row) for row in found]

    def seen_by(self, viewer: str, since: datetime) -> int:
        """Give at how many members somebody looked since an instant."""
        asked = select(func.count(staff_view.c.member_id.distinct())).where(
            staff_view.c.viewer == viewer, staff_view.c.viewed_at > microseconds(since)
        )
        return int(self._connection.scalar(asked) or 0)


class ReleaseStore:
    """What reports told of groups of members, of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, programme: str, report: str, told: Release) -> bool:
        """Keep what is told; give whether nothing of its number was told."""
        row = {
            "programme": programme,
            "report": report,
            "number": told.number,
            "first": microseconds(told.period.start),
            "last": microseconds(told.period.end),
            "told_at": microseconds(told.told_at),
            "tables": json.dumps(told.tables),
            "document": json.dumps(told.document),
        }
        return self._connection.execute(_RELEASE, row).rowcount == 1

    def of(self, programme: str, report: str) -> list[Release]:
        """Give everything that was told of a report, the oldest first."""
        found = self._connection.execute(_RELEASES, {"of_programme": programme, "of_report": report})
        return [
            Release(
                row.number,
                Period(instant_at(row.first), instant_at(row.last)),
                instant_at(row.told_at),
                json.loads(row.tables),
                None if row.document is None else json.loads(row.document),
            )
            for row in found
        ]


def _view(row: Row[Any]) -> View:
    return View(
        row.view_id,
        MemberId(row.member_id),
        instant_at(row.viewed_at),
        row.role,
        row.viewer,
        row.what,
        row.reason,
    )


def _instant(value: int | None) -> datetime | None:
    return None if value is None else instant_at(value)


def _consent(row: Row[Any]) -> Consent:
    withdrawn = _instant(row.withdrawn_at)
    way_back = None if row.way_back is None else Way(row.way_back)
    return Consent(
        member_id=MemberId(row.member_id),
        record_id=row.record_id,
        programme=row.programme,
        purpose=Purpose(row.purpose),
        facts=tuple(json.loads(row.facts)),
        notice=NoticeShown(row.notice, row.notice_version, row.notice_sha256, row.notice_language),
        given=bool(row.given),
        decided_at=instant_at(row.decided_at),
        way=Way(row.way),
        proof=row.proof,
        until=_instant(row.until),
        jurisdiction=row.jurisdiction,
        guardian=None if row.guardian is None else MemberId(row.guardian),
        receipt_id=row.receipt_id,
        recipient=row.recipient,
        recorded_by=row.recorded_by,
        withdrawal=None if withdrawn is None else Withdrawal(withdrawn, way_back, row.withdrawn_by),
    )
