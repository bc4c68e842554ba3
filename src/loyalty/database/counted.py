"""What orders and events count, read together: two tables, one number."""

from typing import Any

from sqlalchemy import ScalarSelect, Select, Table, bindparam, func, literal, select, union_all
from sqlalchemy.sql.elements import ColumnElement

from loyalty.database.order_tables import event_count, spend


def _spent(table: Table) -> ScalarSelect[int]:
    found = select(func.coalesce(func.sum(table.c.amount), 0)).where(
        table.c.member_id == bindparam("member"),
        table.c.programme == bindparam("of_programme"),
        table.c.measure == bindparam("of_measure"),
        table.c.recorded_at <= bindparam("known"),
        table.c.occurred_at >= bindparam("start"),
        table.c.occurred_at < bindparam("end"),
    )
    return found.scalar_subquery()


def _counting(table: Table, name: ColumnElement[str], return_id: ColumnElement[str]) -> Select[Any]:
    of = (table.c.programme, table.c.source, name.label("order_id"), return_id.label("return_id"))
    return select(*of, table.c.measure, table.c.occurred_at, table.c.recorded_at, table.c.amount).where(
        table.c.member_id == bindparam("member"), table.c.programme == bindparam("of_programme")
    )


SPENT = select(_spent(spend) + _spent(event_count))
SPENDS = union_all(
    _counting(spend, spend.c.order_id, spend.c.return_id),
    _counting(event_count, event_count.c.event_id, literal("")),
).order_by("recorded_at", "source", "order_id", "return_id")
