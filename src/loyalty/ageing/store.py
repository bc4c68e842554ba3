"""Rows whose time is over, in whatever table."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    true,
    update,
)

from loyalty.ageing.limits import DAY, ONE_AFTER_THE_OTHER, WITH_EXPLANATIONS, Old
from loyalty.database.base import metadata
from loyalty.kernel.instant import instant_at, microseconds


class AgeStore:
    """Rows whose time is over, of one connection; never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def oldest(self, table: str, dated: str) -> datetime | None:
        """Give when the oldest row of a table was made, None without rows."""
        found = self._connection.scalar(select(func.min(_when(metadata.tables[table], dated))))
        return None if found is None else instant_at(found)

    def over(self, old: Old) -> int:
        """Give how many rows are over."""
        of = metadata.tables[old.table]
        return int(self._connection.scalar(select(func.count()).select_from(of).where(_old(old))) or 0)

    def remove(self, old: Old) -> int:
        """Remove the rows that are over."""
        return self._connection.execute(delete(metadata.tables[old.table]).where(_old(old))).rowcount

    def bring_to_the_day(self, old: Old) -> int:
        """Put the start of the day in UTC in the place of the times of rows that are over."""
        of = metadata.tables[old.table]
        days = {name: of.c[name] - of.c[name] % DAY for name in old.to_the_day}
        return self._connection.execute(update(of).where(_old(old)).values(days)).rowcount

    def empty_texts(self, old: Old) -> int:
        """Empty the free texts that are over, each by its own age; give how many rows had any."""
        of = metadata.tables[old.table]
        emptied = {text: case((_aged(old, of, at), ""), else_=of.c[text]) for text, at in old.texts}
        return self._connection.execute(update(of).where(_old(old)).values(emptied)).rowcount

    def explanations(self, old: Old, limit: int) -> Sequence[Any]:
        """Give up to ``limit`` explanations that are over, each with the order it is of, if it is of one."""
        of, order = metadata.tables["explanation"], metadata.tables["order_record"]
        asked = (
            select(of.c.explanation_id, of.c.recipe, order.c.programme, order.c.source, order.c.order_id)
            .outerjoin(order, order.c.explanation_id == of.c.explanation_id)
            .where(_old(old))
            .limit(limit)
        )
        return list(self._connection.execute(asked))

    def remove_explanations(self, ids: Collection[str]) -> None:
        """Remove explanations with what was frozen of them, what they were made of, and claims to them."""
        for name in (*WITH_EXPLANATIONS, "explanation"):
            of = metadata.tables[name]
            self._connection.execute(delete(of).where(_is_explained(of, sorted(ids))))


def _old(old: Old) -> ColumnElement[bool]:
    of = metadata.tables[old.table]
    if old.texts:
        return and_(
            or_(*(and_(of.c[text] != "", _aged(old, of, at)) for text, at in old.texts)), _over(old, of)
        )
    said = [_is_of_erased(old, of) if old.of_erased else _aged(old, of, old.dated)]
    if old.to_the_day:
        said.append(or_(*(of.c[name] % DAY != 0 for name in old.to_the_day)))
    if old.kinds:
        said.append(of.c.kind.in_(sorted(old.kinds)))
    if old.table == "job":
        said += [of.c.state == "done", of.c.due_at < microseconds(old.before), _goes_no_further(of)]
    if old.table == "rfm_group":
        said.append(_has_next_group(old, of))
    if old.table == "outbox":
        said += _ended_announcements(old, of)
    if old.table == "webhook_delivery":
        said.append(or_(of.c.state != "waiting", _is_of_erased(old, of)))
    if old.held and "member_id" in of.c:
        said.append(or_(of.c.member_id.is_(None), of.c.member_id.not_in(sorted(old.held))))
    return and_(*said)


def _goes_no_further(of: Table) -> ColumnElement[bool]:
    """Give which jobs go: of days that are done one after the other, not the last, which says how far.

    What such a job made for one member names the member, and says nothing of the kind.
    """
    later = of.alias("later")
    same = (later.c[name] == of.c[name] for name in ("kind", "programme", "item"))
    return or_(
        of.c.kind.not_in(ONE_AFTER_THE_OTHER),
        of.c.item.contains(":"),
        exists().where(*same, later.c.due_at > of.c.due_at),
    )


def _ended_announcements(old: Old, of: Table) -> Sequence[ColumnElement[bool]]:
    """Give which announcements go: none still to be told, and the last one, of who was erased alone.

    The last one says where the order of the member goes on.
    """
    later, delivery = of.alias("later"), metadata.tables["webhook_delivery"]
    last = select(func.max(later.c.seq)).where(later.c.member_id == of.c.member_id)
    delivered = exists().where(delivery.c.member_id == of.c.member_id, delivery.c.seq == of.c.seq)
    erased = _is_of_erased(old, of)
    return or_(of.c.seq < last.scalar_subquery(), erased), or_(of.c.spread, erased), ~delivered


def _is_of_erased(old: Old, of: Table) -> ColumnElement[bool]:
    """Give whether a row is of a member, under whichever id, who was erased before the instant."""
    erasure, key = metadata.tables["erasure"], metadata.tables["member_key"]
    before = microseconds(old.before)
    return or_(
        of.c.member_id.in_(select(erasure.c.member_id).where(erasure.c.erased_at < before)),
        of.c.member_id.in_(select(key.c.member_id).where(key.c.destroyed_at < before)),
    )


def _aged(old: Old, of: Table, dated: str) -> ColumnElement[bool]:
    return _when(of, dated) < microseconds(old.before)


def _when(of: Table, dated: str) -> ColumnElement[int]:
    """Give the instant from which the time of a row counts."""
    if of.name == "rfm_group":
        return _start_of(of.c.day)
    if of.name == "voucher_code":
        return func.coalesce(of.c.ended_at, _start_of(of.c.last_day) + DAY)
    return of.c[dated].expression


def _start_of(ordinal: ColumnElement[int]) -> ColumnElement[int]:
    return (ordinal - date(1970, 1, 1).toordinal()) * DAY


def _has_next_group(old: Old, of: Table) -> ColumnElement[bool]:
    """Give which groups go: those that the next one took the place of before the instant, and none at all."""
    later = of.alias("later")
    return or_(
        of.c.name == "",
        exists().where(
            later.c.member_id == of.c.member_id,
            later.c.programme == of.c.programme,
            later.c.day > of.c.day,
            _start_of(later.c.day) < microseconds(old.before),
        ),
    )


def _is_explained(of: Table, ids: Sequence[str]) -> ColumnElement[bool]:
    """Give which rows belong to explanations: by their id, or as codes of the receipts of their orders."""
    if "explanation_id" in of.c:
        return of.c.explanation_id.in_(ids)
    order = metadata.tables["order_record"]
    same = (of.c[name] == order.c[name] for name in ("programme", "source", "order_id"))
    return exists().where(*same, order.c.explanation_id.in_(ids))


def _over(old: Old, of: Table) -> ColumnElement[bool]:
    """Give whose free texts go: of nobody who is held, and of no case that is open; of staff all."""
    held = sorted(old.held)
    if "member_id" in of.c:
        return of.c.member_id.not_in(held)
    if "case_id" not in of.c:
        return true()
    whose = metadata.tables["service_case"]
    return exists().where(
        whose.c.programme == of.c.programme,
        whose.c.case_id == of.c.case_id,
        whose.c.closed_at.is_not(None),
        or_(whose.c.member_id.is_(None), whose.c.member_id.not_in(held)),
    )
