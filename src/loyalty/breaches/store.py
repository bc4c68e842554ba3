"""Rows of breaches: one for each step that was taken, never changed."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, Text, func, select

from loyalty.breaches.breach import Breach, BreachStep, Taken
from loyalty.breaches.drill import Drill
from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.instant import instant_at, microseconds

breach_step = Table(
    "breach_step",
    metadata,
    word("breach_id", key=True),
    number("number", key=True),
    word("step", 32),
    number("at"),
    word("by", 128),
    Column("content", Text, nullable=False),
)
text_drill = Table(
    "text_drill",
    metadata,
    word("drill_id", key=True),
    word("text", 32),
    word("language", 16),
    number("at"),
    word("by", 128),
    number("minutes"),
    word("found", 200),
)

_DRILL = insert_row(text_drill).on_conflict_do_nothing(index_elements=["drill_id"])
_ADD = insert_row(breach_step).on_conflict_do_nothing(index_elements=["breach_id", "number"])


class BreachStore:
    """Breaches of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, breach_id: str, number: int, taken: Taken) -> bool:
        """Keep a step; give whether nobody was first."""
        content = {
            "reason": taken.reason,
            "markets": list(taken.markets),
            "tables": list(taken.tables),
            "content": dict(taken.content),
        }
        row = {
            "breach_id": breach_id,
            "number": number,
            "step": str(taken.step),
            "at": microseconds(taken.at),
            "by": taken.by,
            "content": json.dumps(content, ensure_ascii=False),
        }
        return self._connection.execute(_ADD, row).rowcount == 1

    def get(self, breach_id: str) -> Breach | None:
        """Give a breach, None where there is none of this id."""
        asked = select(breach_step).where(breach_step.c.breach_id == breach_id).order_by(breach_step.c.number)
        taken = tuple(_taken(row) for row in self._connection.execute(asked))
        return Breach(breach_id, taken) if taken else None

    def list(self) -> Sequence[Breach]:
        """Give every breach, by id."""
        asked = select(breach_step).order_by(breach_step.c.breach_id, breach_step.c.number)
        found = groupby(self._connection.execute(asked), key=lambda row: row.breach_id)
        return [Breach(breach_id, tuple(map(_taken, rows))) for breach_id, rows in found]

    def members_in(self, table: str, subjects: Sequence[str]) -> int:
        """Give how many members have rows in a table."""
        of = metadata.tables[table]
        members: set[Any] = set()
        for name in subjects:
            members.update(
                self._connection.scalars(select(of.c[name]).where(of.c[name].is_not(None)).distinct())
            )
        return len(members)

    def keys(self) -> tuple[int, int]:
        """Give how many members' keys there are, and how many were destroyed."""
        key = metadata.tables["member_key"]
        destroyed = select(func.count()).select_from(key).where(key.c.wrapped.is_(None))
        every = select(func.count()).select_from(key)
        gone = int(self._connection.scalar(destroyed) or 0)
        return int(self._connection.scalar(every) or 0) - gone, gone


class DrillStore:
    """Drills of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Drill) -> bool:
        """Keep a drill; give whether its id was free."""
        row = {
            "drill_id": new.drill_id,
            "text": new.text,
            "language": new.language,
            "at": microseconds(new.at),
            "by": new.by,
            "minutes": new.minutes,
            "found": new.found,
        }
        return self._connection.execute(_DRILL, row).rowcount == 1

    def list(self) -> Sequence[Drill]:
        """Give every drill, the oldest first."""
        asked = select(text_drill).order_by(text_drill.c.at, text_drill.c.drill_id)
        return [
            Drill(r.drill_id, r.text, r.language, instant_at(r.at), r.by, r.minutes, r.found)
            for r in self._connection.execute(asked)
        ]


def _taken(row: Row[Any]) -> Taken:
    said = json.loads(row.content)
    return Taken(
        BreachStep(row.step),
        instant_at(row.at),
        row.by,
        said["reason"],
        tuple(said["markets"]),
        tuple(said["tables"]),
        said["content"],
    )
