"""Statements as SQLAlchemy compiled them, kept so that a driver can be given them without it.

A statement that is executed for the second time is made ready, while SQLAlchemy still executes it: its
text and the values of its parameters must be those that SQLAlchemy sent, or it is never made ready.
What is thrown away after one use, as statements are that are put together for one question, is not kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    CompoundSelect,
    CursorResult,
    Delete,
    Dialect,
    Executable,
    Insert,
    Row,
    Select,
    Table,
    Update,
)
from sqlalchemy.engine.result import ResultMetaData
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import iterate

from loyalty.database.speaking.wire import Text, text_of

UNREAD = "unread"
"""The option of a statement that writes, of which nobody asks how many rows it wrote."""
_HARMLESS = frozenset({"preserve_rowcount", UNREAD})

Given = Mapping[str, Any]
Values = tuple[Any, ...]
_Process = Callable[[Any], Any]
_Parameter = tuple[str, str | None, _Process | None, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A statement for one driver.

    ``parameters`` are each a name, by which name it is given, what is done to a value, and one that is fixed.
    ``far`` is the text for PostgreSQL's line. ``rows`` says how rows are read, None where there are none;
    ``reads`` is whether it changes nothing and holds nothing, ``unread`` whether nobody asks for its answer;
    ``tables`` are those it is about, none where that may be others too.
    """

    text: str
    parameters: Sequence[_Parameter]
    far: Text | None
    rows: ResultMetaData | None
    reads: bool
    unread: bool
    tables: frozenset[str]

    def values(self, given: Given) -> Values:
        """Give the values in the order of the parameters."""
        return tuple(
            [
                fixed if key is None else (given[key] if process is None else process(given[key]))
                for _, key, process, fixed in self.parameters
            ]
        )

    def read(self, found: Sequence[Any]) -> list[Row[Any]]:
        """Give the rows that a driver read."""
        kept: Any = self.rows  # it makes SQLAlchemy's own rows, as a result does that it is of
        names, processors, places = kept, kept._effective_processors, kept._key_to_index  # noqa: SLF001
        return [Row(names, processors, places, row) for row in found]


_ByNames = dict[tuple[str, ...], Prepared | None]


class Shelf:
    """The statements of one dialect that were made ready, for as long as they live."""

    def __init__(self) -> None:
        """Start empty."""
        self._kept: WeakKeyDictionary[Executable, _ByNames] = WeakKeyDictionary()

    def find(self, statement: Executable, names: tuple[str, ...]) -> Prepared | None:
        """Give the statement with parameters of these names, None where it is not ready."""
        kept = self._kept.get(statement)
        return None if kept is None else kept.get(names)

    def learn(
        self, statement: Executable, given: Sequence[Given], done: CursorResult[Any], dialect: Dialect
    ) -> None:
        """Make a statement ready that SQLAlchemy has just executed, where it was not the first time."""
        names = tuple(given[0]) if given else ()
        kept = self._kept.get(statement)
        if kept is None:
            self._kept[statement] = {}
        elif names not in kept:
            kept[names] = _prepared(statement, given or ({},), done, dialect)


def _prepared(
    statement: Executable, given: Sequence[Given], done: CursorResult[Any], dialect: Dialect
) -> Prepared | None:
    if not _is_plain(statement):
        return None
    plain: Any = statement
    compiled = plain.compile(dialect=dialect, column_keys=sorted(given[0]))
    if not _is_simple(compiled):
        return None
    names = compiled.positiontup if compiled.positional else list(dict.fromkeys(compiled.bind_names.values()))
    binds = compiled.binds
    parameters = [_parameter(binds[name], name, dialect, given[0]) for name in names]
    far = None
    if not compiled.positional:
        far = text_of(compiled.string, names, [binds[name].type for name in names])
        if far is None:
            return None
    known = Prepared(
        text=compiled.string,
        parameters=parameters,
        far=far,
        rows=done._metadata if done.returns_rows else None,  # noqa: SLF001
        reads=isinstance(statement, Select | CompoundSelect) and statement._for_update_arg is None,  # noqa: SLF001
        unread=bool(statement.get_execution_options().get(UNREAD)),
        tables=_tables_of(plain),
    )
    sent: Any = done.context
    ours = [known.values(each) for each in given]
    named = ours if compiled.positional else [dict(zip(names, each, strict=True)) for each in ours]
    return known if sent.statement == known.text and _bare(sent.parameters) == _bare(named) else None


def _tables_of(statement: ClauseElement) -> frozenset[str]:
    """Give the tables of a statement, none of one that deletes, with which rows of others may go."""
    if isinstance(statement, Delete):
        return frozenset()
    return frozenset(each.name for each in iterate(statement) if isinstance(each, Table))


def _bare(values: Iterable[Any]) -> list[Any]:
    """Give values of parameters without what drivers wrap bytes in, so that they can be compared."""
    rows = (each.items() if isinstance(each, Mapping) else enumerate(each) for each in values)
    return [{name: getattr(value, "obj", value) for name, value in row} for row in rows]


def _parameter(bind: Any, name: str, dialect: Dialect, given: Given) -> _Parameter:  # noqa: ANN401
    process: _Process | None = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if bind.key in given:
        return name, bind.key, process, None
    fixed = bind.effective_value
    return name, None, None, fixed if process is None else process(fixed)


def _is_plain(statement: Executable) -> bool:
    """Give whether a statement is one of the four kinds and asks for nothing special."""
    if not isinstance(statement, ClauseElement):
        return False
    plain = isinstance(statement, Select | Insert | Update | Delete | CompoundSelect)
    return plain and statement.get_execution_options().keys() <= _HARMLESS


def _is_simple(compiled: SQLCompiler) -> bool:
    """Give whether only its values change from one execution to the next."""
    return not (
        compiled.literal_execute_params
        or compiled.post_compile_params
        or compiled.escaped_bind_names
        or compiled.insert_prefetch
        or compiled.update_prefetch
        or compiled.effective_returning
        or any(bind.callable for bind in compiled.binds.values())
    )
