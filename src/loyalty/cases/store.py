"""Rows of cases: one for each, and one for each step that was taken, which goes with its case."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKeyConstraint,
    Index,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    func,
    select,
    update,
)

from loyalty.adoption.version import Person
from loyalty.cases.case import (
    CaseKey,
    Cause,
    Clock,
    Kind,
    Limit,
    Outcome,
    Said,
    ServiceCase,
    Step,
    Taken,
    Topic,
)
from loyalty.cases.remedy import Remedy, RemedyState, SoldUnder
from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.kernel.period import Period

service_case = Table(
    "service_case",
    metadata,
    word("programme", key=True),
    word("case_id", key=True),
    word("kind", 16),
    word("topic", 16),
    number("member_id", optional=True),
    word("about", 160),
    word("digest"),
    number("opened_at"),
    number("closed_at", optional=True),
    number("steps"),
    Index("case_of_member", "member_id"),
    Index("case_open", "programme", "closed_at", "case_id"),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)
# What is said in a step is never changed; it goes with its case.
case_step = Table(
    "case_step",
    metadata,
    word("programme", key=True),
    word("case_id", key=True),
    number("number", key=True),
    word("step", 16),
    number("at"),
    word("by", 128),
    word("by_key", optional=True),
    Column("words", Text, nullable=False),
    Column("said", Text, nullable=False),
    ForeignKeyConstraint(
        ["programme", "case_id"],
        ["service_case.programme", "service_case.case_id"],
        ondelete="CASCADE",
    ),
)
# What stays when a member is erased: numbers of the books, named by an order that belongs to nobody.
remedy = Table(
    "remedy",
    metadata,
    word("programme", key=True),
    word("case_id", key=True),
    word("source", key=True),
    word("order_id", 128, key=True),
    number("member_id", optional=True),
    word("explanation_id"),
    number("money"),
    number("points"),
    word("state", 16),
    number("found_at"),
    number("settled_at", optional=True),
    word("settled_by", 128, optional=True),
    word("reference", 128, optional=True),
    Index("remedy_of_member", "member_id"),
)

_OPEN = insert_row(service_case).on_conflict_do_nothing(index_elements=["programme", "case_id"])
_STEP = insert_row(case_step)
_GO_ON = (
    update(service_case)
    .where(
        service_case.c.programme == bindparam("of_programme"),
        service_case.c.case_id == bindparam("of_case"),
        service_case.c.steps == bindparam("before"),
    )
    .values(steps=bindparam("now"), closed_at=bindparam("closed"))
)
_OF_REMEDY = tuple(column.name for column in remedy.primary_key.columns)
_NEW_REMEDY = insert_row(remedy)
_FOUND = ("explanation_id", "money", "points", "state", "found_at")
# What was unclear, such as a period that still ran, is taken as it was found last.
_REMEDY = _NEW_REMEDY.on_conflict_do_update(
    index_elements=list(_OF_REMEDY),
    set_={name: _NEW_REMEDY.excluded[name] for name in _FOUND},
    where=remedy.c.state == str(RemedyState.UNCLEAR),
)
_SETTLE = (
    update(remedy)
    .where(
        *(remedy.c[name] == bindparam(f"of_{name}") for name in _OF_REMEDY),
        remedy.c.state != str(RemedyState.SETTLED),
    )
    .values({name: bindparam(name) for name in ("state", "settled_at", "settled_by", "reference")})
)
_OVER = frozenset({"returned", "cancelled"})
_WORDS: Mapping[str, Callable[[Any], Any]] = {"outcome": Outcome, "cause": Cause, "ran_out": Clock}
_SAID = (
    *("to", "outcome", "cause", "rule", "repaired", "score", "recommends", "ran_out"),
    *("given", "looked_at", "hit", "unclear"),
)


class CaseStore:
    """Cases of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, new: ServiceCase) -> bool:
        """Keep a case with its first step; give whether its id was free."""
        row = {
            "programme": new.key.programme,
            "case_id": new.key.case_id,
            "kind": str(new.kind),
            "topic": str(new.topic),
            "member_id": new.member_id,
            "about": new.about,
            "digest": new.digest,
            "opened_at": microseconds(new.opened_at),
            "closed_at": None,
            "steps": len(new.taken),
        }
        if self._connection.execute(_OPEN, row).rowcount != 1:
            return False
        self._connection.execute(_STEP, _step_row(new.key, 1, new.taken[0]))
        return True

    def go_on(self, case: ServiceCase) -> bool:
        """Keep the last step of a case; give whether nobody was first."""
        closed = case.closed_at
        moved = {
            "of_programme": case.key.programme,
            "of_case": case.key.case_id,
            "before": len(case.taken) - 1,
            "now": len(case.taken),
            "closed": None if closed is None else microseconds(closed),
        }
        if self._connection.execute(_GO_ON, moved).rowcount != 1:
            return False
        self._connection.execute(_STEP, _step_row(case.key, len(case.taken), case.taken[-1]))
        return True

    def get(self, key: CaseKey) -> ServiceCase | None:
        """Give a case, None where there is none of this id."""
        asked = select(service_case).where(
            service_case.c.programme == key.programme, service_case.c.case_id == key.case_id
        )
        return next(iter(self._cases(asked)), None)

    def list(
        self, programme: str, *, still_open: bool = False, after: str = "", limit: int
    ) -> Sequence[ServiceCase]:
        """Give up to ``limit`` cases of a programme by id, from behind ``after`` on; all or the open."""
        asked = select(service_case).where(
            service_case.c.programme == programme, service_case.c.case_id > after
        )
        if still_open:
            asked = asked.where(service_case.c.closed_at.is_(None))
        return self._cases(asked.order_by(service_case.c.case_id).limit(limit))

    def open_longest(self, programme: str, limit: int) -> Sequence[ServiceCase]:
        """Give up to ``limit`` open cases of a programme, the one that was opened first before the others."""
        asked = select(service_case).where(
            service_case.c.programme == programme, service_case.c.closed_at.is_(None)
        )
        return self._cases(asked.order_by(service_case.c.opened_at, service_case.c.case_id).limit(limit))

    def of_member(self, ids: Sequence[MemberId]) -> Sequence[ServiceCase]:
        """Give every case of a member under these ids, the oldest first."""
        asked = select(service_case).where(service_case.c.member_id.in_(ids))
        return self._cases(asked.order_by(service_case.c.opened_at, service_case.c.case_id))

    def opened_between(self, programme: str, first: datetime, end: datetime) -> Sequence[ServiceCase]:
        """Give every case that was opened from ``first`` on and before ``end``, the oldest first."""
        asked = select(service_case).where(
            service_case.c.programme == programme,
            service_case.c.opened_at >= microseconds(first),
            service_case.c.opened_at < microseconds(end),
        )
        return self._cases(asked.order_by(service_case.c.opened_at, service_case.c.case_id))

    def add_remedies(self, found: Iterable[Remedy]) -> None:
        """Keep remedies that are not there yet, or were unclear."""
        for each in found:
            self._connection.execute(_REMEDY, _remedy_row(each))

    def remedies(self, key: CaseKey) -> Sequence[Remedy]:
        """Give every remedy of a case, by order."""
        asked = select(remedy).where(remedy.c.programme == key.programme, remedy.c.case_id == key.case_id)
        ordered = asked.order_by(remedy.c.source, remedy.c.order_id)
        return [_remedy(row) for row in self._connection.execute(ordered)]

    def repairing(self, programme: str) -> Sequence[ServiceCase]:
        """Give every case that has remedies, by id."""
        found = select(remedy.c.case_id).where(remedy.c.programme == programme)
        asked = select(service_case).where(
            service_case.c.programme == programme, service_case.c.case_id.in_(found)
        )
        return self._cases(asked.order_by(service_case.c.case_id))

    def settle(self, settled: Remedy) -> bool:
        """Keep that a remedy was made good; give whether it was open."""
        row = _remedy_row(settled)
        key = {f"of_{name}": row[name] for name in _OF_REMEDY}
        values = {name: row[name] for name in ("state", "settled_at", "settled_by", "reference")}
        return self._connection.execute(_SETTLE, key | values).rowcount == 1

    def sold_under(
        self, programme: str, digest: str, after: tuple[str, str], limit: int
    ) -> Sequence[SoldUnder]:
        """Give up to ``limit`` orders that a version decided, by source and id, from behind ``after`` on."""
        of, (source, order_id) = metadata.tables["order_record"], after
        behind = (of.c.source > source) | ((of.c.source == source) & (of.c.order_id > order_id))
        asked = select(of).where(of.c.programme == programme, of.c.digest == digest, behind)
        return [
            SoldUnder(
                row.source,
                row.order_id,
                None if row.member_id is None else MemberId(row.member_id),
                row.explanation_id,
                row.state in _OVER,
                row.returns,
            )
            for row in self._connection.execute(asked.order_by(of.c.source, of.c.order_id).limit(limit))
        ]

    def billed_under(
        self, programme: str, digest: str, after: tuple[int, str], limit: int
    ) -> Sequence[tuple[MemberId, str]]:
        """Give up to ``limit`` subscriptions that a version billed, from behind ``after`` on."""
        of, (member, subscription) = metadata.tables["billed_line"], after
        behind = (of.c.member_id > member) | (
            (of.c.member_id == member) & (of.c.subscription_id > subscription)
        )
        found = (of.c.member_id, of.c.subscription_id)
        asked = _billed(programme, digest, *found).where(behind).distinct().order_by(*found).limit(limit)
        return [(MemberId(row.member_id), row.subscription_id) for row in self._connection.execute(asked)]

    def count_sold_under(self, programme: str, digest: str) -> int:
        """Give how many documents of orders and of billed periods a version decided."""
        of = metadata.tables["order_record"]
        orders = select(func.count()).where(of.c.programme == programme, of.c.digest == digest)
        told = metadata.tables["billed_line"].c.explanation_id
        bills = _billed(programme, digest, func.count(told.distinct()))
        return sum(int(self._connection.scalar(asked) or 0) for asked in (orders, bills))

    def paid_by_members(self, programme: str, period: Period) -> int:
        """Give what members paid for orders that were recorded in a period, in minor units."""
        of = metadata.tables["order_record"]
        asked = select(func.sum(of.c.paid)).where(
            of.c.programme == programme,
            of.c.member_id.is_not(None),
            of.c.recorded_at >= microseconds(period.start),
            of.c.recorded_at < microseconds(period.end),
        )
        return int(self._connection.scalar(asked) or 0)

    def _cases(self, asked: Any) -> Sequence[ServiceCase]:  # noqa: ANN401  a select of whole rows
        rows = list(self._connection.execute(asked))
        steps: dict[tuple[str, str], list[Taken]] = {(row.programme, row.case_id): [] for row in rows}
        for programme in {row.programme for row in rows}:
            ids = sorted(row.case_id for row in rows if row.programme == programme)
            for start in range(0, len(ids), 500):
                of = select(case_step).where(
                    case_step.c.programme == programme, case_step.c.case_id.in_(ids[start : start + 500])
                )
                for row in self._connection.execute(of.order_by(case_step.c.case_id, case_step.c.number)):
                    steps[row.programme, row.case_id].append(_taken(row))
        return [_case(row, tuple(steps[row.programme, row.case_id])) for row in rows]


def _billed(programme: str, digest: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """Give a select of lines that were billed by a version."""
    line, told = metadata.tables["billed_line"], metadata.tables["explanation"]
    by_version = (told.c.explanation_id == line.c.explanation_id) & (told.c.digest == digest)
    return select(*columns).select_from(line.join(told, by_version)).where(line.c.programme == programme)


def _step_row(key: CaseKey, place: int, taken: Taken) -> dict[str, Any]:
    said: dict[str, Any] = {
        name: value if isinstance(value, int) else str(value)
        for name in _SAID
        if (value := getattr(taken.said, name)) is not None
    }
    if taken.limits:
        said["limits"] = [[str(each.clock), each.of, microseconds(each.until)] for each in taken.limits]
    return {
        "programme": key.programme,
        "case_id": key.case_id,
        "number": place,
        "step": str(taken.step),
        "at": microseconds(taken.at),
        "by": taken.by.name,
        "by_key": taken.by.key,
        "words": taken.words,
        "said": json.dumps(said, ensure_ascii=False, sort_keys=True),
    }


def _taken(row: Row[Any]) -> Taken:
    said = json.loads(row.said)
    limits = tuple(Limit(Clock(clock), of, instant_at(until)) for clock, of, until in said.pop("limits", ()))
    found = {name: _WORDS.get(name, _same)(value) for name, value in said.items()}
    return Taken(
        Step(row.step), instant_at(row.at), Person(row.by, row.by_key), row.words, Said(**found), limits
    )


def _same(value: Any) -> Any:  # noqa: ANN401  text or a number, as it was kept
    return value


def _case(row: Row[Any], taken: tuple[Taken, ...]) -> ServiceCase:
    return ServiceCase(
        CaseKey(row.programme, row.case_id),
        Kind(row.kind),
        Topic(row.topic),
        None if row.member_id is None else MemberId(row.member_id),
        row.about,
        row.digest,
        taken,
    )


def _remedy_row(of: Remedy) -> dict[str, Any]:
    return {
        "programme": of.case.programme,
        "case_id": of.case.case_id,
        "source": of.source,
        "order_id": of.order_id,
        "member_id": of.member_id,
        "explanation_id": of.explanation_id,
        "money": of.money,
        "points": of.points,
        "state": str(of.state),
        "found_at": microseconds(of.found_at),
        "settled_at": None if of.settled_at is None else microseconds(of.settled_at),
        "settled_by": of.settled_by,
        "reference": of.reference,
    }


def _remedy(row: Row[Any]) -> Remedy:
    return Remedy(
        CaseKey(row.programme, row.case_id),
        row.source,
        row.order_id,
        None if row.member_id is None else MemberId(row.member_id),
        row.explanation_id,
        row.money,
        row.points,
        RemedyState(row.state),
        instant_at(row.found_at),
        None if row.settled_at is None else instant_at(row.settled_at),
        row.settled_by,
        row.reference,
    )
