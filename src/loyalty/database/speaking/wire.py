"""PostgreSQL's line of one connection: statements and numbers in, rows out, in one trip, without cursors.

psycopg keeps the line, waits on it and reads what comes back. What its cursors do around each statement
costs several times that, so statements that are known are handed over as libpq takes them: planned
once by name, in one pipeline with what begins the transaction and with what makes it lasting.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from psycopg import Binary, DataError
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.generators import fetch_many, send
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import JSON, Boolean, Integer, LargeBinary, PoolProxiedConnection, String
from sqlalchemy.types import TypeEngine

_OF_CAST, _BOOL, _BYTEA = 0, 16, 17
"""By which number PostgreSQL knows a parameter's type: 0 where the text itself says it by a cast."""
_TYPES: tuple[tuple[type[TypeEngine[Any]], int], ...] = (
    (Boolean, _BOOL),
    (Integer, _OF_CAST),
    (String, _OF_CAST),
    (JSON, _OF_CAST),
    (LargeBinary, _BYTEA),
)
_FAULTS = frozenset({ExecStatus.FATAL_ERROR, ExecStatus.BAD_RESPONSE})
_STALE = frozenset({"0A000", "26000"})
"""A plan whose tables were altered; a name that is not known there."""
_WIRE = "wire"


@dataclass(frozen=True, slots=True)
class Text:
    """A statement as libpq takes it, with the types of its parameters and which of them are bytes."""

    text: bytes
    types: Sequence[int]
    formats: Sequence[int]


Handed = tuple[Text, Sequence[Sequence[Any]]]
"""A statement with the values of each of its executions."""


def text_of(text: str, names: Sequence[str], types: Sequence[TypeEngine[Any]]) -> Text | None:
    """Give a text with named parameters as libpq takes it, None where a type is none of those kept here."""
    numbers = [next((number for kind, number in _TYPES if isinstance(each, kind)), None) for each in types]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    places = {name: f"${place}" for place, name in enumerate(names, 1)}
    return Text((text % places).encode(), known, [int(number == _BYTEA) for number in known])


class Wire:
    """The line of one connection, with the names of what is planned there."""

    def __init__(self, driver: Any) -> None:  # noqa: ANN401  psycopg's connection, whatever its rows
        """Begin with nothing planned."""
        self._driver, self._line = driver, driver.pgconn
        self._reader, self._names, self._numbers = Transformer(driver), dict[bytes, bytes](), count()

    @classmethod
    def of(cls, kept: PoolProxiedConnection) -> "Wire":
        """Give the line of a connection of the pool, for as long as that is kept."""
        found: Wire | None = kept.info.get(_WIRE)
        if found is None:
            found = kept.info[_WIRE] = cls(kept.driver_connection)
        return found

    def answers(self, handed: Sequence[Handed], *, lasting: bool = False) -> list[tuple[list[Any], int]]:
        """Send statements in order, begin the transaction where none is; give rows and count of each.

        ``lasting`` commits behind them. Raises psycopg's errors; one leaves the transaction useless.
        """
        written = [(text, [_written(each) for each in values]) for text, values in handed]
        line = self._line
        line.enter_pipeline_mode()
        try:
            new, ends = self._send(written, lasting=lasting)
            results = self._driver.wait(_results(line))
            line.exit_pipeline_mode()
        except BaseException:
            line.finish()  # nobody knows what was done and what comes next
            raise
        for place, text, name in new:
            if results[place].status == ExecStatus.COMMAND_OK:
                self._names[text] = name
        fault = next((each for each in results if each.status in _FAULTS), None)
        if fault is not None:
            raise self._error(fault)
        return [
            self._read(results[end - len(values) : end])
            for (_, values), end in zip(written, ends, strict=True)
        ]

    def _send(
        self, written: Sequence[tuple[Text, Sequence[Any]]], *, lasting: bool
    ) -> tuple[list[tuple[int, bytes, bytes]], list[int]]:
        """Put everything on the line; give what is planned anew, by its place, and where each one ends."""
        line, names, sent = self._line, self._names, 0
        new: dict[bytes, tuple[int, bytes, bytes]] = {}
        ends: list[int] = []
        if line.transaction_status == TransactionStatus.IDLE:
            line.send_query_params(self._driver._get_tx_start_command(), None)  # noqa: SLF001  its level with it
            sent += 1
        for text, executions in written:
            name = names.get(text.text)
            if name is None and text.text in new:
                name = new[text.text][2]
            elif name is None:
                name = b"loyalty_%d" % next(self._numbers)
                line.send_prepare(name, text.text, text.types)
                new[text.text] = (sent, text.text, name)
                sent += 1
            for values in executions:
                line.send_query_prepared(name, values, text.formats)
            sent += len(executions)
            ends.append(sent)
        if lasting:
            line.send_query_params(b"COMMIT", None)
        line.pipeline_sync()
        return list(new.values()), ends

    def _error(self, fault: Any) -> Exception:  # noqa: ANN401  libpq's own
        found = error_from_result(fault)
        if found.sqlstate in _STALE:
            self._names.clear()
        return found

    def _read(self, executed: Sequence[Any]) -> tuple[list[Any], int]:
        last = executed[-1]
        rows: list[Any] = []
        if last.status == ExecStatus.TUPLES_OK:
            self._reader.set_pgresult(last)
            rows = self._reader.load_rows(0, last.ntuples, tuple)
        return rows, sum(each.command_tuples or 0 for each in executed)


def _results(line: Any) -> Generator[Any, Any, list[Any]]:  # noqa: ANN401  libpq's own
    """Give one result for each thing that was sent, and one for the end of the pipeline."""
    yield from send(line)
    found: list[Any] = []
    while not found or found[-1].status != ExecStatus.PIPELINE_SYNC:
        found += yield from fetch_many(line)
    return found


def _written(values: Sequence[Any]) -> list[bytes | None]:
    return [None if value is None else _writer(type(value))(value) for value in values]


def _writer(kind: type) -> Callable[[Any], bytes]:
    """Give what writes values of a type: named ones as what they stand for."""
    found = _WRITERS.get(kind)
    if found is None:
        found = _WRITERS[kind] = next(_WRITERS[of] for of in kind.__mro__ if of in _WRITERS)
    return found


def _of_text(value: str) -> bytes:
    if "\0" in value:
        message = "PostgreSQL text fields cannot contain NUL (0x00) bytes"
        raise DataError(message)
    return value.encode()


_WRITERS: dict[type, Callable[[Any], bytes]] = {
    bool: lambda value: b"t" if value else b"f",
    int: lambda value: b"%d" % value,
    str: _of_text,
    Binary: lambda value: bytes(value.obj),
}
