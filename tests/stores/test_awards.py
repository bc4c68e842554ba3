"""What a member was awarded in a month is looked up by visiting rows whose number grows with their entries.

Counted by PostgreSQL itself, in rows, since time says nothing on a machine that does something else too.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.dialects import postgresql

from loyalty.database.ledger_statements import ISSUED

FEW, MANY = 100, 400
ENTRIES = (  # every second one takes back some of the award before it
    "INSERT INTO entry SELECT :entries, n, 'pts', n, CASE n % 2 WHEN 1 THEN 'earn' ELSE 'clawback' END, n, n,"
    " 'shop', 'order:' || n, '', '', CASE n % 2 WHEN 0 THEN n - 1 END, '\\x00', '\\x00'"
    " FROM generate_series(1, :entries) n"
)
POSTINGS = (
    "INSERT INTO posting SELECT :entries, n, 1, 'pts', CASE n % 2 WHEN 1 THEN 'P.issued' ELSE 'M.available'"
    " END, CASE n % 2 WHEN 1 THEN 'M.available' ELSE 'P.issued' END, 10 - 3 * (1 - n % 2)"
    " FROM generate_series(1, :entries) n"
)
KNOWN = {"nothing": "SELECT 1", "everything": "ANALYZE entry, posting"}


@pytest.fixture
def filled(postgresql_database: str) -> Iterator[Connection]:
    """Give a database where one member has few entries and another many; each is known by their number."""
    engine = create_engine(postgresql_database)
    with engine.begin() as connection:
        for entries in (FEW, MANY):
            for statement in (ENTRIES, POSTINGS):
                connection.execute(text(statement), {"entries": entries})
        yield connection
    engine.dispose()


@pytest.mark.parametrize("known", KNOWN)
def test_a_months_awards_are_found_by_visiting_a_few_rows_for_each_entry(
    filled: Connection, known: str
) -> None:
    """Whatever is known of the tables, a member of four times the entries costs about that much more."""
    filled.exec_driver_sql(KNOWN[known])

    few, many = (_visited(filled, _asked(entries)) for entries in (FEW, MANY))

    assert 10 * FEW // 2 - 7 * FEW // 2 == filled.exec_driver_sql(_asked(FEW)).scalar_one()
    assert FEW <= few
    assert many <= 5 * few, f"{few} rows for {FEW} entries, {many} for {MANY}"


def _asked(member: int) -> str:
    """Give the text in which a member's awards of all their time are asked for."""
    asked = ISSUED.params({"member": member, "unit": "pts", "start": 1, "end": MANY + 1})
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # as SQLAlchemy declares it
    return str(asked.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def _visited(connection: Connection, asked: str) -> float:
    return _rows(
        connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {asked}").scalar_one()[0]["Plan"]
    )


def _rows(node: Mapping[str, Any]) -> float:
    """Give how many rows a step of a plan and those below it looked at, those it threw away included."""
    own = node["Actual Rows"] + sum(node[name] for name in node if name.startswith("Rows Removed by"))
    return float(own * node["Actual Loops"]) + sum(_rows(each) for each in node.get("Plans", ()))
