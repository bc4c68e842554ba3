"""Rows of every table of a database as it stands at any step, with the oddest values it takes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, LargeBinary, MetaData, String, Table, select

LARGEST = {True: 2**63 - 1, False: 2**31 - 1}
WORDS = "Ж茶🍵אבجमਕ\u0301ß\u200d€'\"\\%_ "
"""Letters of many scripts, one outside the first plane, marks that join, and what SQL takes for more."""
ALEMBIC = "alembic_version"


Meaning = Mapping[tuple[str, str], object]
"""Values of columns, by table and column, that not any value will do for."""


def fill(connection: Connection, meaning: Meaning = MappingProxyType({})) -> set[str]:
    """Put two rows into each table that has none and give the names of those.

    The first row has the least of each column, and nothing where nothing may be; the second the most.
    """
    metadata = MetaData()
    metadata.reflect(connection)
    filled = set()
    for table in metadata.sorted_tables:
        if table.name == ALEMBIC or connection.execute(select(table).limit(1)).first() is not None:
            continue
        parents = {
            name: rows for name in _parents(table) if (rows := _rows(connection, metadata.tables[name]))
        }
        for place in (0, 1):
            row = {each.name: _value(each, place, parents) for each in table.columns}
            meant = {column: value for (of, column), value in meaning.items() if of == table.name}
            connection.execute(table.insert(), row | meant)
        filled.add(table.name)
    return filled


def _parents(table: Table) -> set[str]:
    return {key.column.table.name for key in table.foreign_keys} - {table.name}


def _rows(connection: Connection, table: Table) -> list[Any]:
    return list(connection.execute(select(table).order_by(*table.primary_key.columns)).mappings())


def _value(column: Column[Any], place: int, parents: dict[str, list[Any]]) -> Any:  # noqa: ANN401  of any column
    for key in column.foreign_keys:
        if key.column.table.name in parents:
            return parents[key.column.table.name][place][key.column.name]
    if place == 0 and column.nullable:
        return None
    match column.type:
        case Boolean():
            return place == 1
        case LargeBinary():
            return bytes([place * 255]) * 32
        case String():
            length = column.type.length or 5_000
            text = column.name[:2] + WORDS * (length // len(WORDS) + 1)
            return text[: length if place else 2]
        case _:
            return LARGEST[isinstance(column.type, BigInteger)] if place else 1
