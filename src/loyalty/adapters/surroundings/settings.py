"""Every setting there is, by name, and how the environment is read; nothing else reads it.

A secret comes from the environment or from a file that a setting ending in ``_FILE`` names, never
from a command's arguments. What is wrong is found all at once (`read_settings`); a command that
needs them stops at the first.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from loyalty.adapters.seal_keys import GivenKey, NotASealKey
from loyalty.database.engine import Limits, UnsupportedDatabaseError, address_of
from loyalty.kernel.refusal import Refusal
from loyalty.privacy.view import Reason, reason_of
from loyalty.vault.key import KEY_BYTES

PREFIX = "LOYALTY_"
FILE = "_FILE"
DATABASE = "LOYALTY_DATABASE"
REPLICA = "LOYALTY_REPLICA"
SECRET_FILE = "LOYALTY_SECRET_FILE"  # noqa: S105 - the name of a setting, not a secret
MASTER_KEY = "LOYALTY_MASTER_KEY"
MASTER_KEY_FILE = "LOYALTY_MASTER_KEY_FILE"
SEAL_KEY = "LOYALTY_SEAL_KEY"
SEAL_KEY_FILE = "LOYALTY_SEAL_KEY_FILE"
ERASURES_FILE = "LOYALTY_ERASURES_FILE"
REASON = "LOYALTY_REASON"
CLOCK_AHEAD = "LOYALTY_CLOCK_AHEAD"
WEBHOOKS_LOOPBACK = "LOYALTY_WEBHOOKS_LOOPBACK"
ALLOWED = "allowed"
WORKERS = "LOYALTY_WORKERS"
THREADS = "LOYALTY_THREADS"
PER_MINUTE = "LOYALTY_REQUESTS_PER_MINUTE"
WRONG_KEYS = "LOYALTY_WRONG_KEYS_PER_MINUTE"
PUBLIC_URL = "LOYALTY_PUBLIC_URL"
HOSTS = "LOYALTY_HOSTS"
PROXIES = "LOYALTY_PROXIES"
POOL_SIZE = "LOYALTY_POOL_SIZE"
CONNECT_SECONDS = "LOYALTY_CONNECT_SECONDS"
STATEMENT_MS = "LOYALTY_STATEMENT_MS"
LOCK_MS = "LOYALTY_LOCK_MS"
IDLE_MS = "LOYALTY_IDLE_MS"

DEFAULT_DATABASE = "sqlite:///var/loyalty.db"
DEFAULT_SECRET_FILE = "var/secret"  # noqa: S105 - a path
_HEXADECIMAL = re.compile(rf"[0-9a-f]{{{2 * KEY_BYTES}}}", re.ASCII)
_WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:]{2,45}\]"
_HOST = re.compile(_NAME, re.ASCII)
_PUBLIC = re.compile(rf"http(?P<tls>s)?://(?P<name>{_NAME})(?::[0-9]{{1,5}})?/?", re.ASCII | re.IGNORECASE)
_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})
HOUR_MS = 3_600_000
# Settings that are whole numbers: from, to, and what holds without them.
NUMBERS: dict[str, tuple[int, int, int]] = {
    CLOCK_AHEAD: (-999_999_999, 999_999_999, 0),
    WORKERS: (1, 64, 2),
    THREADS: (1, 256, 8),
    PER_MINUTE: (1, 10_000_000, 60_000),
    WRONG_KEYS: (1, 100_000, 60),
    PROXIES: (0, 10, 0),
    POOL_SIZE: (1, 500, 8),
    CONNECT_SECONDS: (1, 120, 5),
    STATEMENT_MS: (0, HOUR_MS, 30_000),
    LOCK_MS: (0, HOUR_MS, 2_000),
    IDLE_MS: (0, HOUR_MS, 60_000),
}
SETTINGS = (
    DATABASE,
    DATABASE + FILE,
    REPLICA,
    REPLICA + FILE,
    SECRET_FILE,
    MASTER_KEY,
    MASTER_KEY_FILE,
    SEAL_KEY,
    SEAL_KEY_FILE,
    ERASURES_FILE,
    REASON,
    WEBHOOKS_LOOPBACK,
    PUBLIC_URL,
    HOSTS,
    *NUMBERS,
)
"""Every name that is read; docs/operator.md has a row for each."""


class SettingError(ValueError):
    """A setting cannot be used; the message says which one and why."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one setting, and what to do; a secret is not repeated."""

    setting: str
    message: str
    remedy: str

    def sentence(self) -> str:
        """Give both in one line."""
        return f"{self.setting}: {self.message}; {self.remedy}."


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the database is, and the file with the secret that keys the hashes of references.

    ``clock_ahead`` is how many seconds the clock is moved, 0 but for demonstrations. The key that
    wraps those of the members is ``master_key``, without it the one in ``master_key_file``, without
    that the one beside a database that is a file. The key that signs what is sealed is found alike.
    ``erasures_file`` lists who was erased. ``replica`` is a copy for reads that may be stale.
    ``workers`` processes serve with ``threads`` each and
    let a key ask ``requests_per_minute`` times, and an address be wrong ``wrong_keys_per_minute`` times.
    ``webhooks_loopback``: endpoints of webhooks may be on this machine, for development. Clients ask
    under ``public_url`` (no slash at its end) and by the names of ``hosts``, which that one's is one of;
    without either by any. So many ``proxies`` stand before the service.
    """

    database: str
    secret_file: Path
    clock_ahead: int = 0
    master_key: bytes | None = field(default=None, repr=False)
    master_key_file: Path | None = None
    seal_key: str | None = field(default=None, repr=False)
    seal_key_file: Path | None = None
    erasures_file: Path | None = None
    replica: str | None = field(default=None, repr=False)
    workers: int = NUMBERS[WORKERS][2]
    threads: int = NUMBERS[THREADS][2]
    requests_per_minute: int = NUMBERS[PER_MINUTE][2]
    limits: Limits = field(default_factory=Limits)
    webhooks_loopback: bool = False
    wrong_keys_per_minute: int = NUMBERS[WRONG_KEYS][2]
    proxies: int = NUMBERS[PROXIES][2]
    public_url: str | None = None
    hosts: frozenset[str] = frozenset()


def settings_of(environment: Mapping[str, str], database: str | None = None) -> Settings:
    """Give the settings: what is handed in, else the environment, else the defaults under ``var/``.

    Raises SettingError at the first thing that is wrong.
    """
    found, troubles = read_settings(environment, database)
    wrong = [each for each in troubles if each.setting in SETTINGS]  # a name nobody knows stops nothing
    if wrong:
        raise SettingError(wrong[0].sentence())
    return found


def read_settings(
    environment: Mapping[str, str], database: str | None = None
) -> tuple[Settings, tuple[Trouble, ...]]:
    """Give the settings, with a default in the place of what is wrong, and everything that is wrong."""
    reading = _Reading(environment)
    address = database if database is not None else reading.address(DATABASE)
    numbers = {name: reading.number(name) for name in NUMBERS}
    public_url = reading.public_url()
    settings = Settings(
        address or DEFAULT_DATABASE,
        reading.path(SECRET_FILE) or Path(DEFAULT_SECRET_FILE),
        numbers[CLOCK_AHEAD],
        reading.master_key(),
        reading.path(MASTER_KEY_FILE),
        reading.seal_key(),
        reading.path(SEAL_KEY_FILE),
        reading.path(ERASURES_FILE),
        reading.address(REPLICA),
        numbers[WORKERS],
        numbers[THREADS],
        numbers[PER_MINUTE],
        Limits(*(numbers[name] for name in (POOL_SIZE, CONNECT_SECONDS, STATEMENT_MS, LOCK_MS, IDLE_MS))),
        reading.loopback(),
        numbers[WRONG_KEYS],
        numbers[PROXIES],
        public_url,
        reading.hosts(public_url),
    )
    reading.reason()
    reading.unknown()
    return _together(settings, reading), tuple(reading.troubles)


def _together(settings: Settings, reading: "_Reading") -> Settings:
    """Find what does not go together."""
    if settings.replica is not None and settings.database.startswith("sqlite:"):
        reading.wrong(
            REPLICA, "the database is a file and has no replica", f"leave it out, or set {DATABASE}"
        )
        return replace(settings, replica=None)
    return settings


class _Reading:
    """Reads one setting after the other and keeps what is wrong."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.troubles: list[Trouble] = []

    def wrong(self, setting: str, message: str, remedy: str) -> None:
        """Keep a trouble."""
        self.troubles.append(Trouble(setting, message, remedy))

    def address(self, name: str) -> str | None:
        """Give a database's address, of the environment or of a file that holds a secret."""
        given, file = self._environment.get(name), self._environment.get(name + FILE)
        if given is not None and file is not None:
            self.wrong(name, f"is given twice, by {name + FILE} too", "leave one of the two out")
        if given is None and file:
            given = self._first_line(name + FILE, Path(file))
        if given is None:
            return None
        try:
            return address_of(given)
        except UnsupportedDatabaseError:
            self.wrong(
                name,
                "is not the address of a database",
                "write sqlite:///FILE or postgresql+psycopg://NAME@HOST/DATABASE",
            )
        return None

    def number(self, name: str) -> int:
        """Give a whole number between its bounds."""
        least, most, without = NUMBERS[name]
        given = self._environment.get(name)
        if given is None:
            return without
        if _WHOLE.fullmatch(given) and least <= int(given) <= most:
            return int(given)
        self.wrong(name, f"`{given[:40]}` is not a whole number from {least} to {most}", "write digits only")
        return without

    def path(self, name: str) -> Path | None:
        """Give a path that is set."""
        given = self._environment.get(name)
        return Path(given) if given else None

    def master_key(self) -> bytes | None:
        """Give the key of hexadecimal digits."""
        given = self._environment.get(MASTER_KEY)
        if given is None:
            return None
        if _HEXADECIMAL.fullmatch(given):
            return bytes.fromhex(given)
        digits = f"is not {2 * KEY_BYTES} hexadecimal digits"
        self.wrong(MASTER_KEY, digits, "give the key as it was made, in small letters")
        return None

    def seal_key(self) -> str | None:
        """Give the key in PEM."""
        given = self._environment.get(SEAL_KEY)
        if given is None:
            return None
        try:
            GivenKey(given.encode())
        except NotASealKey:
            made = "openssl genpkey -algorithm ed25519 makes one"
            self.wrong(SEAL_KEY, "is not a private Ed25519 key in PEM", made)
            return None
        return given

    def reason(self) -> None:
        """Look at why the operator looks at members."""
        given = self._environment.get(REASON)
        try:
            reason_of(given if given is not None else str(Reason.MAINTENANCE))
        except Refusal:
            self.wrong(REASON, f"`{(given or '')[:40]}` is no reason", f"write one of {', '.join(Reason)}")

    def loopback(self) -> bool:
        """Give whether endpoints of webhooks may be on this machine."""
        given = self._environment.get(WEBHOOKS_LOOPBACK)
        if given not in {None, "", ALLOWED}:
            self.wrong(
                WEBHOOKS_LOOPBACK, f"`{str(given)[:40]}` is not `{ALLOWED}`", "write that, or leave it out"
            )
        return given == ALLOWED

    def public_url(self) -> str | None:
        """Give the address under which clients ask: https, and nothing behind the host."""
        given = self._environment.get(PUBLIC_URL)
        if not given:
            return None
        if (found := _PUBLIC.fullmatch(given)) is None or not (found["tls"] or found["name"] in _HERE):
            self.wrong(
                PUBLIC_URL,
                "is not the https address of a host",
                "write https://NAME or https://NAME:PORT, without anything behind",
            )
            return None
        return given.rstrip("/").lower()

    def hosts(self, public_url: str | None) -> frozenset[str]:
        """Give the names by which the service may be asked, that of its address among them."""
        given = [each.strip().lower() for each in self._environment.get(HOSTS, "").split(",")]
        for each in given:
            if each and not _HOST.fullmatch(each):
                self.wrong(
                    HOSTS, f"`{each[:40]}` is not the name of a host", "write names, a comma between two"
                )
        known = frozenset(each for each in given if _HOST.fullmatch(each))
        of_address = None if public_url is None else _PUBLIC.fullmatch(public_url)
        return known if of_address is None else known | {of_address["name"]}

    def unknown(self) -> None:
        """Find names that begin like ours and are none."""
        for name in sorted(self._environment):
            if name.startswith(PREFIX) and name not in SETTINGS:
                near = get_close_matches(name, SETTINGS, 1)
                self.wrong(
                    name, "there is no such setting", f"did you mean {near[0]}" if near else "leave it out"
                )

    def _first_line(self, name: str, path: Path) -> str | None:
        try:
            return path.read_text(encoding="utf-8").split("\n", 1)[0].strip()
        except (OSError, UnicodeDecodeError):
            self.wrong(name, f"the file {path} cannot be read", "name a text file that this account may read")
            return None
