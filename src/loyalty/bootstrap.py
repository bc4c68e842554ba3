"""Plugs real things together: database, clock, chance. Nothing is built at import."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy.exc import ArgumentError, DBAPIError

from loyalty.adapters.clock import MovedClock, SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.history_clock import HistoryClock, PresentEntropy, nanoseconds
from loyalty.database.engine import UnsupportedDatabaseError, open_engine
from loyalty.database.failures import TransientDatabaseError, lacks_tables, what_went_wrong
from loyalty.database.upgrade import OtherReleaseError, Standing, standing, upgrade
from loyalty.unit_of_work import GroupedUnits, Units
from loyalty.use_cases.replay_history import World
from loyalty.use_cases.services import Clock, Services

DATABASE = "LOYALTY_DATABASE"
CLOCK_AHEAD = "LOYALTY_CLOCK_AHEAD"
SECRET_FILE = "LOYALTY_SECRET_FILE"  # noqa: S105 - the name of a setting, not a secret
DEFAULT_DATABASE = "sqlite:///var/loyalty.db"
DEFAULT_SECRET_FILE = "var/secret"  # noqa: S105 - a path
SECRET_BYTES = 32
BOOKED_TOGETHER = 200
"""How many bookings of a history are made lasting together, so that the disk is not waited for each time."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the database is, and the file with the secret that keys the hashes of references.

    ``clock_ahead`` is how many seconds the clock is moved, 0 but for demonstrations.
    """

    database: str
    secret_file: Path
    clock_ahead: int = 0


def settings_from(database: str | None = None) -> Settings:
    """Give the settings: what is handed in, else the environment, else the defaults under ``var/``."""
    url = database or os.environ.get(DATABASE, DEFAULT_DATABASE)
    secret_file = Path(os.environ.get(SECRET_FILE, DEFAULT_SECRET_FILE))
    return Settings(url, secret_file, int(os.environ.get(CLOCK_AHEAD, "0")))


def open_services(settings: Settings, clock: Clock | None = None) -> Services:
    """Give the services on a database that is up to date; raises where it is not (see ``prepare``)."""
    engine = open_engine(settings.database)
    entropy = SystemEntropy()
    if clock is None:
        ahead = timedelta(seconds=settings.clock_ahead)
        clock = MovedClock(ahead) if ahead else SystemClock()
    return Services(Units(engine), clock, entropy, _secret(settings.secret_file, entropy))


def open_world(settings: Settings) -> World:
    """Give the outside world of a replay on a database that is up to date."""
    entropy, clock = PresentEntropy(), HistoryClock()
    units = GroupedUnits(open_engine(settings.database), BOOKED_TOGETHER, nanoseconds)
    services = Services(units, clock, entropy, _secret(settings.secret_file, entropy))
    return World(services, clock, units, nanoseconds)


def prepare(settings: Settings) -> None:
    """Create the database where it is missing and bring its schema up to date."""
    if settings.database.startswith("sqlite:///"):
        Path(settings.database.removeprefix("sqlite:///")).absolute().parent.mkdir(
            parents=True, exist_ok=True
        )
    upgrade(settings.database)


def schema_of(settings: Settings) -> Standing:
    """Give which step of the migrations the database stands at, and which this release needs."""
    return standing(settings.database)


def database_file(settings: Settings) -> Path | None:
    """Give the file of an SQLite database, None for a database that is no file."""
    name = settings.database.removeprefix("sqlite:///")
    return Path(name) if settings.database.startswith("sqlite:///") and name else None


def database_trouble(fault: Exception) -> str | None:
    """Give a sentence where a database cannot be reached, read or understood; None for any other fault."""
    if isinstance(fault, UnsupportedDatabaseError | ArgumentError):
        return (
            "The database's address is not understood; "
            "write `sqlite:///FILE` or `postgresql+psycopg://NAME@HOST/DATABASE`."
        )
    if isinstance(fault, TransientDatabaseError):
        return "The database is busy; try again."
    if isinstance(fault, OtherReleaseError):
        return "The database belongs to another release of this program."
    if isinstance(fault, DBAPIError):
        if lacks_tables(fault):
            return "The database lacks the tables of this release; run `loyalty db upgrade`."
        return what_went_wrong(fault)
    return None


def _secret(path: Path, entropy: SystemEntropy) -> bytes:
    """Read the secret, or make one that only its owner may read."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = entropy.bits(8 * SECRET_BYTES)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
    return path.read_bytes()
