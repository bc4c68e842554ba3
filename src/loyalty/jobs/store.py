"""Rows of jobs and of notices."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    Select,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    select,
    update,
)

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.database.subscription_tables import invoice
from loyalty.jobs.job import ITEM_MAX, Backlog, Due, Job, JobKind, JobsAsked, JobState
from loyalty.jobs.notice import LossTold, Notice, NoticeKind, NoticeState, Report, Told
from loyalty.jobs.rows import job_from, moment_from, notice_from
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds

job = Table(
    "job",
    metadata,
    number("job_id", key=True),
    word("kind", 32),
    word("programme"),
    word("item", ITEM_MAX),
    number("due_at"),
    word("mark"),
    word("state", 16),
    Column("attempts", Integer, nullable=False),
    number("next_at"),
    word("worker", 128),
    word("code"),
    word("result", 200),
    number("tried_at", optional=True),
    UniqueConstraint("kind", "programme", "item", "due_at", name="job_due"),
    Index("job_waiting", "state", "kind", "next_at"),
)
# ``content`` is JSON; nothing personal stands in it.
notice = Table(
    "notice",
    metadata,
    number("notice_id", key=True),
    word("programme"),
    number("member_id"),
    word("kind", 16),
    word("about", ITEM_MAX),
    number("about_at"),
    Column("content", Text, nullable=False),
    number("made_at"),
    word("state", 16),
    number("delivered_at", optional=True),
    word("delivered_by", 128, optional=True),
    UniqueConstraint("member_id", "kind", "about", "about_at", name="notice_once"),
    Index("notice_of_programme", "programme", "state", "notice_id"),
    Index("notice_about", "programme", "kind", "about"),
)
# A row is never changed: a trigger refuses it, see the migration.
notice_report = Table(
    "notice_report",
    metadata,
    number("notice_id", key=True),
    number("number", key=True),
    number("member_id"),
    word("state", 16),
    word("channel", 32),
    number("at"),
    number("recorded_at"),
    word("by", 128),
    Index("notice_report_of_member", "member_id"),
)

_PLAN = insert_row(job)
# What was done stays so, unless it fell due once more since.
_KEEP = _PLAN.on_conflict_do_update(
    index_elements=["kind", "programme", "item", "due_at"],
    set_={"state": str(JobState.OPEN), "next_at": _PLAN.excluded.next_at, "mark": _PLAN.excluded.mark},
    where=and_(job.c.state == str(JobState.DONE), job.c.mark != _PLAN.excluded.mark),
)
_UNDONE = (str(JobState.OPEN), str(JobState.FAILED))
_WAITING = (
    job.c.state.in_(_UNDONE),
    job.c.kind == bindparam("of_kind"),
    job.c.next_at <= bindparam("now"),
)
_END = (
    update(job)
    .where(job.c.job_id == bindparam("of_id"))
    .values({name: bindparam(name) for name in ("state", "attempts", "worker", "code", "result", "tried_at")})
    .values(next_at=bindparam("then"))
)
_TELL = insert_row(notice).on_conflict_do_nothing(index_elements=["member_id", "kind", "about", "about_at"])
_MOVE = (
    update(notice)
    .where(notice.c.notice_id == bindparam("of_id"), notice.c.state != str(NoticeState.DELIVERED))
    .values(state=bindparam("to"), delivered_at=bindparam("at"), delivered_by=bindparam("by"))
)
_LOSSES = (
    select(notice.c.about, notice.c.about_at, notice.c.delivered_at, notice_report.c.recorded_at)
    .outerjoin(
        notice_report,
        and_(
            notice_report.c.notice_id == notice.c.notice_id,
            notice_report.c.state == str(NoticeState.DELIVERED),
        ),
    )
    .where(
        notice.c.member_id == bindparam("member"),
        notice.c.kind == str(NoticeKind.TIER),
        notice.c.programme == bindparam("of_programme"),
    )
    .order_by(notice.c.about_at, notice.c.about)
)
_OWED = (
    select(notice)
    .where(
        notice.c.kind == str(NoticeKind.REFUND),
        notice.c.state != str(NoticeState.DELIVERED),
        ~select(invoice.c.invoice_id).where(invoice.c.voids == notice.c.about).exists(),
    )
    .order_by(notice.c.about_at, notice.c.notice_id)
)
_REPORT = insert_row(notice_report).on_conflict_do_nothing(index_elements=["notice_id", "number"])


class JobStore:
    """Jobs of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, dues: Iterable[tuple[int, Due]], now: datetime) -> int:
        """Keep what falls due, each under its id, once; give how many are open by that.

        What was done and falls due once more, with another mark, is open again.
        """
        planned = 0
        for job_id, due in dues:
            row = {
                "job_id": job_id,
                "kind": str(due.kind),
                "programme": due.programme,
                "item": due.item,
                "due_at": microseconds(due.due_at),
                "mark": due.mark,
                "state": str(JobState.OPEN),
                "attempts": 0,
                "next_at": microseconds(now),
                "worker": "",
                "code": "",
                "result": "",
                "tried_at": None,
            }
            planned += self._connection.execute(_KEEP, row).rowcount
        return planned

    def claim(self, kind: JobKind, now: datetime, programme: str | None) -> Job | None:
        """Give the job of a kind that is due first and that nobody holds, and hold it to the end of the unit.

        None where there is none. ``programme`` None: of any.
        """
        return self._one(_first(programme).with_for_update(skip_locked=True), kind, now)

    def first(self, kind: JobKind, now: datetime, programme: str | None) -> Job | None:
        """Give the job of a kind that is due first, held by somebody or not. None where there is none."""
        return self._one(_first(programme), kind, now)

    def _one(self, asked: Select[Any], kind: JobKind, now: datetime) -> Job | None:
        found = self._connection.execute(asked, {"of_kind": str(kind), "now": microseconds(now)})
        row = found.one_or_none()
        return None if row is None else job_from(row)

    def waiting(self, kind: JobKind, now: datetime, programme: str | None) -> int:
        """Give how many jobs of a kind may be tried at ``now``."""
        asked = select(func.count()).select_from(job).where(*_WAITING)
        if programme is not None:
            asked = asked.where(job.c.programme == programme)
        return int(self._connection.scalar(asked, {"of_kind": str(kind), "now": microseconds(now)}) or 0)

    def backlog(self, now: datetime) -> Backlog:
        """Give what waits at ``now``, of every kind, and when somebody worked last."""
        waits = (job.c.state.in_(_UNDONE), job.c.next_at <= microseconds(now))
        failed = func.count().filter(job.c.state == str(JobState.FAILED))
        asked = select(func.count(), failed, func.min(job.c.next_at)).where(*waits)
        count, broken, oldest = self._connection.execute(asked).one()
        last = self._connection.scalar(select(func.max(job.c.tried_at)))
        return Backlog(
            count,
            broken,
            None if oldest is None else instant_at(oldest),
            None if last is None else instant_at(last),
        )

    def finish(self, ended: Job) -> None:
        """Keep what became of a job that this unit claimed."""
        row = {
            "of_id": ended.job_id,
            "state": str(ended.state),
            "attempts": ended.attempts,
            "worker": ended.worker,
            "code": ended.code,
            "result": ended.result,
            "tried_at": microseconds(ended.tried_at) if ended.tried_at else None,
            "then": microseconds(ended.next_at),
        }
        self._connection.execute(_END, row)

    def latest(self, kind: JobKind, programme: str, item: str) -> datetime | None:
        """Give the last instant at which an item fell due, None where it never did."""
        asked = select(func.max(job.c.due_at)).where(
            job.c.kind == str(kind), job.c.programme == programme, job.c.item == item
        )
        found = self._connection.scalar(asked)
        return None if found is None else instant_at(found)

    def list(self, asked: JobsAsked, limit: int) -> list[Job]:
        """Give up to ``limit`` jobs, the newest first."""
        query = select(job).order_by(job.c.job_id.desc()).limit(limit)
        if asked.kind is not None:
            query = query.where(job.c.kind == str(asked.kind))
        if asked.state is not None:
            query = query.where(job.c.state == str(asked.state))
        if asked.programme is not None:
            query = query.where(job.c.programme == asked.programme)
        if asked.before is not None:
            query = query.where(job.c.job_id < asked.before)
        return [job_from(row) for row in self._connection.execute(query)]


class NoticeStore:
    """Notices of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection, told: Callable[[Notice], None]) -> None:
        self._connection, self._told = connection, told

    def add(self, new: Notice) -> bool:
        """Keep a notice; give whether the member was not to be told of the same before."""
        row = {
            "notice_id": new.notice_id,
            "programme": new.programme,
            "member_id": new.member_id,
            "kind": str(new.kind),
            "about": new.about,
            "about_at": microseconds(new.about_at),
            "content": json.dumps(new.content, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
            "made_at": microseconds(new.made_at),
            "state": str(new.state),
            "delivered_at": None,
            "delivered_by": None,
        }
        fresh = self._connection.execute(_TELL, row).rowcount == 1
        if fresh:
            self._told(new)
        return fresh

    def get(self, notice_id: int) -> Notice | None:
        """Give a notice by its id, or None."""
        found = self._connection.execute(select(notice).where(notice.c.notice_id == notice_id)).one_or_none()
        return None if found is None else notice_from(found)

    def report(self, told: Notice, made: Report) -> bool:
        """Keep what became of a notice, and how far it is by that; give whether its number was free.

        What was delivered stays delivered.
        """
        delivered = made.state is NoticeState.DELIVERED
        moved = {
            "of_id": told.notice_id,
            "to": str(made.state),
            "at": microseconds(made.at) if delivered else None,
            "by": made.by if delivered else None,
        }
        row = {
            "notice_id": told.notice_id,
            "number": made.number,
            "member_id": told.member_id,
            "state": str(made.state),
            "channel": made.channel,
            "at": microseconds(made.at),
            "recorded_at": microseconds(made.recorded_at),
            "by": made.by,
        }
        moves = self._connection.execute(_MOVE, moved).rowcount == 1
        return moves and self._connection.execute(_REPORT, row).rowcount == 1

    def reports(self, notice_id: int) -> list[Report]:
        """Give everything that became of a notice, oldest first."""
        asked = select(notice_report).where(notice_report.c.notice_id == notice_id)
        return [
            Report(
                row.number,
                NoticeState(row.state),
                row.channel,
                instant_at(row.at),
                instant_at(row.recorded_at),
                row.by,
            )
            for row in self._connection.execute(asked.order_by(notice_report.c.number))
        ]

    def told(
        self, programme: str, kind: NoticeKind, about: str, member_id: MemberId | None = None
    ) -> list[Told]:
        """Give every notice of one thing, to one member or to whomever, by the instant it tells of."""
        asked = select(notice.c.about_at, notice.c.delivered_at, notice.c.content).where(
            notice.c.programme == programme, notice.c.kind == str(kind), notice.c.about == about
        )
        if member_id is not None:
            asked = asked.where(notice.c.member_id == member_id)
        found = self._connection.execute(asked.order_by(notice.c.about_at))
        return [
            Told(instant_at(row.about_at), moment_from(row.delivered_at), json.loads(row.content))
            for row in found
        ]

    def owed(
        self,
        programme: str,
        limit: int,
        *,
        until: datetime | None = None,
        whose: Collection[MemberId] | None = None,
    ) -> Sequence[Notice]:
        """Give up to ``limit`` notices of money that nobody says is back, what was due first at the head.

        A credit note that was cancelled owes nothing. ``until`` gives those that were due by then,
        ``whose`` those to these members.
        """
        asked = _OWED.where(notice.c.programme == programme)
        if until is not None:
            asked = asked.where(notice.c.about_at <= microseconds(until))
        if whose is not None:
            asked = asked.where(notice.c.member_id.in_(whose))
        return [notice_from(row) for row in self._connection.execute(asked.limit(limit))]

    def of_losses(self, programme: str, member_id: MemberId) -> list[LossTold]:
        """Give every notice to a member that a tier is lost, by the instant it tells of."""
        found = self._connection.execute(_LOSSES, {"member": member_id, "of_programme": programme})
        return [
            LossTold(
                row.about,
                instant_at(row.about_at),
                moment_from(row.delivered_at),
                moment_from(row.recorded_at),
            )
            for row in found
        ]

    def forget(self, member_id: MemberId) -> int:
        """Remove a member's notices but those of money, with what became of them; give how many notices."""
        gone = notice.c.member_id == member_id, notice.c.kind != str(NoticeKind.REFUND)
        of_gone = notice_report.c.notice_id.in_(select(notice.c.notice_id).where(*gone))
        self._connection.execute(delete(notice_report).where(of_gone))
        return self._connection.execute(delete(notice).where(*gone)).rowcount

    def list(
        self, programme: str, state: NoticeState | None, before: int | None, limit: int
    ) -> Sequence[Notice]:
        """Give up to ``limit`` notices of a programme, the newest first."""
        query = select(notice).where(notice.c.programme == programme)
        if state is not None:
            query = query.where(notice.c.state == str(state))
        if before is not None:
            query = query.where(notice.c.notice_id < before)
        query = query.order_by(notice.c.notice_id.desc()).limit(limit)
        return [notice_from(row) for row in self._connection.execute(query)]


def _first(programme: str | None) -> Select[Any]:
    asked = select(job).where(*_WAITING)
    if programme is not None:
        asked = asked.where(job.c.programme == programme)
    return asked.order_by(job.c.due_at, job.c.job_id).limit(1)
