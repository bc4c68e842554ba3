"""Who is signed in on the pages: sessions, and the links by which a member comes in.

A session is written ``<session id>_<secret>``, 16 and 64 hexadecimal digits, in a cookie. As with keys
(``key.py``) the secret is 256 random bits and only its SHA-256 is kept. A link is written as its id
and a keyed hash of it: what is kept opens nothing, and a repeated request can be told the same link.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from loyalty.access.key import APART_MAX, Presented
from loyalty.access.refusals import LinkSpent, SessionEnded
from loyalty.kernel.identity import MemberId

SESSION_BYTES = 8 + 32
"""Chance that a session is made of: the id, and the secret."""
LINK_BYTES = 8
SESSION_LASTS = timedelta(minutes=30)
"""How long a session lasts from the last page that was looked at."""
SESSION_MOST = timedelta(hours=12)
"""How long it lasts at the most, whatever is looked at."""
LINK_LASTS = timedelta(minutes=15)
"""How long a link opens a page, once."""
_SESSION = re.compile(r"([0-9a-f]{16})_([0-9a-f]{64})", re.ASCII)
_LINK = re.compile(r"([0-9a-f]{16})([0-9a-f]{64})", re.ASCII)
_OF_LINKS = b"page link\0"
_OF_FORMS = b"form\0"


@dataclass(frozen=True, slots=True)
class Session:
    """One person signed in: staff by a key, or a member (``member_id``) by a link that a key made.

    ``key_id`` is None where the link was made on the command line. ``by`` is the label that what is
    done carries; ``reason`` why staff looks at members. Times are UTC, ``until`` is the end outside.
    """

    session_id: str
    secret_digest: str = field(repr=False)
    key_id: str | None
    member_id: MemberId | None
    by: str
    reason: str | None
    begun_at: datetime
    until: datetime

    def at(self, now: datetime) -> "Session":
        """Give the session as it goes on when a page is looked at: it lasts longer in its second half.

        Raises SessionEnded.
        """
        if not self.begun_at - APART_MAX <= now < self.until:
            raise SessionEnded
        if self.until - now > SESSION_LASTS / 2:
            return self
        return replace(self, until=min(now + SESSION_LASTS, self.begun_at + SESSION_MOST))


@dataclass(frozen=True, slots=True)
class Link:
    """A link that opens a member's pages once; ``key_id`` made it, None on the command line."""

    link_id: str
    member_id: MemberId
    key_id: str | None
    by: str
    made_at: datetime
    until: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A new session, and the one text in which its secret is ever written."""

    session: Session
    text: str = field(repr=False)


def begin(  # noqa: PLR0913  six facts of a session, all named by the caller
    chance: bytes,
    at: datetime,
    *,
    key_id: str | None,
    member_id: MemberId | None,
    by: str,
    reason: str | None = None,
) -> Begun:
    """Give a new session made from 40 random bytes; the same bytes give the same session."""
    session_id, secret = chance[:8].hex(), chance[8:SESSION_BYTES].hex()
    session = Session(session_id, _digest(secret), key_id, member_id, by, reason, at, at + SESSION_LASTS)
    return Begun(session, f"{session_id}_{secret}")


def parse_session(text: str) -> Presented | None:
    """Give the id and secret that a cookie writes, or None where it writes no session."""
    written = _SESSION.fullmatch(text)
    return None if written is None else Presented(written[1], written[2])


def verify_session(kept: Session | None, presented: Presented, now: datetime) -> Session:
    """Give the kept session as it goes on, where ``presented`` proves it. Raises SessionEnded."""
    if kept is None or not hmac.compare_digest(kept.secret_digest, _digest(presented.secret)):
        raise SessionEnded
    return kept.at(now)


def link_text(secret: bytes, link_id: str) -> str:
    """Give what stands in the address of a link: its id, and a hash of it under the house's secret."""
    return f"{link_id}{_keyed(secret, _OF_LINKS, link_id)}"


def parse_link(secret: bytes, text: str) -> str:
    """Give the id of the link that ``text`` writes. Raises LinkSpent where the house wrote none like it."""
    written = _LINK.fullmatch(text)
    if written is None or not hmac.compare_digest(link_text(secret, written[1]), text):
        raise LinkSpent
    return written[1]


def form_token(session_text: str) -> str:
    """Give what every form of a session carries: nobody who cannot read the cookie can make it."""
    return _keyed(session_text.encode(), _OF_FORMS, "")


def is_form_token(session_text: str, shown: str) -> bool:
    """Say whether a form carries the token of the session, compared in constant time."""
    return hmac.compare_digest(form_token(session_text).encode(), shown.encode())


def _keyed(key: bytes, domain: bytes, text: str) -> str:
    return hmac.new(key, domain + text.encode(), hashlib.sha256).hexdigest()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
