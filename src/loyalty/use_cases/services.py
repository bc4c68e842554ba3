"""What every use case is handed: units of work, the clock, chance, and compiled programmes."""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol, TypeVar

from loyalty.database.failures import TransientDatabaseError
from loyalty.database.turnstile import Turns
from loyalty.decision.programme import Programme, compile_programme
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import InvariantBroken
from loyalty.language.shapes import wallets
from loyalty.ledger.desk import Recording
from loyalty.seals.keys import Signer
from loyalty.unit_of_work import UnitOfWork, Units
from loyalty.use_cases.refusals import UnknownProgramme
from loyalty.vault.key import MasterKey
from loyalty.webhooks.delivery import Message, Outcome

POINTS = wallets.POINTS
"""The wallet that orders earn into and are paid from."""

AHEAD_MAX = timedelta(seconds=5)
"""How far a till's clock may be ahead of ours."""

TRIES_MAX = 40
TRIED_FOR = timedelta(seconds=20)
"""How long a write is tried again while others are first: a caller who waits longer has gone away."""
PAUSE_MS = 4
TURN_MS = 1_000
"""How long somebody waits at most until others of this process are done with the same member."""

Result = TypeVar("Result")


class Clock(Protocol):
    """Where the present instant comes from."""

    def now(self) -> datetime:
        """Give the present UTC instant."""

    def pause(self, milliseconds: int) -> None:
        """Wait."""


class Entropy(Protocol):
    """Where chance comes from."""

    def below(self, limit: int) -> int:
        """Give a random whole number from 0 to ``limit`` - 1."""

    def new_id(self, at: datetime) -> int:
        """Give a new id that sorts by ``at``."""

    def ids(self, at: datetime) -> Callable[[], int]:
        """Give a source of rising ids."""

    def bits(self, count: int) -> bytes:
        """Give random bits as bytes."""


class Post(Protocol):
    """What sends messages to endpoints; ``loopback`` says whether this machine itself may be called."""

    loopback: bool

    def send(self, messages: Sequence[Message]) -> list[Future[Outcome]]:
        """Begin to send each message, and give at once where it will stand what came of it."""


class SealKeys(Protocol):
    """Where the private key is that signs what is sealed."""

    def current(self) -> Signer:
        """Give the key that signs now."""

    def renew(self) -> bool:
        """Put a new key in its place; give whether that can be done here."""


class ErasureList(Protocol):
    """Where it is written, outside the database, who was erased: for after a restore of an older one."""

    def add(self, line: str) -> None:
        """Write a line that is not there yet."""


class NoErasureList:
    """A list that nobody keeps."""

    def add(self, line: str) -> None:
        """Write nothing."""


class NoPost:
    """Sends nothing: where no endpoint is called."""

    loopback = False

    def send(self, messages: Sequence[Message]) -> list[Future[Outcome]]:
        """Give that nothing was sent."""
        found: list[Future[Outcome]] = [Future() for _ in messages]
        for each in found:
            each.set_result(Outcome(fault="not-sent"))
        return found


class Programmes:
    """Compiled programmes by digest; a digest is compiled once in the life of the process."""

    def __init__(self) -> None:
        """Start empty."""
        self._compiled: dict[str, Programme] = {}
        self._checks: dict[str, str | None] = {}
        self._lock = Lock()

    def of_source(self, digest: str, source: Mapping[str, str]) -> Programme:
        """Give the programme of an adopted source."""
        known = self._compiled.get(digest)
        if known is None:
            compiled = compile_programme(source).programme
            if compiled is None or compiled.digest != digest:
                message = f"the adopted programme {digest} does not compile to its digest"
                raise InvariantBroken(message)
            with self._lock:
                known = self._compiled.setdefault(digest, compiled)
        return known

    def compiled(self, digest: str) -> Programme | None:
        """Give the programme of a digest where this process has compiled it before."""
        return self._compiled.get(digest)

    def by_digest(self, unit: UnitOfWork, digest: str) -> Programme:
        """Give the programme adopted under ``digest``. Raises UnknownProgramme."""
        if digest in self._checks and digest in self._compiled:
            return self._compiled[digest]
        version = unit.adoption.load(digest)
        if version is None:
            raise UnknownProgramme
        programme = self.of_source(digest, json.loads(version.source))
        self._checks[digest] = version.checks
        return programme

    def checks(self, digest: str) -> str | None:
        """Give which checks ran when an adopted version that was loaded was adopted first, as it is kept."""
        return self._checks.get(digest)

    def in_force(self, unit: UnitOfWork, name: str, at: datetime) -> Programme:
        """Give the version of a programme that binds at ``at``. Raises UnknownProgramme."""
        digest = unit.adoption.digest_in_force(name, at)
        if digest is None:
            raise _unbound(unit, name)
        return self.by_digest(unit, digest)


def _unbound(unit: UnitOfWork, name: str) -> UnknownProgramme:
    """Give the refusal of a programme that does not bind; of one whose first version begins later, when."""
    detail, starts = "No version of this programme binds at this time", unit.adoption.starts(name)
    if not starts:
        return UnknownProgramme(f"{detail}.", programme=name[:64])
    first = starts[0][0].isoformat().replace("+00:00", "Z")
    return UnknownProgramme(f"{detail}; the first one binds from {first}.", programme=name[:64], first=first)


@dataclass(frozen=True, slots=True)
class Services:
    """The outside world of a use case. ``secret`` keys the hashes of references.

    ``master`` wraps the keys of members; without it nothing of the vault can be read or kept.
    ``seal_keys`` sign what is told; without them nothing is sealed.
    ``tries`` is how often a write is tried in all while others are first: once within another's
    transaction, which has to be tried again as a whole. ``tells`` is whether somebody is told what
    is decided: its explanation is made then and there, and kept as it was told. ``erasures`` is the
    list of who was erased, outside the database. ``post`` calls the endpoints of webhooks.
    """

    units: Units
    clock: Clock
    entropy: Entropy
    secret: bytes
    programmes: Programmes = field(default_factory=Programmes)
    tries: int = TRIES_MAX
    master: MasterKey | None = None
    tells: bool = True
    seal_keys: SealKeys | None = None
    erasures: ErasureList = field(default_factory=NoErasureList)
    post: Post = field(default_factory=NoPost)
    turns: Turns = field(default_factory=Turns)

    def recording(self) -> Recording:
        """Give the present instant and a source of ids for what is booked now."""
        now = self.clock.now()
        return Recording(now, self.entropy.ids(now), tells=self.tells)


def retrying(services: Services, attempt: Callable[[], Result], member: MemberId | None = None) -> Result:
    """Run ``attempt`` again, after a random pause, while another writer was first or the database asks.

    Nothing has been changed when it is run again. After the last try, and after the first that ends
    when the time for all of them is over, its signal is raised. Threads of this process that name the
    same ``member`` take turns, so that none of them decides on what another is about to change.
    """
    if member is None or services.tries == 1:
        return _retried(services, attempt)
    with services.turns.taken(member, TURN_MS):
        return _retried(services, attempt)


def _retried(services: Services, attempt: Callable[[], Result]) -> Result:
    until = services.clock.now() + TRIED_FOR
    for tried in range(1, services.tries):
        try:
            return attempt()
        except (DecideAgain, TransientDatabaseError):
            if services.clock.now() >= until:
                raise
            services.clock.pause(1 + services.entropy.below(PAUSE_MS * min(tried, 25)))
    return attempt()
