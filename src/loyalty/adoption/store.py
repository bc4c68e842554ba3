"""Rows of adopted programme versions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, Row, Table, Text, bindparam, select

from loyalty.adoption.version import ProgrammeVersion
from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.instant import instant_at, microseconds

programme_version = Table(
    "programme_version",
    metadata,
    word("programme", key=True),
    word("digest", key=True),
    Column("source", Text, nullable=False),
    number("adopted_at"),
    number("binds_from"),
)

_ADD = insert_row(programme_version).on_conflict_do_nothing()
_LOAD = select(programme_version).where(programme_version.c.digest == bindparam("of_digest"))
_OF = select(programme_version).where(programme_version.c.programme == bindparam("of_programme"))
_IN_FORCE = (
    _OF.where(programme_version.c.binds_from <= bindparam("at"))
    .order_by(programme_version.c.binds_from.desc(), programme_version.c.adopted_at.desc())
    .limit(1)
)
_ALL = select(programme_version).order_by(
    programme_version.c.programme, programme_version.c.binds_from, programme_version.c.adopted_at
)
_STARTS = (
    select(programme_version.c.binds_from, programme_version.c.digest)
    .where(programme_version.c.programme == bindparam("of_programme"))
    .order_by(programme_version.c.binds_from, programme_version.c.adopted_at)
)


class AdoptionStore:
    """Programme versions of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, version: ProgrammeVersion) -> bool:
        """Adopt a version; False, and no change, where the programme has this digest already."""
        row = {
            "programme": version.programme,
            "digest": version.digest,
            "source": version.source,
            "adopted_at": microseconds(version.adopted_at),
            "binds_from": microseconds(version.binds_from),
        }
        return self._connection.execute(_ADD, row).rowcount == 1

    def load(self, digest: str) -> ProgrammeVersion | None:
        """Give the version of this digest, or None."""
        row = self._connection.execute(_LOAD, {"of_digest": digest}).first()
        return None if row is None else _version(row)

    def in_force(self, programme: str, at: datetime) -> ProgrammeVersion | None:
        """Give the version that binds at ``at``: the latest to begin, then the latest adopted; or None."""
        asked = {"of_programme": programme, "at": microseconds(at)}
        row = self._connection.execute(_IN_FORCE, asked).one_or_none()
        return None if row is None else _version(row)

    def starts(self, programme: str) -> Sequence[tuple[datetime, str]]:
        """Give when each version of a programme begins to bind, with its digest; the last one begun binds."""
        found = self._connection.execute(_STARTS, {"of_programme": programme})
        return [(instant_at(row.binds_from), row.digest) for row in found]

    def list(self) -> list[ProgrammeVersion]:
        """Give every version of every programme, by programme and then by when it begins to bind."""
        return [_version(row) for row in self._connection.execute(_ALL)]


def _version(row: Row[tuple[object, ...]]) -> ProgrammeVersion:
    return ProgrammeVersion(
        programme=row.programme,
        digest=row.digest,
        source=row.source,
        adopted_at=instant_at(row.adopted_at),
        binds_from=instant_at(row.binds_from),
    )
