"""Plugs real things together: database, clock, chance. Nothing is built at import."""

import os
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from loyalty.access.key import APART_MAX
from loyalty.adapters.calling.webhook_post import WebhookPost
from loyalty.adapters.clock import MovedClock, SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.erasure_list import FileErasureList
from loyalty.adapters.history_clock import HistoryClock, PresentEntropy, nanoseconds
from loyalty.adapters.seal_keys import GivenKey, KeyFile, NotASealKey
from loyalty.adapters.surroundings.settings import SEAL_KEY_FILE, SettingError, Settings, settings_of
from loyalty.adoption.version import Person
from loyalty.database.engine import UnsupportedDatabaseError, open_engine
from loyalty.database.failures import TransientDatabaseError, is_out, lacks_tables, what_went_wrong
from loyalty.database.operating.copying import CopiedTable, copy_into
from loyalty.database.operating.vitals import Watch, seconds_behind
from loyalty.database.upgrade import OtherReleaseError, Standing, standing, upgrade
from loyalty.ledger.entry import Moved
from loyalty.unit_of_work import GroupedUnits, Units, UnitsOfReplica
from loyalty.use_cases.deeds.record_deed import record_deed
from loyalty.use_cases.erasing.show_unerased import restored, show_unerased
from loyalty.use_cases.held_secret import accept_secret, secret_in_use
from loyalty.use_cases.jobs.show_backlog import show_backlog
from loyalty.use_cases.list_programmes import list_programmes
from loyalty.use_cases.replay_history import World
from loyalty.use_cases.services import Clock, SealKeys, Services
from loyalty.vault.key import MasterKey

DEFAULT_MASTER_KEY_FILE = "var/master-key"
DEFAULT_SEAL_KEY_FILE = "var/seal-key.pem"
DEFAULT_ERASURES_FILE = Path("var/erasures")
_BESIDE = (".master-key", ".seal-key", ".erasures", "-wal")
SECRET_BYTES = 32
BOOKED_TOGETHER = 200
"""How many bookings of a history are made lasting together, so that the disk is not waited for each time."""

CLOCK_APART_MAX = APART_MAX
"""How far the clocks of this machine and of the database may be apart."""
JOBS_LATE = timedelta(hours=1)
"""How long a job may wait for a worker until that is said of the service."""


def settings_from(database: str | None = None) -> Settings:
    """Give the settings of the environment, and the database that is handed in. Raises SettingError."""
    return settings_of(os.environ, database)


def open_services(
    settings: Settings, clock: Clock | None = None, tell: Callable[[Moved], None] | None = None
) -> Services:
    """Give the services on a database that is up to date; raises where it is not (see ``prepare``).

    ``tell`` is told of each transaction that is lasting what points it moved.
    """
    engine = open_engine(settings.database, settings.limits)
    entropy = SystemEntropy()
    secret = _secret(settings.secret_file, entropy)
    master, seal_keys = _master(settings, entropy), _seal_keys(settings)
    erasures = FileErasureList(erasures_file(settings))
    return Services(
        Units(engine, tell),
        _clock(settings) if clock is None else clock,
        entropy,
        secret,
        master=master,
        seal_keys=seal_keys,
        erasures=erasures,
        post=WebhookPost(loopback=settings.webhooks_loopback),
    )


def goes_with_secret(settings: Settings) -> bool:
    """Give whether the database may be used with the secret that is here, or with a new one where none is."""
    services = open_for_looking(settings)
    with closing(services.units):
        return secret_in_use(services).allows(secret_here(settings))


def open_served(settings: Settings, tell: Callable[[Moved], None]) -> Services:
    """Give the services as `open_services` does, to answer by; a database in use gets no new secret.

    Raises SettingError where the database is used with another secret than the one that is here.
    """
    try:
        fits = goes_with_secret(settings)
    except (DBAPIError, TransientDatabaseError):
        if secret_here(settings) is None:
            raise
        fits = True  # a database that is out for now is answered for as always, and `health` looks again
    if not fits:
        raise SettingError(f"Nothing is served: {wrong_secret(settings)}.")
    return open_services(settings, tell=tell)


@dataclass(frozen=True, slots=True)
class Replica:
    """Services whose reads may be stale; ``behind`` says by how many seconds, None where nobody knows."""

    services: Services
    behind: Callable[[], int | None]


def open_replica(settings: Settings, services: Services) -> Replica | None:
    """Give the services on the replica that the settings name, None where they name none."""
    if settings.replica is None:
        return None
    copy = open_engine(settings.replica, settings.limits)
    units = UnitsOfReplica(open_engine(settings.database, settings.limits), copy)
    return Replica(replace(services, units=units), partial(seconds_behind, copy))


def replica_behind(settings: Settings) -> int | None:
    """Give how many seconds the replica that the settings name is behind, None where nobody knows."""
    if settings.replica is None:
        return None
    engine = open_engine(settings.replica, settings.limits)
    try:
        return seconds_behind(engine)
    finally:
        engine.dispose()


def open_world(settings: Settings) -> World:
    """Give the outside world of a replay on a database that is up to date."""
    entropy, clock = PresentEntropy(), HistoryClock()
    units = GroupedUnits(open_engine(settings.database), BOOKED_TOGETHER, nanoseconds)
    secret, master = _secret(settings.secret_file, entropy), _master(settings, entropy)
    services = Services(units, clock, entropy, secret, master=master)
    return World(services, clock, units, nanoseconds)


def restore_rows(
    source: Settings, target: Settings, seen: Callable[[int], None], by: Person, *, accept: bool = False
) -> list[CopiedTable]:
    """Copy a backup into an empty database, with the word that its erasures wait to be replayed, or nothing.

    With ``accept`` it is used with the secret that is here from then on. Raises TargetNotEmptyError,
    CopyDiffersError, SettingError.
    """
    entropy = SystemEntropy()
    with closing(GroupedUnits(open_engine(target.database), BOOKED_TOGETHER, nanoseconds)) as units, units:
        told = copy_into(source.database, units.connection(), seen)
        secret = _secret(target.secret_file, entropy) if accept else b""
        services = Services(units, SystemClock(), entropy, secret)
        record_deed(services, restored(sum(each.rows for each in told), by))
        if accept:
            accept_secret(services, by)
    return told


def listed_erasures(settings: Settings) -> list[str]:
    """Give the lines of the list of who was erased; none where there is no list. Raises OSError."""
    return FileErasureList(erasures_file(settings)).lines()


def erasures_file(settings: Settings) -> Path:
    """Give the file that lists who was erased: beside a database that is a file, else under ``var/``."""
    if settings.erasures_file is not None:
        return settings.erasures_file
    file = database_file(settings)
    return DEFAULT_ERASURES_FILE if file is None else file.with_name(f"{file.name}.erasures")


def prepare(settings: Settings) -> None:
    """Create the database where it is missing, its owner's alone, and bring its schema up to date."""
    file = database_file(settings)
    if file is not None:
        file.absolute().parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    elif settings.database.startswith("sqlite:"):
        raise UnsupportedDatabaseError(settings.database)  # without a file nothing would be kept
    upgrade(settings.database)


def schema_of(settings: Settings) -> Standing:
    """Give which step of the migrations the database stands at, and which this release needs."""
    return standing(settings.database)


def open_watch(settings: Settings) -> Watch:
    """Give what looks at the database for `health`."""
    return Watch(settings.database, settings.limits)


@dataclass(frozen=True, slots=True)
class Health:
    """Of each thing that serving needs whether it is there; how many seconds behind what waits is.

    What is late can be served beside: nothing that an answer says waits for a worker.
    """

    found: Mapping[str, bool]
    late: Mapping[str, int] = field(default_factory=dict)


def health(watch: Watch, services: Services) -> Health:
    """Look at database, tables, clock, secret, programmes, what a restore left to do, and jobs that wait."""
    seen = watch.look()
    if seen is None:
        return Health({"database": False})
    serves, clock = seen.schema.serves, seen.vitals.clock
    right = clock is None or abs(clock - SystemClock().now()) <= CLOCK_APART_MAX
    found = {"database": True, "schema": serves, "clock": right}
    if not serves:
        return Health({**found, "programme": False})
    waits = show_backlog(services).lag(services.clock.now())
    late = {"jobs": waits // timedelta(seconds=1)} if waits > JOBS_LATE else {}
    found["secret"] = secret_in_use(services).allows(services.secret)
    erased = show_unerased(services).since is None
    return Health({**found, "erasures": erased, "programme": bool(list_programmes(services))}, late)


def database_file(settings: Settings) -> Path | None:
    """Give the file of an SQLite database, None for a database that is no file."""
    name = make_url(settings.database).database if settings.database.startswith("sqlite:///") else None
    return Path(name) if name else None


def left_beside(settings: Settings) -> str | None:
    """Give a file that stands beside a database only once it was used, where the database is gone.

    A key in a file that a setting names may be there before.
    """
    file = database_file(settings)
    if file is None or file.exists():
        return None
    named = {settings.master_key_file, settings.seal_key_file, settings.erasures_file}
    beside = (file.with_name(f"{file.name}{ending}") for ending in _BESIDE)
    return next((str(each) for each in beside if each not in named and each.exists()), None)


def file_address(path: Path) -> str:
    """Give the address of a database in a file, whatever characters the file's name has."""
    return f"sqlite:///{quote(str(path))}"


def database_trouble(fault: Exception) -> str | None:
    """Give a sentence where settings or a database cannot be used; None for any other fault."""
    if isinstance(fault, SettingError):
        return str(fault)
    if isinstance(fault, NotASealKey):
        return f"The file with the key that seals, of {SEAL_KEY_FILE}, is not a private Ed25519 key in PEM."
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


def database_is_out(fault: Exception) -> bool:
    """Give whether a fault came of a database that cannot serve now; the same request may succeed later."""
    return is_out(fault)


def open_for_looking(settings: Settings) -> Services:
    """Give services that have no key and make none, for whoever only looks at what is there."""
    units = Units(open_engine(settings.database, settings.limits))
    return Services(units, _clock(settings), SystemEntropy(), b"")


def _clock(settings: Settings) -> Clock:
    ahead = timedelta(seconds=settings.clock_ahead)
    return MovedClock(ahead) if ahead else SystemClock()


def secret_here(settings: Settings) -> bytes | None:
    """Give the secret as it is here, None where it is still to be made."""
    return settings.secret_file.read_bytes() if settings.secret_file.is_file() else None


def wrong_secret(settings: Settings) -> str:
    """Say what is wrong where a database does not go with the secret that is here."""
    path = settings.secret_file
    if secret_here(settings) is None:
        return f"the database was used with a secret, and LOYALTY_SECRET_FILE has none: no file {path}"
    return f"the database was used with another secret than the one in LOYALTY_SECRET_FILE, {path}"


def secret_files(settings: Settings) -> dict[str, Path]:
    """Give where the secret, the master key and the key that seals are kept, of those that are in a file."""
    files = {"secret": settings.secret_file}
    if settings.master_key is None:
        files["master key"] = _master_file(settings)
    if settings.seal_key is None:
        files["seal key"] = _seal_file(settings)
    return files


def _master_file(settings: Settings) -> Path:
    database = database_file(settings)
    beside = DEFAULT_MASTER_KEY_FILE if database is None else f"{database}.master-key"
    return settings.master_key_file or Path(beside)


def _seal_file(settings: Settings) -> Path:
    database = database_file(settings)
    beside = DEFAULT_SEAL_KEY_FILE if database is None else f"{database}.seal-key"
    return settings.seal_key_file or Path(beside)


def _master(settings: Settings, entropy: SystemEntropy) -> MasterKey:
    """Give the key that wraps those of the members, made on first use. Raises SettingError."""
    if settings.master_key is not None:
        return MasterKey(settings.master_key)
    return MasterKey(_secret(_master_file(settings), entropy))


def _seal_keys(settings: Settings) -> SealKeys:
    """Give where the key is that signs; in a file it is made on first use. Raises SettingError."""
    if settings.seal_key is None:
        return KeyFile(_seal_file(settings))
    return GivenKey(settings.seal_key.encode())


def _secret(path: Path, entropy: SystemEntropy) -> bytes:
    """Read the secret, or make one that only its owner may read. Raises SettingError."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_secret(path, entropy)
    secret = path.read_bytes()
    if len(secret) != SECRET_BYTES:
        message = f"{path} is no secret: it has {len(secret)} bytes, not {SECRET_BYTES}."
        raise SettingError(message)
    return secret


def _make_secret(path: Path, entropy: SystemEntropy) -> None:
    """Let a whole secret appear at once; where another process is first, its secret stays."""
    draft = path.with_name(f"{path.name}.{entropy.bits(64).hex()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(entropy.bits(8 * SECRET_BYTES))
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
