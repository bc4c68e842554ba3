"""With which secret a database is used: what is found by a keyed hash is found with that one only."""

import hmac
from dataclasses import dataclass
from typing import Final

from loyalty.adoption.version import Person
from loyalty.deeds.deed import DeedsAsked, What
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.deeds.keeping import COMMAND_LINE, Done, keep_deed
from loyalty.use_cases.services import Services, retrying

_ABOUT: Final = b"loyalty secret"


@dataclass(frozen=True, slots=True)
class SecretInUse:
    """Whether a database is in use, and the mark of the secret it is used with, None where none is kept."""

    used: bool
    mark: str | None

    def allows(self, secret: bytes | None) -> bool:
        """Give whether the database may be served with a secret, None for one that is still to be made."""
        if self.mark is None:
            return secret is not None or not self.used
        return secret is not None and hmac.compare_digest(self.mark, secret_mark(secret))


def secret_mark(secret: bytes) -> str:
    """Give by what a secret is known again; it tells nothing of it."""
    return hmac.new(secret, _ABOUT, "sha256").hexdigest()


def secret_in_use(services: Services) -> SecretInUse:
    """Give with which secret the database is used; in use is one with a programme or a deed."""
    with services.units.read() as unit:
        return _in_use(unit)


def mark_secret(services: Services) -> None:
    """Keep the mark of the secret of a database in use that has none."""
    if _lacks(secret_in_use(services)):
        retrying(services, lambda: _mark(services, COMMAND_LINE, again=False))


def accept_secret(services: Services, by: Person) -> None:
    """Keep that the database is used with this secret from now on, whatever it was used with."""
    retrying(services, lambda: _mark(services, by, again=True))


def _mark(services: Services, by: Person, *, again: bool) -> None:
    with services.units.write() as unit:
        if again or _lacks(_in_use(unit)):
            done = Done(What.SECRET_TAKEN, by, secret_mark(services.secret))
            keep_deed(services, unit, services.clock.now(), done)
            unit.commit()


def _lacks(found: SecretInUse) -> bool:
    return found.used and found.mark is None


def _in_use(unit: UnitOfWork) -> SecretInUse:
    taken = unit.deeds.last(What.SECRET_TAKEN)
    if taken is not None:
        return SecretInUse(used=True, mark=taken.deed.on)
    return SecretInUse(bool(unit.adoption.list() or unit.deeds.find(DeedsAsked(), 1)), None)
