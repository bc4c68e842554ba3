"""One statement that reads, of a moment of its own: text and numbers in, rows out, in one trip.

SQLAlchemy writes the text, once for each engine. What it does around an execution costs several times what
the driver does, and to begin and end a transaction two more trips to PostgreSQL, where the statement is
prepared by name on each connection, and its values come as the machine writes them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Engine, Integer, LargeBinary, PoolProxiedConnection, Select, String
from sqlalchemy.types import TypeEngine

INT8 = 20
"""The number by which PostgreSQL knows the type of every parameter."""
IDLE, ROWS, PREPARED = 0, 2, 1
"""Of libpq: a connection in no transaction; a result with rows; one without, of a command that was done."""
BINARY = 1

Read = Callable[[bytes], Any]


@dataclass(frozen=True, slots=True)
class Single:
    """A statement of an engine, whose parameters are whole numbers.

    On PostgreSQL ``reads`` says by column how a value is read.
    """

    engine: Engine
    name: str
    text: str
    order: Sequence[str]
    reads: Sequence[Read]

    @classmethod
    def of(cls, engine: Engine, name: str, statement: Select[Any]) -> "Single":
        """Let the engine's dialect write a statement."""
        written: Any = statement.compile(dialect=engine.dialect, compile_kwargs={"render_postcompile": True})
        if engine.dialect.name == "sqlite":
            return cls(engine, name, written.string, written.positiontup, ())
        order = tuple(name for name in written.binds if not written.binds[name].literal_execute)
        places = {each: f"${number}" for number, each in enumerate(order, 1)}
        reads = tuple(_reading(column.type) for column in statement.selected_columns)
        return cls(engine, name, written.string % places, order, reads)

    def rows(self, kept: PoolProxiedConnection, given: Mapping[str, int]) -> Sequence[Sequence[Any]] | None:
        """Give the rows, None where the database did not answer as it should: then ask as always.

        Truths of SQLite are 0 and 1.
        """
        for told in self.engine.dispatch.before_cursor_execute:
            told(None, None, self.text, given, None, False)  # noqa: FBT003  as SQLAlchemy tells it
        driver: Any = kept.driver_connection
        values = [given[name] for name in self.order]
        if not self.reads:
            found: Sequence[Sequence[Any]] = driver.execute(self.text, values).fetchall()
            return found
        answer = self._of_postgresql(kept, driver.pgconn, [b"%d" % value for value in values])
        return None if answer is None else self._read(answer)

    def _of_postgresql(self, kept: PoolProxiedConnection, line: Any, values: Sequence[bytes]) -> Any:  # noqa: ANN401  libpq's own
        if line.transaction_status != IDLE:
            return None
        name = self.name.encode()
        if self.name not in kept.info:
            types = [INT8] * len(values)
            if line.prepare(name, self.text.encode(), types).status != PREPARED:
                return None
            kept.info[self.name] = True
        answer = line.exec_prepared(name, values, None, BINARY)
        if answer.status == ROWS:
            return answer
        del kept.info[self.name]
        return None

    def _read(self, answer: Any) -> list[list[Any]]:  # noqa: ANN401  libpq's own
        value, columns = answer.get_value, list(enumerate(self.reads))
        return [
            [None if (said := value(row, place)) is None else read(said) for place, read in columns]
            for row in range(answer.ntuples)
        ]


def _reading(kind: TypeEngine[Any]) -> Read:
    """Give how a value of a type is read that PostgreSQL wrote in its binary form."""
    for of, read in _READS:
        if isinstance(kind, of):
            return read
    message = f"no way to read a {kind}"
    raise TypeError(message)


def _whole(said: bytes) -> int:
    return int.from_bytes(said, signed=True)


_READS: tuple[tuple[type[TypeEngine[Any]], Read], ...] = (
    (Boolean, lambda said: said == b"\x01"),
    (LargeBinary, bytes),
    (String, bytes.decode),
    (Integer, _whole),
)
