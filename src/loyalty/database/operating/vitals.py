"""What a database says of itself: its kind and version, its clock, how it keeps what was committed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from loyalty.database.engine import Limits, open_engine
from loyalty.database.upgrade import Standing, head, standing_of

# What of PostgreSQL's settings decides whether a commit is kept, and how long a statement may wait.
_ASKED = (
    "fsync",
    "full_page_writes",
    "synchronous_commit",
    "default_transaction_read_only",
    "max_connections",
    "server_version",
)


@dataclass(frozen=True, slots=True)
class Vitals:
    """A database as it answered: ``clock`` is its own, None where it has none but this machine's.

    ``settings`` are named as the database names them. ``connections`` is how many are open now,
    ``closed`` to how many tables this account may not add rows.
    """

    kind: str
    settings: Mapping[str, str]
    clock: datetime | None = None
    connections: int | None = None
    closed: int = 0


def vitals(engine: Engine) -> Vitals:
    """Ask a database how it is. Raises DBAPIError where it cannot be reached."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            return Vitals("sqlite", _of_sqlite(connection))
        return _of_postgresql(connection)


def _of_sqlite(connection: Connection) -> dict[str, str]:
    asked = ("journal_mode", "synchronous", "foreign_keys")
    found = {name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in asked}
    return {**found, "server_version": str(connection.exec_driver_sql("SELECT sqlite_version()").scalar())}


_CLOSED = """
    SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p') AND nspname = current_schema()
        AND relname <> 'alembic_version' AND NOT has_table_privilege(pg_class.oid, 'INSERT')
"""


def _of_postgresql(connection: Connection) -> Vitals:
    settings = {name: str(connection.exec_driver_sql(f"SHOW {name}").scalar()) for name in _ASKED}
    clock: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    count = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
    connections = int(connection.exec_driver_sql(count).scalar_one())
    closed = int(connection.exec_driver_sql(_CLOSED).scalar_one())
    return Vitals("postgresql", settings, clock.astimezone(UTC), connections, closed)


_BEHIND = """
    SELECT CASE
        WHEN NOT pg_is_in_recovery() THEN 0
        WHEN NOT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE pid IS NOT NULL) THEN NULL
        WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
        ELSE ceil(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()))
    END::bigint
"""


def seconds_behind(replica: Engine) -> int | None:
    """Give how many seconds a replica is behind, rounded up; None where that cannot be known.

    What it received and has not yet replayed counts. One that receives nothing any more does not know
    what it lacks; of a line that went dead it hears after `wal_receiver_timeout`, a minute as shipped.
    """
    try:
        with replica.connect() as connection:
            found = connection.exec_driver_sql(_BEHIND).scalar()
    except DBAPIError:
        return None
    return None if found is None else int(found)


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look at a database found: the step it stands at, and how it is."""

    schema: Standing
    vitals: Vitals


class Watch:
    """Looks at one database again and again, on a connection of its own."""

    def __init__(self, url: str, limits: Limits) -> None:
        """Look at the database of an address. Raises UnsupportedDatabaseError."""
        self._engine, self._needed = open_engine(url, limits), head()

    def look(self) -> Looked | None:
        """Give how the database is, None where it cannot be reached."""
        try:
            return Looked(standing_of(self._engine, self._needed), vitals(self._engine))
        except DBAPIError:
            return None

    def close(self) -> None:
        """Close its connection."""
        self._engine.dispose()
