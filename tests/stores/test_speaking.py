# ruff: noqa: SLF001  what a unit stands on is looked at
"""Statements that a driver is given without SQLAlchemy say what SQLAlchemy says, on both databases."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial

import pytest
from sqlalchemy import Engine, Insert, Table, bindparam, event, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from loyalty.database.base import insert_row, insert_unread, some_of
from loyalty.database.bulk import insert_many
from loyalty.database.engine import begun, open_engine
from loyalty.database.ledger_tables import balance, entry, lot
from loyalty.database.order_tables import frozen_document
from loyalty.database.speaking.answer import Answer
from loyalty.database.speaking.connection import QuickConnection
from loyalty.database.speaking.wire import Handed, Wire
from loyalty.kernel.identity import MemberId
from loyalty.members.member import Member
from loyalty.unit_of_work import Units
from tests.stores.making import PROGRAMME, day, earn

ADD, ADD_AND_COUNT = insert_unread(frozen_document), insert_row(frozen_document)
OWN = select(frozen_document.c.body).where(frozen_document.c.explanation_id == bindparam("id"))
ENOUGH = 3
"""How often a statement is executed until the driver is given it."""


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Give an engine on a fresh database in which a member has points and each statement is known."""
    found = open_engine(database_url)
    units = Units(found)
    for number in range(ENOUGH):
        with units.write() as unit:
            unit.members.add(Member(MemberId(1 + number), PROGRAMME, day(0)))
            unit.commit()
        earn(units, 1 + number, "order-1", 10, 0, ends=30)
        with closing(begun(found, write=True)) as writing:
            written(writing, f"known-{number}")
            written(writing, f"counted-{number}", ADD_AND_COUNT)
            writing.scalar(OWN, {"id": "nobody"})
    yield found
    found.dispose()


def written(connection: QuickConnection, name: str, adding: Insert = ADD) -> int:
    """Write a document, by itself one whose answer nobody reads."""
    row = {"explanation_id": name, "body": name.encode(), "sha256": "0" * 64}
    return int(connection.execute(adding, row).rowcount)


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give a list that grows by how many statements each trip to PostgreSQL takes."""
    found: list[int] = []
    answers = Wire.answers

    def counted(wire: Wire, handed: Sequence[Handed], *, lasting: bool = False) -> object:
        found.append(len(handed))
        return answers(wire, handed, lasting=lasting)

    monkeypatch.setattr(Wire, "answers", counted)
    return found


@pytest.mark.parametrize("table", [balance, entry, lot], ids=str)
def test_rows_are_the_same(engine: Engine, table: Table) -> None:
    """Truths, bytes, numbers and what is empty are read alike, under the same names."""
    asked = select(table).where(table.c.member_id == bindparam("member"), table.c.unit == "points")
    with engine.connect() as plain:
        expected = plain.execute(asked, {"member": 1}).all()
    for _ in range(ENOUGH):
        with closing(begun(engine, write=False)) as quick:
            found = quick.execute(asked, {"member": 1})
            rows = found.all()

    assert isinstance(found, Answer)
    assert expected == rows
    assert [[type(value) for value in row] for row in expected] == [[type(v) for v in row] for row in rows]
    assert [row._mapping for row in expected] == [row._mapping for row in rows]


def test_a_question_about_some_values_is_given_to_the_driver(engine: Engine) -> None:
    """It is the same statement for as many values, and the driver knows the type of each."""
    amounts = select(lot.c.amount)
    for _ in range(ENOUGH):
        asked, named = some_of(amounts, lot.c.unit, ["points", "other"])
        with closing(begun(engine, write=False)) as quick:
            found = quick.execute(asked, named)

    assert isinstance(found, Answer)
    assert [10] * ENOUGH == list(found.scalars())


def test_a_question_is_asked_once_until_something_is_written(engine: Engine) -> None:
    """What a transaction was told stays true in it, but for what it writes itself."""
    sent: list[str] = []
    with closing(begun(engine, write=True)) as quick:
        event.listen(engine, "before_cursor_execute", lambda *of: sent.append(of[2]))
        assert [None] * 3 == [quick.scalar(OWN, {"id": "new"}) for _ in range(3)]
        assert len(sent) == 1
        written(quick, "new")
        assert b"new" == quick.scalar(OWN, {"id": "new"})
        written(quick, "newer")
        quick.commit()
    with closing(begun(engine, write=False)) as quick:
        assert [b"new", b"newer"] == [quick.scalar(OWN, {"id": each}) for each in ("new", "newer")]


def test_what_is_asked_ahead_is_asked_in_one_trip_and_answered_when_it_is_asked_again(
    engine: Engine, trips: list[int]
) -> None:
    """Whoever asks ahead is told nothing; behind it all are told what is there, also after other writes."""
    with closing(begun(engine, write=True)) as quick:
        written(quick, "there")
        quick.commit()
    trips.clear()
    far = engine.dialect.name == "postgresql"
    told: list[object] = []
    with closing(begun(engine, write=True)) as quick:

        def ask(each: str) -> None:
            told.append(quick.scalar(OWN, {"id": each}))

        quick.ahead([partial(ask, each) for each in ("there", "new")])
        assert [b"there", None] == [quick.scalar(OWN, {"id": each}) for each in ("there", "new")]
        assert told == ([None, None] if far else [])
        assert trips == ([2] if far else [])
        written(quick, "new")
        assert [b"there", b"new"] == [quick.scalar(OWN, {"id": each}) for each in ("there", "new")]


def test_what_is_asked_ahead_goes_with_what_is_written_next_and_is_answered_behind_it(
    engine: Engine, trips: list[int]
) -> None:
    """A write that is waited for takes the questions along, which are told what it wrote."""
    far = engine.dialect.name == "postgresql"
    with closing(begun(engine, write=True)) as quick:
        trips.clear()
        quick.ahead([lambda: quick.scalar(OWN, {"id": "new"}), lambda: quick.scalar(OWN, {"id": "newer"})])
        assert [] == trips
        assert 1 == written(quick, "new", ADD_AND_COUNT)
        assert [b"new", None] == [quick.scalar(OWN, {"id": each}) for each in ("new", "newer")]
        assert trips == ([3] if far else [])
        quick.exec_driver_sql("SAVEPOINT here")
        quick.ahead([lambda: quick.scalar(OWN, {"id": "newest"})])
        quick.give_up("here")
        assert 1 == written(quick, "newest", ADD_AND_COUNT)
        assert trips == ([3, 1] if far else [])


def test_what_was_read_is_asked_again_only_where_its_table_was_written(engine: Engine) -> None:
    """A write to one table leaves what is remembered of others, and nothing of its own."""
    balances = select(balance).where(balance.c.member_id == bindparam("member"))
    for _ in range(ENOUGH):
        with closing(begun(engine, write=False)) as quick:
            quick.execute(balances, {"member": 1}).all()
    sent: list[str] = []
    with closing(begun(engine, write=True)) as quick:
        event.listen(engine, "before_cursor_execute", lambda *of: sent.append(of[2]))
        quick.scalar(OWN, {"id": "new"})
        quick.execute(balances, {"member": 1}).all()
        written(quick, "new")
        quick.execute(balances, {"member": 1}).all()
        assert quick.scalar(OWN, {"id": "new"}) == b"new"
    assert [2, 1] == [sum(name in each for each in sent) for name in ("FROM frozen_document", "FROM balance")]


def test_what_waits_is_given_up_with_its_transaction(engine: Engine) -> None:
    """Without a commit nothing of it is ever there; undone, nothing since the savepoint is."""
    with closing(begun(engine, write=True)) as quick:
        written(quick, "left")
    with closing(begun(engine, write=True)) as quick:
        written(quick, "stands")
        quick.exec_driver_sql("SAVEPOINT here")
        written(quick, "undone")
        quick.give_up("here")
        quick.commit()
    with closing(begun(engine, write=False)) as quick:
        kept = [quick.scalar(OWN, {"id": each}) for each in ("left", "stands", "undone")]

    assert [None, b"stands", None] == kept


def test_a_fault_of_what_waits_comes_out_before_the_commit(engine: Engine) -> None:
    """A row whose key is there is refused as SQLAlchemy says it, and takes the whole transaction with it."""

    def twice() -> None:
        with closing(begun(engine, write=True)) as quick:
            for name in ("first", "same", "same", "last"):
                written(quick, name)
            quick.commit()

    with pytest.raises(IntegrityError, match="frozen_document"):
        twice()
    with closing(begun(engine, write=True)) as quick:
        assert [None] * 2 == [quick.scalar(OWN, {"id": each}) for each in ("first", "same")]
        written(quick, "after")
        quick.commit()


def test_an_attempt_meets_the_fault_of_what_it_left_waiting(engine: Engine) -> None:
    """What an attempt wrote is known to stand before it is over, and is undone with it alone."""

    def fail() -> None:
        with unit.attempt():
            written(unit._connection, "before")

    with Units(engine).write() as unit:
        written(unit._connection, "before")
        with pytest.raises(IntegrityError):
            fail()
        written(unit._connection, "beside")
        unit.commit()
    with closing(begun(engine, write=False)) as quick:
        assert [b"before", b"beside"] == [quick.scalar(OWN, {"id": each}) for each in ("before", "beside")]


def test_postgresql_keeps_what_it_planned_when_reading_ends(postgresql_database: str) -> None:
    """Units that only read make it plan nothing anew, nor do those that write and give up."""
    engine = open_engine(postgresql_database)
    units = Units(engine)
    planned = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%FROM member%%'"
    for _ in range(12):
        with units.read() as unit:
            unit.members.get(MemberId(1))
        with units.write() as unit:
            assert unit.members.get(MemberId(1)) is None
            unit.members.add(Member(MemberId(1), PROGRAMME, day(0)))
    with closing(begun(engine, write=False)) as quick:
        assert quick.exec_driver_sql(planned).scalar() == 1
    engine.dispose()


def test_postgresql_plans_anew_what_was_altered(postgresql_database: str) -> None:
    """A plan whose table was altered fails once and is made again; so does one that is not there any more."""
    engine = open_engine(postgresql_database)
    units = Units(engine)
    for number, altered in enumerate(("ALTER TABLE frozen_document ALTER body TYPE text", "DEALLOCATE ALL")):
        for _ in range(ENOUGH):
            with closing(begun(engine, write=True)) as quick:
                quick.scalar(OWN, {"id": "nobody"})
                quick.exec_driver_sql("SELECT 1")
        with closing(begun(engine, write=True)) as quick:
            quick.exec_driver_sql(altered)
            quick.commit()
        with pytest.raises(DBAPIError), units.read() as unit:
            unit._connection.scalar(OWN, {"id": "nobody"})
        with units.read() as unit:
            assert unit._connection.scalar(OWN, {"id": "nobody"}) is None, number
    engine.dispose()


def test_postgresql_is_given_no_text_that_ends_early(postgresql_database: str) -> None:
    """A text with NUL, which the line would cut, is refused before anything is sent; the line goes on."""
    engine = open_engine(postgresql_database)
    with closing(begun(engine, write=True)) as quick:
        for _ in range(ENOUGH):
            quick.scalar(OWN, {"id": "cut"})
        with pytest.raises(DataError, match="NUL"):
            quick.scalar(OWN, {"id": "cut\0off"})
        written(quick, "after")
        quick.commit()
    with closing(begun(engine, write=False)) as quick:
        assert quick.scalar(OWN, {"id": "after"}) == b"after"
    engine.dispose()


def test_rows_written_in_bulk_are_seen_at_once_and_given_up_like_others(engine: Engine) -> None:
    """What was asked before is asked again behind them; without a commit none of them is ever there."""
    row = {"explanation_id": "bulk", "body": b"bulk", "sha256": "0" * 64}
    with closing(begun(engine, write=True)) as quick:
        assert quick.scalar(OWN, {"id": "bulk"}) is None
        insert_many(quick, frozen_document, [row])
        assert quick.scalar(OWN, {"id": "bulk"}) == b"bulk"
    with closing(begun(engine, write=False)) as quick:
        assert quick.scalar(OWN, {"id": "bulk"}) is None
