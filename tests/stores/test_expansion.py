"""A step of the schema adds: the release before goes on reading and writing beside the new one."""

import sqlite3
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from loyalty.database import upgrade as steps
from loyalty.database.upgrade import upgrade

# Steps of before the first release, when no other release was ever beside. None is added to these: what
# nobody needs any more goes a release after its last reader, by a step that stands here with its reason.
TAKING = {"a0002", "a0006", "a0025", "a0033"}

Column = tuple[str, bool, bool]
"""Its type, whether a row has to have it, and whether it is filled in where a statement leaves it out."""


@pytest.mark.slow
def test_no_step_takes_what_the_release_before_needs(tmp_path: Path) -> None:
    """No table, column or room of one goes; what is new in an old table may be left out, and binds no row."""
    found = {}
    path = tmp_path / "steps.db"
    script = ScriptDirectory.from_config(steps._settings())  # noqa: SLF001  the steps, in their order
    before: _Schema | None = None
    for revision in [each.revision for each in script.walk_revisions()][::-1]:
        upgrade(f"sqlite:///{path}", revision)
        now = _Schema(path)
        if before is not None and (broken := now.breaks(before)):
            found[revision] = broken
        before = now

    assert set(found) == TAKING, found


class _Schema:
    """The tables of a database: their columns, and the columns that have to be one of a kind."""

    def __init__(self, path: Path) -> None:
        asked = "SELECT m.name, c.* FROM sqlite_master m, {}(m.name) c WHERE m.type = 'table'"
        columns = "SELECT group_concat(c.name, '.') FROM pragma_index_info(?) c"
        with sqlite3.connect(path) as connection:
            rows = connection.execute(asked.format("pragma_table_info")).fetchall()
            keys = connection.execute(asked.format("pragma_index_list")).fetchall()
            self.unique = {
                (table, connection.execute(columns, (name,)).fetchone()[0])
                for table, _, name, unique, *_ in keys
                if unique
            }
        connection.close()
        self.tables: dict[str, dict[str, Column]] = {}
        for table, _, name, kind, needed, default, key in rows:
            fills = default is not None
            self.tables.setdefault(table, {})[name] = (kind, bool(needed or key), fills)

    def breaks(self, before: "_Schema") -> set[str]:
        """Say what a release that knows the schema before can no longer read or write here."""
        found = {f"{table} is gone" for table in before.tables if table not in self.tables}
        for table, columns in before.tables.items():
            now = self.tables.get(table, columns)
            found |= {f"{table}.{name} is gone" for name in columns if name not in now}
            found |= {
                f"{table}.{name} is narrower"
                for name, column in columns.items()
                if name in now and _narrower(column, now[name])
            }
            added = {name: column for name, column in now.items() if name not in columns}
            found |= {
                f"{table}.{name} is needed"
                for name, (_, needed, fills) in added.items()
                if needed and not fills
            }
        old = {key for key in self.unique if key[0] in before.tables}
        return found | {f"{'.'.join(key)} is a new key" for key in old - before.unique}


def _narrower(before: Column, now: Column) -> bool:
    shorter = before[0] != now[0] and _length(now[0]) < _length(before[0])
    return shorter or (now[1] and not before[1] and not now[2])


def _length(kind: str) -> int:
    return int("".join(filter(str.isdigit, kind)) or 0)


def test_a_step_that_takes_something_is_seen(tmp_path: Path) -> None:
    """The negative control: what is gone, narrower, needed or one of a kind is named."""
    paths = tmp_path / "before.db", tmp_path / "after.db"
    made = (
        "CREATE TABLE a (x VARCHAR(64), y TEXT); CREATE TABLE b (z TEXT)",
        "CREATE TABLE a (x VARCHAR(16) UNIQUE, w TEXT NOT NULL)",
    )
    for path, script in zip(paths, made, strict=True):
        with sqlite3.connect(path) as connection:
            connection.executescript(script)
        connection.close()

    assert {
        *("b is gone", "a.y is gone", "a.x is narrower", "a.w is needed", "a.x is a new key"),
    } == _Schema(paths[1]).breaks(_Schema(paths[0]))
