"""Writing very many new rows at once, in the fastest way a database has."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from operator import itemgetter
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError


def insert_many(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write many new rows of a table. Raises IntegrityError for one whose key is there."""
    names = tuple(column.name for column in table.columns)
    copy_rows(connection, table.name, names, map(itemgetter(*names), rows))


def copy_rows(
    connection: Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write many new rows, values in the order of ``names``: by ``COPY``, or one prepared insert on SQLite.

    Raises IntegrityError for one whose key is there.
    """
    with closing(connection.connection.cursor()) as found:
        cursor: Any = found  # of the driver: each has its own way
        try:
            if connection.dialect.name == "postgresql":
                columns = SQL(", ").join(map(Identifier, names))
                with cursor.copy(SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), columns)) as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join("?" * len(names))
                statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608  our own names
                cursor.executemany(statement, rows)
        except (psycopg.IntegrityError, sqlite3.IntegrityError) as fault:
            raise IntegrityError(None, None, fault) from fault
