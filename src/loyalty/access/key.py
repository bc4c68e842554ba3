"""API keys: made from chance that is handed in, read from a header, verified.

A key is written ``lk_<key id>_<secret>``: 16 and 64 hexadecimal digits. The id is public and
finds the row; the secret is shown once, when the key is made, and never kept. Kept is the
SHA-256 of the secret, without salt and without a slow hash. Salt and slowness defend words that
people choose, because those can be guessed one by one; a secret of 256 random bits cannot be
guessed at any speed, no two are equal, and no table of digests can be prepared. A slow hash
would only make each request slow, and give a stranger a way to keep the server busy.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from loyalty.access.refusals import KeyRefused, LabelUnfit, ProgrammeOutOfReach, ScopeMissing, TrialOnly
from loyalty.access.scopes import Scope
from loyalty.kernel.refusal import InvariantBroken

ID_BYTES = 8
SECRET_BYTES = 32
CHANCE_BYTES = ID_BYTES + SECRET_BYTES
APART_MAX = timedelta(minutes=1)
"""How far the clocks of two servers may be apart: what one has just begun, another knows as begun."""
_WRITTEN = re.compile(rf"lk_([0-9a-f]{{{2 * ID_BYTES}}})_([0-9a-f]{{{2 * SECRET_BYTES}}})", re.ASCII)
_LABEL = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)


class Kind(StrEnum):
    """What a key is for: ``live`` keys book, ``trial`` keys only ask."""

    LIVE = "live"
    TRIAL = "trial"


class Role(StrEnum):
    """Who stands behind a key: a system, which asks for the member, or one of the staff (``roles.py``)."""

    SYSTEM = "system"
    MARKETER = "marketer"
    APPROVER = "approver"
    REVIEWER = "reviewer"
    AGENT = "agent"
    AUDITOR = "auditor"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept: whom it is for and what it may do, and the digest of its secret.

    ``programme`` is the only programme the key reaches, None for all. Times are UTC.
    """

    key_id: str
    secret_digest: str = field(repr=False)
    label: str
    programme: str | None
    scopes: frozenset[Scope]
    kind: Kind
    created_at: datetime
    revoked_at: datetime | None = None
    role: Role = Role.SYSTEM

    def permit(self, scope: Scope, *, books: bool) -> None:
        """Give nothing where the key may do it; ``books`` says that the request changes the books.

        Raises `ScopeMissing` or `TrialOnly`.
        """
        if scope not in self.scopes:
            message = f"this request needs the scope `{scope}`, which the key does not have"
            raise ScopeMissing(message, scope=str(scope))
        if books and self.kind is Kind.TRIAL:
            raise TrialOnly

    def reach(self, programme: str) -> None:
        """Give nothing where the key reaches ``programme``; raises `ProgrammeOutOfReach`."""
        if self.programme is not None and self.programme != programme:
            raise ProgrammeOutOfReach


@dataclass(frozen=True, slots=True)
class Presented:
    """What a caller showed: the public id, and the secret that must not be printed."""

    key_id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Minted:
    """A new key, and the one text in which its secret is ever written."""

    key: ApiKey
    text: str = field(repr=False)


def mint(  # noqa: PLR0913  six facts of a key, all named by the caller
    chance: bytes,
    *,
    label: str,
    programme: str | None,
    scopes: frozenset[Scope],
    kind: Kind,
    at: datetime,
    role: Role = Role.SYSTEM,
) -> Minted:
    """Give a new key made from 40 random bytes; the same bytes give the same key.

    Raises `LabelUnfit`: what a key books carries its label as the source, which is part of natural keys.
    """
    if not _LABEL.fullmatch(label):
        raise LabelUnfit
    if len(chance) != CHANCE_BYTES:
        message = f"a key needs {CHANCE_BYTES} random bytes, {len(chance)} were given"
        raise InvariantBroken(message)
    key_id, secret = chance[:ID_BYTES].hex(), chance[ID_BYTES:].hex()
    key = ApiKey(key_id, _digest(secret), label, programme, scopes, kind, at, role=role)
    return Minted(key, f"lk_{key_id}_{secret}")


def parse(text: str) -> Presented | None:
    """Give the id and secret that ``text`` writes, or None where it is no key."""
    written = _WRITTEN.fullmatch(text)
    return None if written is None else Presented(written[1], written[2])


def verify(kept: ApiKey | None, presented: Presented) -> ApiKey:
    """Give the kept key where ``presented`` proves it; raises `KeyRefused`.

    An unknown id answers faster than a wrong secret,
    which tells a stranger whether an id exists: ids are public and open nothing.
    """
    if kept is None or kept.revoked_at is not None:
        raise KeyRefused
    if not proves(kept, presented):
        raise KeyRefused
    return kept


def proves(kept: ApiKey, presented: Presented) -> bool:
    """Say whether what was presented holds the secret of the kept key, compared in constant time."""
    return hmac.compare_digest(kept.secret_digest, _digest(presented.secret))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
