"""Plugs real things together: database, clock, chance. Nothing is built at import."""

import os
from dataclasses import dataclass
from pathlib import Path

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.database.upgrade import upgrade
from loyalty.unit_of_work import Units
from loyalty.use_cases.services import Clock, Services

DATABASE = "LOYALTY_DATABASE"
SECRET_FILE = "LOYALTY_SECRET_FILE"  # noqa: S105 - the name of a setting, not a secret
DEFAULT_DATABASE = "sqlite:///var/loyalty.db"
DEFAULT_SECRET_FILE = "var/secret"  # noqa: S105 - a path
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the database is, and the file with the secret that keys the hashes of references."""

    database: str
    secret_file: Path


def settings_from(database: str | None = None) -> Settings:
    """Give the settings: what is handed in, else the environment, else the defaults under ``var/``."""
    url = database or os.environ.get(DATABASE, DEFAULT_DATABASE)
    return Settings(url, Path(os.environ.get(SECRET_FILE, DEFAULT_SECRET_FILE)))


def open_services(settings: Settings, clock: Clock | None = None) -> Services:
    """Give the services on a database that is up to date; raises where it is not (see ``prepare``)."""
    engine = open_engine(settings.database)
    entropy = SystemEntropy()
    return Services(Units(engine), clock or SystemClock(), entropy, _secret(settings.secret_file, entropy))


def prepare(settings: Settings) -> None:
    """Create the database where it is missing and bring its schema up to date."""
    if settings.database.startswith("sqlite:///"):
        Path(settings.database.removeprefix("sqlite:///")).absolute().parent.mkdir(parents=True, exist_ok=True)
    upgrade(settings.database)


def _secret(path: Path, entropy: SystemEntropy) -> bytes:
    """Read the secret, or make one that only its owner may read."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = entropy.bits(8 * SECRET_BYTES)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
    return path.read_bytes()
