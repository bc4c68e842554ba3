"""Rows of adopted programme versions, of plans to adopt one, and of every step in their life."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, Text, bindparam, delete, func, select, update

from loyalty.adoption.plan import AdoptionPlan, Answered, AuditRecord, Freeze, PlanState
from loyalty.adoption.version import NAME_MAX, REASON_MAX, Person, ProgrammeVersion
from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.instant import instant_at, microseconds

programme_version = Table(
    "programme_version",
    metadata,
    word("programme", key=True),
    word("digest", key=True),
    Column("source", Text, nullable=False),
)
# A version may bind more than once: one that is adopted again has two rows. Of those that have
# begun the last to begin binds, and of those that begin together the one adopted last.
programme_binding = Table(
    "programme_binding",
    metadata,
    word("programme", key=True),
    number("number", key=True),
    word("digest"),
    number("adopted_at"),
    number("binds_from"),
    Column("checks", Text),
)
adoption_plan = Table(
    "adoption_plan",
    metadata,
    word("programme", key=True),
    word("plan_id", key=True),
    word("digest"),
    word("against", optional=True),
    word("day", 10),
    Column("source", Text, nullable=False),
    Column("document", Text, nullable=False),
    word("document_digest"),
    word("author", NAME_MAX),
    word("author_key", 16, optional=True),
    number("made_at"),
    word("state", 8),
    word("answered_by", NAME_MAX, optional=True),
    word("answered_key", 16, optional=True),
    number("answered_at", optional=True),
    word("reason", REASON_MAX, optional=True),
    number("adopted_at", optional=True),
)
# A trigger refuses changes, see the migration.
audit_record = Table(
    "audit_record",
    metadata,
    word("programme", key=True),
    number("number", key=True),
    number("at"),
    word("step", 16),
    word("by", NAME_MAX),
    word("by_key", 16, optional=True),
    Column("of", Text, nullable=False),
    word("reason", REASON_MAX, optional=True),
)
programme_freeze = Table(
    "programme_freeze",
    metadata,
    word("programme", key=True),
    number("since"),
    word("by", NAME_MAX),
    word("by_key", 16, optional=True),
    word("reason", REASON_MAX),
)

_ADD = insert_row(programme_version).on_conflict_do_nothing()
_BIND = insert_row(programme_binding).on_conflict_do_nothing()
_PLAN = insert_row(adoption_plan).on_conflict_do_nothing()
_RECORD = insert_row(audit_record).on_conflict_do_nothing()
_FREEZE = insert_row(programme_freeze).on_conflict_do_nothing()
_OWN = (programme_version.c.programme == programme_binding.c.programme) & (
    programme_version.c.digest == programme_binding.c.digest
)
_BOUND = select(
    programme_version.c.programme,
    programme_version.c.digest,
    programme_version.c.source,
    programme_binding.c.adopted_at,
    programme_binding.c.binds_from,
    programme_binding.c.checks,
).join(programme_binding, _OWN)
_LOAD = (
    _BOUND.where(programme_version.c.digest == bindparam("of_digest"))
    .order_by(programme_binding.c.programme, programme_binding.c.number)
    .limit(1)
)
_IN_FORCE = (
    _BOUND.where(programme_binding.c.programme == bindparam("of_programme"))
    .where(programme_binding.c.binds_from <= bindparam("at"))
    .order_by(programme_binding.c.binds_from.desc(), programme_binding.c.number.desc())
    .limit(1)
)
_DIGEST_IN_FORCE = (
    select(programme_binding.c.digest)
    .where(programme_binding.c.programme == bindparam("of_programme"))
    .where(programme_binding.c.binds_from <= bindparam("at"))
    .order_by(programme_binding.c.binds_from.desc(), programme_binding.c.number.desc())
    .limit(1)
)
_ALL = _BOUND.order_by(
    programme_binding.c.programme, programme_binding.c.binds_from, programme_binding.c.number
)
_STARTS = (
    select(programme_binding.c.binds_from, programme_binding.c.digest)
    .where(programme_binding.c.programme == bindparam("of_programme"))
    .order_by(programme_binding.c.binds_from, programme_binding.c.number)
)
_FROZEN = select(programme_freeze).where(programme_freeze.c.programme == bindparam("of_programme"))


class AdoptionStore:
    """Programme versions of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, version: ProgrammeVersion) -> bool:
        """Adopt a version; False, and no change, where the programme has this digest already.

        Raises DecideAgain where another version was adopted at the same time.
        """
        row = {"programme": version.programme, "digest": version.digest, "source": version.source}
        if self._connection.execute(_ADD, row).rowcount != 1:
            return False
        self._bind(version)
        return True

    def adopt(self, version: ProgrammeVersion) -> None:
        """Adopt a version that the programme may have had before. Raises DecideAgain as `add` does."""
        if not self.add(version):
            self._bind(version)

    def _bind(self, version: ProgrammeVersion) -> None:
        row = {
            "programme": version.programme,
            "number": self.adoptions(version.programme) + 1,
            "digest": version.digest,
            "adopted_at": microseconds(version.adopted_at),
            "binds_from": microseconds(version.binds_from),
            "checks": version.checks,
        }
        if self._connection.execute(_BIND, row).rowcount != 1:
            raise DecideAgain

    def adoptions(self, programme: str) -> int:
        """Give how many times a version of the programme was adopted."""
        highest = select(func.max(programme_binding.c.number)).where(
            programme_binding.c.programme == programme
        )
        return self._connection.execute(highest).scalar_one() or 0

    def load(self, digest: str) -> ProgrammeVersion | None:
        """Give the version of this digest as it was adopted first, or None."""
        row = self._connection.execute(_LOAD, {"of_digest": digest}).first()
        return None if row is None else _version(row)

    def of_digest(self, programme: str, digest: str) -> ProgrammeVersion | None:
        """Give the version of this digest as the programme adopted it last, or None."""
        found = _BOUND.where(
            (programme_binding.c.programme == programme) & (programme_binding.c.digest == digest)
        )
        row = self._connection.execute(found.order_by(programme_binding.c.number.desc()).limit(1)).first()
        return None if row is None else _version(row)

    def in_force(self, programme: str, at: datetime) -> ProgrammeVersion | None:
        """Give the version that binds at ``at``: the last to begin, then the last adopted; or None."""
        asked = {"of_programme": programme, "at": microseconds(at)}
        row = self._connection.execute(_IN_FORCE, asked).one_or_none()
        return None if row is None else _version(row)

    def digest_in_force(self, programme: str, at: datetime) -> str | None:
        """Give the digest of the version that `in_force` gives, without its files."""
        asked = {"of_programme": programme, "at": microseconds(at)}
        return self._connection.scalar(_DIGEST_IN_FORCE, asked)

    def starts(self, programme: str) -> Sequence[tuple[datetime, str]]:
        """Give when each version of a programme begins to bind, with its digest; the last one begun binds."""
        found = self._connection.execute(_STARTS, {"of_programme": programme})
        return [(instant_at(row.binds_from), row.digest) for row in found]

    def list(self) -> list[ProgrammeVersion]:
        """Give every adoption of every programme, by programme and then by when it begins to bind."""
        return [_version(row) for row in self._connection.execute(_ALL)]

    def freeze(self, programme: str, frozen: Freeze) -> bool:
        """Freeze a programme; False, and no change, where it is frozen already."""
        row = {
            "programme": programme,
            "since": microseconds(frozen.since),
            "by": frozen.by.name,
            "by_key": frozen.by.key,
            "reason": frozen.reason,
        }
        return self._connection.execute(_FREEZE, row).rowcount == 1

    def thaw(self, programme: str) -> bool:
        """End the freeze of a programme; False where it is not frozen."""
        ending = delete(programme_freeze).where(programme_freeze.c.programme == programme)
        return self._connection.execute(ending).rowcount == 1

    def frozen(self, programme: str) -> Freeze | None:
        """Give the freeze of a programme, None where it decides as always."""
        row = self._connection.execute(_FROZEN, {"of_programme": programme}).one_or_none()
        return None if row is None else Freeze(instant_at(row.since), Person(row.by, row.by_key), row.reason)


class AdoptionPlanStore:
    """Plans of adoption and the audit of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, plan: AdoptionPlan) -> bool:
        """Keep a new plan; False, and no change, where its id is taken."""
        return self._connection.execute(_PLAN, _plan_row(plan)).rowcount == 1

    def get(self, programme: str, plan_id: str) -> AdoptionPlan | None:
        """Give the plan of this id, or None."""
        asked = select(adoption_plan).where(
            (adoption_plan.c.programme == programme) & (adoption_plan.c.plan_id == plan_id)
        )
        row = self._connection.execute(asked).one_or_none()
        return None if row is None else _plan(row)

    def named(self, plan_id: str) -> Sequence[AdoptionPlan]:
        """Give the plans of this id, of every programme that has one."""
        asked = select(adoption_plan).where(adoption_plan.c.plan_id == plan_id)
        return [_plan(row) for row in self._connection.execute(asked.order_by(adoption_plan.c.programme))]

    def list(self, programme: str) -> Sequence[AdoptionPlan]:
        """Give every plan of a programme, oldest first."""
        asked = select(adoption_plan).where(adoption_plan.c.programme == programme)
        ordered = asked.order_by(adoption_plan.c.made_at, adoption_plan.c.plan_id)
        return [_plan(row) for row in self._connection.execute(ordered)]

    def move(self, before: AdoptionPlan, after: AdoptionPlan) -> None:
        """Write the next state of a plan. Raises DecideAgain where it stands otherwise than ``before``."""
        stands = (
            (adoption_plan.c.programme == before.programme)
            & (adoption_plan.c.plan_id == before.plan_id)
            & (adoption_plan.c.state == str(before.state))
        )
        row = {name: value for name, value in _plan_row(after).items() if name in _MOVING}
        if self._connection.execute(update(adoption_plan).where(stands).values(row)).rowcount != 1:
            raise DecideAgain

    def record(self, new: AuditRecord) -> None:
        """Keep a step; its number is given here. Raises DecideAgain where another came at the same time."""
        highest = select(func.max(audit_record.c.number)).where(audit_record.c.programme == new.programme)
        row = {
            "programme": new.programme,
            "number": (self._connection.execute(highest).scalar_one() or 0) + 1,
            "at": microseconds(new.at),
            "step": new.step,
            "by": new.by.name,
            "by_key": new.by.key,
            "of": json.dumps(dict(new.of), sort_keys=True),
            "reason": new.reason,
        }
        if self._connection.execute(_RECORD, row).rowcount != 1:
            raise DecideAgain

    def records(self, programme: str, *, after: int, limit: int) -> Sequence[AuditRecord]:
        """Give up to ``limit`` steps of a programme with numbers above ``after``, in their order."""
        asked = (
            select(audit_record)
            .where((audit_record.c.programme == programme) & (audit_record.c.number > after))
            .order_by(audit_record.c.number)
            .limit(limit)
        )
        return [
            AuditRecord(
                row.programme,
                row.number,
                instant_at(row.at),
                row.step,
                Person(row.by, row.by_key),
                json.loads(row.of),
                row.reason,
            )
            for row in self._connection.execute(asked)
        ]


_MOVING = frozenset({"state", "answered_by", "answered_key", "answered_at", "reason", "adopted_at"})
"""What of a plan changes after it was made."""


def _version(row: Row[*tuple[Any, ...]]) -> ProgrammeVersion:
    return ProgrammeVersion(
        programme=row.programme,
        digest=row.digest,
        source=row.source,
        adopted_at=instant_at(row.adopted_at),
        binds_from=instant_at(row.binds_from),
        checks=row.checks,
    )


def _plan_row(plan: AdoptionPlan) -> dict[str, Any]:
    answered = plan.answered
    return {
        "programme": plan.programme,
        "plan_id": plan.plan_id,
        "digest": plan.digest,
        "against": plan.against,
        "day": plan.day.isoformat(),
        "source": plan.source,
        "document": plan.document,
        "document_digest": plan.document_digest,
        "author": plan.author.name,
        "author_key": plan.author.key,
        "made_at": microseconds(plan.made_at),
        "state": str(plan.state),
        "answered_by": answered and answered.by.name,
        "answered_key": answered and answered.by.key,
        "answered_at": answered and microseconds(answered.at),
        "reason": answered and answered.reason,
        "adopted_at": plan.adopted_at and microseconds(plan.adopted_at),
    }


def _plan(row: Row[Any]) -> AdoptionPlan:
    answered = None
    if row.answered_at is not None:
        by = Person(row.answered_by, row.answered_key)
        answered = Answered(by, instant_at(row.answered_at), row.reason)
    return AdoptionPlan(
        programme=row.programme,
        plan_id=row.plan_id,
        digest=row.digest,
        against=row.against,
        day=date.fromisoformat(row.day),
        source=row.source,
        document=row.document,
        document_digest=row.document_digest,
        author=Person(row.author, row.author_key),
        made_at=instant_at(row.made_at),
        state=PlanState(row.state),
        answered=answered,
        adopted_at=None if row.adopted_at is None else instant_at(row.adopted_at),
    )
