"""The tables of API keys and their tokens, of sessions and links of the pages, and the way to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKeyConstraint, Index, Row, Table, delete, select, update

from loyalty.access.access_token import AccessToken
from loyalty.access.key import ApiKey, Kind, Role
from loyalty.access.refusals import KeyExists
from loyalty.access.scopes import scopes_from
from loyalty.access.session import Link, Session
from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds

api_key = Table(
    "api_key",
    metadata,
    word("key_id", 16, key=True),
    word("secret_digest", 64),
    word("label", 80),
    word("programme", optional=True),
    word("scopes", 2000),
    word("kind", 8),
    number("created_at"),
    number("revoked_at", optional=True),
    word("role", 16),
)

access_token = Table(
    "access_token",
    metadata,
    word("token_id", 16, key=True),
    word("secret_digest", 64),
    word("key_id", 16),
    word("scopes", 2000),
    number("begun_at"),
    number("until"),
    Index("tokens_of_key", "key_id", "begun_at"),
    Index("tokens_until", "until"),
)
page_session = Table(
    "page_session",
    metadata,
    word("session_id", 16, key=True),
    word("secret_digest", 64),
    word("key_id", 16, optional=True),
    number("member_id", optional=True),
    word("begun_by", 80),
    word("reason", optional=True),
    number("begun_at"),
    number("until"),
    Index("session_of_member", "member_id"),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)
page_link = Table(
    "page_link",
    metadata,
    word("link_id", 16, key=True),
    number("member_id"),
    word("key_id", 16, optional=True),
    word("made_by", 80),
    number("made_at"),
    number("until"),
    number("used_at", optional=True),
    Index("link_of_member", "member_id"),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)


class KeyStore:
    """API keys of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, key: ApiKey) -> None:
        """Keep a new key; raises `KeyExists` where its id is taken."""
        row = {
            "key_id": key.key_id,
            "secret_digest": key.secret_digest,
            "label": key.label,
            "programme": key.programme,
            "scopes": " ".join(sorted(key.scopes)),
            "kind": str(key.kind),
            "created_at": microseconds(key.created_at),
            "revoked_at": None if key.revoked_at is None else microseconds(key.revoked_at),
            "role": str(key.role),
        }
        giving_way = insert_row(api_key).on_conflict_do_nothing().returning(api_key.c.key_id)
        if self._connection.execute(giving_way, row).one_or_none() is None:
            raise KeyExists

    def get(self, key_id: str) -> ApiKey | None:
        """Give the key with this id, revoked or not, or None."""
        found = self._connection.execute(select(api_key).where(api_key.c.key_id == key_id)).one_or_none()
        return None if found is None else _key(found)

    def list(self) -> Sequence[ApiKey]:
        """Give every key, oldest first, revoked ones included."""
        ordered = select(api_key).order_by(api_key.c.created_at, api_key.c.key_id)
        return [_key(row) for row in self._connection.execute(ordered)]

    def revoke(self, key_id: str, at: datetime) -> bool:
        """End a key at ``at``; False where there is none in use, and then nothing is changed."""
        in_use = (api_key.c.key_id == key_id) & api_key.c.revoked_at.is_(None)
        ending = update(api_key).where(in_use).values(revoked_at=microseconds(at))
        return self._connection.execute(ending).rowcount == 1


class AccessTokenStore:
    """Tokens of keys, of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: AccessToken) -> None:
        """Keep a new token."""
        row = {
            "token_id": new.token_id,
            "secret_digest": new.secret_digest,
            "key_id": new.key_id,
            "scopes": " ".join(sorted(new.scopes)),
            "begun_at": microseconds(new.begun_at),
            "until": microseconds(new.until),
        }
        self._connection.execute(insert_row(access_token), row)

    def get(self, token_id: str) -> AccessToken | None:
        """Give a token that was not ended, whatever its time, or None."""
        asked = select(access_token).where(access_token.c.token_id == token_id)
        row = self._connection.execute(asked).one_or_none()
        if row is None:
            return None
        scopes = scopes_from(row.scopes.split())
        times = instant_at(row.begun_at), instant_at(row.until)
        return AccessToken(row.token_id, row.secret_digest, row.key_id, scopes, *times)

    def end(self, token_id: str) -> None:
        """Forget a token."""
        self._connection.execute(delete(access_token).where(access_token.c.token_id == token_id))

    def forget_over(self, now: datetime) -> None:
        """Forget every token whose time is over."""
        over = access_token.c.until <= microseconds(now)
        self._connection.execute(delete(access_token).where(over))

    def forget_oldest(self, key_id: str, leave: int) -> None:
        """Forget the oldest tokens of a key, so that no more than ``leave`` stay."""
        newest_first = (access_token.c.begun_at.desc(), access_token.c.token_id.desc())
        of_key = select(access_token.c.token_id).where(access_token.c.key_id == key_id)
        found = self._connection.scalars(of_key.order_by(*newest_first).offset(leave)).all()
        if found:
            self._connection.execute(delete(access_token).where(access_token.c.token_id.in_(found)))


class SessionStore:
    """Sessions and links of the pages, of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, new: Session) -> None:
        """Keep a new session."""
        row = {
            "session_id": new.session_id,
            "secret_digest": new.secret_digest,
            "key_id": new.key_id,
            "member_id": new.member_id,
            "begun_by": new.by,
            "reason": new.reason,
            "begun_at": microseconds(new.begun_at),
            "until": microseconds(new.until),
        }
        self._connection.execute(insert_row(page_session), row)

    def get(self, session_id: str) -> Session | None:
        """Give a session that nobody signed out of, whatever its time, or None."""
        asked = select(page_session).where(page_session.c.session_id == session_id)
        row = self._connection.execute(asked).one_or_none()
        if row is None:
            return None
        return Session(
            row.session_id,
            row.secret_digest,
            row.key_id,
            None if row.member_id is None else MemberId(row.member_id),
            row.begun_by,
            row.reason,
            instant_at(row.begun_at),
            instant_at(row.until),
        )

    def lasts(self, session_id: str, until: datetime) -> None:
        """Let a session end at another instant."""
        of = page_session.c.session_id == session_id
        self._connection.execute(update(page_session).where(of).values(until=microseconds(until)))

    def end(self, session_id: str) -> None:
        """Forget a session."""
        self._connection.execute(delete(page_session).where(page_session.c.session_id == session_id))

    def add_link(self, new: Link) -> None:
        """Keep a new link."""
        row = {
            "link_id": new.link_id,
            "member_id": new.member_id,
            "key_id": new.key_id,
            "made_by": new.by,
            "made_at": microseconds(new.made_at),
            "until": microseconds(new.until),
            "used_at": None,
        }
        self._connection.execute(insert_row(page_link), row)

    def link(self, link_id: str) -> Link | None:
        """Give a link, used or not, or None."""
        row = self._connection.execute(select(page_link).where(page_link.c.link_id == link_id)).one_or_none()
        if row is None:
            return None
        return Link(
            row.link_id,
            MemberId(row.member_id),
            row.key_id,
            row.made_by,
            instant_at(row.made_at),
            instant_at(row.until),
            None if row.used_at is None else instant_at(row.used_at),
        )

    def use(self, link_id: str, at: datetime) -> bool:
        """Use a link up; give whether nobody was first."""
        unused = (page_link.c.link_id == link_id) & page_link.c.used_at.is_(None)
        using = update(page_link).where(unused).values(used_at=microseconds(at))
        return self._connection.execute(using).rowcount == 1


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(
        key_id=row.key_id,
        secret_digest=row.secret_digest,
        label=row.label,
        programme=row.programme,
        scopes=scopes_from(row.scopes.split()),
        kind=Kind(row.kind),
        created_at=instant_at(row.created_at),
        revoked_at=None if row.revoked_at is None else instant_at(row.revoked_at),
        role=Role(row.role),
    )
