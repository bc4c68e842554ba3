"""Access tokens: what a program gets for its key, shows in its place for a short time, and may throw away.

A token is written ``lt_<token id>_<secret>``, as long as a key and of as much chance (``key.py``), and
only the SHA-256 of its secret is kept. It has no right of its own: what it may do is read of its key
with each request, so a token can narrow a key, never widen it, and ends with it at once.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from loyalty.access.key import APART_MAX, CHANCE_BYTES, ID_BYTES, SECRET_BYTES, ApiKey, Presented
from loyalty.access.refusals import KeyRefused, ScopeMissing
from loyalty.access.scopes import Scope

TOKEN_LASTS = timedelta(minutes=15)
"""How long a token opens what its key opens."""
TOKENS_MOST = 1000
"""How many tokens of a key open something at once; a further one ends the oldest."""
_WRITTEN = re.compile(rf"lt_([0-9a-f]{{{2 * ID_BYTES}}})_([0-9a-f]{{{2 * SECRET_BYTES}}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class PresentedToken(Presented):
    """A token that a caller showed; ``key_id`` is the id of the token."""


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token as it is kept: the key it stands for, what it may do of what the key may, and its end (UTC)."""

    token_id: str
    secret_digest: str = field(repr=False)
    key_id: str
    scopes: frozenset[Scope]
    begun_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token, and the one text in which its secret is ever written."""

    token: AccessToken
    text: str = field(repr=False)


def issue(chance: bytes, key: ApiKey, wanted: frozenset[Scope], at: datetime) -> Issued:
    """Give a token of ``key`` made from 40 random bytes, with the wanted scopes, or all where none is named.

    Raises ScopeMissing for a scope that the key does not have.
    """
    for scope in sorted(wanted - key.scopes):
        message = f"the key does not have the scope `{scope}`"
        raise ScopeMissing(message, scope=str(scope))
    token_id, secret = chance[:ID_BYTES].hex(), chance[ID_BYTES:CHANCE_BYTES].hex()
    scopes = wanted or key.scopes
    token = AccessToken(token_id, _digest(secret), key.key_id, scopes, at, at + TOKEN_LASTS)
    return Issued(token, f"lt_{token_id}_{secret}")


def parse_token(text: str) -> PresentedToken | None:
    """Give the id and secret that ``text`` writes, or None where it is no token."""
    written = _WRITTEN.fullmatch(text)
    return None if written is None else PresentedToken(written[1], written[2])


def is_token(kept: AccessToken | None, presented: PresentedToken) -> bool:
    """Say whether ``presented`` proves the kept token, compared in constant time."""
    return kept is not None and hmac.compare_digest(kept.secret_digest, _digest(presented.secret))


def key_of_token(
    kept: AccessToken | None, key: ApiKey | None, presented: PresentedToken, now: datetime
) -> ApiKey:
    """Give the key behind a token as far as the token reaches; raises `KeyRefused`.

    ``key`` is the key as it is kept now: what was taken from it, or its end, counts for its tokens too.
    """
    if kept is None or not is_token(kept, presented):
        raise KeyRefused
    if not kept.begun_at - APART_MAX <= now < kept.until:
        raise KeyRefused
    if key is None or key.key_id != kept.key_id or key.revoked_at is not None:
        raise KeyRefused
    return replace(key, scopes=key.scopes & kept.scopes)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
