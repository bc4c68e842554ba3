"""Rows of standings and movements."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Table, bindparam, func, select

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.kernel.period import Period
from loyalty.tiers.movement import Movement
from loyalty.tiers.standing import Standing

standing = Table(
    "standing",
    metadata,
    number("member_id", key=True),
    word("programme", key=True),
    word("tier"),
    number("since"),
    number("until", optional=True),
    sqlite_with_rowid=False,
)
# Append-only: a trigger refuses changes, see the migration.
movement = Table(
    "movement",
    metadata,
    number("member_id", key=True),
    word("programme", key=True),
    number("moved_at", key=True),
    word("to_tier", key=True),
    word("from_tier"),
    number("spend"),
    number("needed"),
    number("window_start"),
    number("window_end"),
    sqlite_with_rowid=False,
)

_STANDING = select(standing).where(
    standing.c.member_id == bindparam("member"), standing.c.programme == bindparam("of_programme")
)
_SET = insert_row(standing)
_KEEP = _SET.on_conflict_do_update(
    index_elements=["member_id", "programme"],
    set_={"tier": _SET.excluded.tier, "since": _SET.excluded.since, "until": _SET.excluded.until},
)
_MOVE = insert_row(movement)
_MOVEMENTS = (
    select(movement)
    .where(movement.c.member_id == bindparam("member"), movement.c.programme == bindparam("of_programme"))
    .order_by(movement.c.moved_at)
)
_DUE = (
    select(standing.c.member_id, standing.c.programme)
    .where(standing.c.until <= bindparam("now"))
    .order_by(standing.c.until)
    .limit(bindparam("limit"))
)
_COUNTS = (
    select(standing.c.tier, func.count().label("members"))
    .where(standing.c.programme == bindparam("of_programme"))
    .group_by(standing.c.tier)
)


class TierStore:
    """Standings of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standing(self, member_id: MemberId, programme: str) -> Standing | None:
        """Give the standing last kept, or None; `standing_at` brings it up to an instant."""
        row = self._connection.execute(_STANDING, _of(member_id, programme)).one_or_none()
        if row is None:
            return None
        until = None if row.until is None else instant_at(row.until)
        return Standing(row.tier, instant_at(row.since), until)

    def keep(
        self, member_id: MemberId, programme: str, now: Standing, movements: Iterable[Movement] = ()
    ) -> None:
        """Keep a standing over the former one, and add the movements that led to it."""
        until = None if now.until is None else microseconds(now.until)
        row = {"tier": now.tier, "since": microseconds(now.since), "until": until}
        self._connection.execute(_KEEP, {"member_id": member_id, "programme": programme} | row)
        moved = [
            {
                "member_id": member_id,
                "programme": programme,
                "moved_at": microseconds(each.at),
                "to_tier": each.to_tier,
                "from_tier": each.from_tier,
                "spend": each.spend,
                "needed": each.needed,
                "window_start": microseconds(each.window.start),
                "window_end": microseconds(each.window.end),
            }
            for each in movements
        ]
        if moved:
            self._connection.execute(_MOVE, moved)

    def movements(self, member_id: MemberId, programme: str) -> list[Movement]:
        """Give every change of tier, oldest first."""
        return [
            Movement(
                from_tier=row.from_tier,
                to_tier=row.to_tier,
                at=instant_at(row.moved_at),
                spend=row.spend,
                needed=row.needed,
                window=Period(instant_at(row.window_start), instant_at(row.window_end)),
            )
            for row in self._connection.execute(_MOVEMENTS, _of(member_id, programme))
        ]

    def due(self, now: datetime, limit: int) -> list[tuple[MemberId, str]]:
        """Give up to ``limit`` members, each with the programme, whose standing ran out by ``now``."""
        found = self._connection.execute(_DUE, {"now": microseconds(now), "limit": limit})
        return [(row.member_id, row.programme) for row in found]

    def counts(self, programme: str) -> dict[str, int]:
        """Give how many members hold each tier, by what was last kept."""
        found = self._connection.execute(_COUNTS, {"of_programme": programme})
        return {row.tier: int(row.members) for row in found}


def _of(member_id: MemberId, programme: str) -> dict[str, int | str]:
    return {"member": member_id, "of_programme": programme}
