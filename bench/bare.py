"""The peers of booked orders: the same rows, of the same lengths, written by nobody who thinks.

The rows that one order of ours writes are taken as a pattern; what has to differ from order to
order is replaced by the member, a number and the account's next place. On PostgreSQL pgbench
writes them, by one call of a function or statement by statement, prepared; on SQLite the driver.
"""

import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from sqlalchemy import Connection, Engine, make_url, text

from bench.shop import Buyer, Shop, book
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine

PATTERN = "the-pattern"
BY_MEMBER = ("entry", "posting", "lot", "spend", "order_record", "outbox")
BY_DOCUMENT = ("explanation", "frozen_document", "filed_document", "document_seal", "seal_snapshot")
ORDER = ("order_record", *BY_MEMBER[:4], *BY_DOCUMENT, "outbox")
"""In which order the rows are written: what is referred to first."""
NUMBERS = 1 << 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that differs: the number ``of`` a variable, times and plus, behind a text if there is one.

    The variables: ``m`` the member, ``k`` a number nobody used, ``s`` the account's place.
    """

    of: str
    text: str | None = None
    times: int = 1
    plus: int = 0

    def value(self, known: Mapping[str, Any]) -> int | str:
        """Give it for the variables as they are."""
        number = int(known[self.of]) * self.times + self.plus
        return number if self.text is None else f"{self.text}{number}"

    def sql(self, mark: str) -> str:
        """Give it as an expression; ``mark`` stands before each variable."""
        number = f"{mark}{self.of}::bigint * {self.times} + {self.plus}"
        return number if self.text is None else f"{_text(self.text)} || ({number})"


@dataclass(frozen=True, slots=True)
class Made:
    """A value that is made for each order anew, under a name."""

    of: str

    def value(self, known: Mapping[str, Any]) -> Any:
        """Give it as it was made."""
        return known[self.of]

    def sql(self, mark: str) -> str:
        """Give it as an expression."""
        return f"{mark}{self.of}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, cells and plain values by column."""

    table: str
    cells: dict[str, Any]


def pattern_of(shop: Shop) -> list[Row]:
    """Book one order, and give the rows it wrote; nothing but those and the balance was written."""
    buyer = shop.buyers[0]
    services = shop.open()
    engine = open_engine(shop.settings.database)
    with closing(services.units), closing(Closing(engine)):
        with engine.connect() as connection:
            before = _counts(connection)
        book(services, buyer, PATTERN)
        with engine.connect() as connection:
            after = _counts(connection)
            rows = list(_pattern(connection, buyer))
    grown = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    written = {name: sum(row.table == name for row in rows) for name in ORDER}
    assert grown == written, (grown, written)
    return rows


def _counts(connection: Connection) -> dict[str, int]:
    names = connection.dialect.get_table_names(connection)
    return {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in names}  # noqa: S608


def _pattern(connection: Connection, buyer: Buyer) -> Iterator[Row]:
    asked = {"member": buyer.member, "order": PATTERN, "reference": f"order:{PATTERN}"}
    document = connection.scalar(
        text("SELECT explanation_id FROM order_record WHERE order_id = :order"), asked
    )
    entry = connection.scalar(text("SELECT entry_id FROM entry WHERE external_ref = :reference"), asked)
    for table in ORDER:
        where = "explanation_id = :document"
        if table in {"order_record", "spend"}:
            where = "order_id = :order"
        elif table in {"entry", "posting"}:
            where = "member_id = :member AND entry_id = :entry"
        elif table == "lot":
            where = "member_id = :member AND lot_id = :entry"
        elif table == "outbox":
            where = "member_id = :member ORDER BY seq DESC LIMIT 2"
        found = connection.execute(
            text(f"SELECT * FROM {table} WHERE {where}"),  # noqa: S608  our own names
            asked | {"document": document, "entry": entry},
        )
        for place, row in enumerate(found.mappings()):
            yield Row(table, {name: _cell(table, name, value, place) for name, value in row.items()})


def _cell(table: str, name: str, value: Any, place: int) -> Any:
    match name:
        case "member_id":
            return Cell("m")
        case "entry_id" | "lot_id":
            return Cell("k")
        case "order_id" | "external_ref" | "reference" | "explanation_id":
            return Cell("k", "order:")
        case "event_id":
            return Cell("k", f"evt-{place}-")
        case "chain_number":
            return Cell("s")
        case "seq":
            return Cell("s") if table == "entry" else Cell("s", times=2, plus=100 + place)
    return bytes(value) if isinstance(value, memoryview) else value


class Closing:
    """Lets go of an engine's connections."""

    def __init__(self, engine: Engine) -> None:
        self.close = engine.dispose


@dataclass(frozen=True, slots=True)
class PgBench:
    """pgbench on a database of the same tables, with the members of a shop."""

    program: Path
    url: str
    scripts: Path
    members: Sequence[int]

    def prepare(self, rows: Sequence[Row]) -> None:
        """Make the function and both scripts."""
        chosen = f"\\set n random(1, {len(self.members)})\n\\set k random(1, {NUMBERS})\n"
        whose = f"(ARRAY[{', '.join(map(str, self.members))}]::bigint[])[:n]"
        inserts = [insert_of(row, "") for row in rows]
        body = (
            "CREATE FUNCTION bare_order(m bigint, k bigint) RETURNS void LANGUAGE plpgsql AS $body$\n"
            f"DECLARE s bigint; BEGIN {moved_of('m')} RETURNING seq INTO s;\n"
            + "".join(f"{each};\n" for each in inserts)
            + "END $body$"
        )
        engine = open_engine(self.url)
        with closing(Closing(engine)), engine.connect() as connection, connection.begin():
            connection.connection.cursor().execute(body)
        self._script("one").write_text(f"{chosen}SELECT bare_order({whose}, :k);\n", encoding="utf-8")
        statements = "".join(f"{insert_of(row, ':')};\n" for row in rows)
        self._script("each").write_text(
            f"{chosen}BEGIN;\n{moved_of(whose)} "
            f"RETURNING member_id AS m, seq AS s \\gset\n{statements}END;\n",
            encoding="utf-8",
        )

    def _script(self, name: str) -> Path:
        return self.scripts / f"{name}.sql"

    def per_second(self, script: str, clients: int, seconds: int) -> float:
        """Give how many orders a second so many clients write."""
        address = make_url(self.url)
        told = subprocess.run(  # noqa: S603  the program of the packages
            [
                *(self.program, "--no-vacuum", "--protocol=prepared", f"--file={self._script(script)}"),
                *(f"--client={clients}", f"--jobs={min(2, clients)}", f"--time={seconds}"),
                *(f"--host={address.host or address.query['host']}", f"--username={address.username}"),
                str(address.database),
            ],
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        assert told.returncode == 0, told.stderr
        line = next(each for each in told.stdout.splitlines() if each.startswith("tps"))
        return float(line.split()[2])


def moved_of(member: str) -> str:
    """Give what moves a member's balance, in SQL of PostgreSQL."""
    moved = "UPDATE balance SET available = available + 1, seq = seq + 1, head_hash = head_hash"
    return f"{moved} WHERE member_id = {member} AND unit = 'points'"


def insert_of(row: Row, mark: str) -> str:
    """Give what writes a row, in SQL of PostgreSQL; ``mark`` stands before each variable."""
    values = [
        value.sql(mark) if isinstance(value, Cell | Made) else _plain(value) for value in row.cells.values()
    ]
    return f"INSERT INTO {row.table} ({', '.join(row.cells)}) VALUES ({', '.join(values)})"  # noqa: S608  our own


def _plain(value: Any) -> str:
    match value:
        case None:
            return "NULL"
        case str():
            return _text(value)
        case bytes():
            return f"'\\x{value.hex()}'::bytea"
    return str(value)


def _text(value: str) -> str:
    """Give a text as SQL in which pgbench finds no variable of its own."""
    told = value.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a")
    return f"E'{told}'"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the rows of one order after the other into SQLite, by the driver alone, synced like ours."""

    connection: sqlite3.Connection
    statements: Sequence[tuple[str, Sequence[Any]]]

    @classmethod
    @contextmanager
    def opened(cls, path: Path, rows: Sequence[Row]) -> Iterator["Writer"]:
        """Open a connection, which may be closed by another thread."""
        connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        with closing(connection):
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            yield cls(connection, [_statement(row) for row in rows])

    def write(self, known: dict[str, Any]) -> None:
        """Write an order of the member ``m`` under the number ``k``, with what was made for it."""
        moved = (
            "UPDATE balance SET available = available + 1, seq = seq + 1 WHERE member_id = ? RETURNING seq"
        )
        self.connection.execute("BEGIN IMMEDIATE")
        place = self.connection.execute(moved, (known["m"],)).fetchone()[0]
        known |= {"s": place}
        for statement, cells in self.statements:
            values = [cell.value(known) if isinstance(cell, Cell | Made) else cell for cell in cells]
            self.connection.execute(statement, values)
        self.connection.execute("COMMIT")


def _statement(row: Row) -> tuple[str, Sequence[Any]]:
    marks = ", ".join("?" * len(row.cells))
    return f"INSERT INTO {row.table} ({', '.join(row.cells)}) VALUES ({marks})", [*row.cells.values()]  # noqa: S608


def raw_sqlite(
    path: Path, rows: Sequence[Row], members: Sequence[int], clients: int, seconds: float
) -> float:
    """Give how many orders a second so many threads write with a connection each."""
    counts: list[float] = []
    work = [Thread(target=_write, args=(path, rows, members, seconds, counts)) for _ in range(clients)]
    for each in work:
        each.start()
    for each in work:
        each.join()
    assert len(counts) == clients
    return sum(counts)


def _write(
    path: Path, rows: Sequence[Row], members: Sequence[int], seconds: float, counts: list[float]
) -> None:
    chance, count = SystemEntropy(), 0
    with Writer.opened(path, rows) as writer:
        begun = now = time.perf_counter()
        while now - begun < seconds:
            writer.write({"m": members[chance.below(len(members))], "k": chance.below(NUMBERS)})
            count, now = count + 1, time.perf_counter()
    counts.append(count / (now - begun))
