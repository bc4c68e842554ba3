"""API keys in the table, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from loyalty.access.access_token import TOKEN_LASTS, issue
from loyalty.access.key import CHANCE_BYTES, ApiKey, Kind, mint
from loyalty.access.refusals import KeyExists
from loyalty.access.scopes import Scope
from loyalty.access.store import AccessTokenStore, KeyStore, access_token, api_key
from loyalty.database.engine import open_engine

AT = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC)


def a_key(n: int, at: datetime = AT) -> ApiKey:
    """Give a key that differs from those of other numbers."""
    scopes = frozenset({Scope.POINTS_READ, Scope.ORDERS_WRITE})
    chance = bytes([n]) * CHANCE_BYTES
    return mint(chance, label="till", programme="cloud", scopes=scopes, kind=Kind.LIVE, at=at).key


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """Give a connection to a database with the table."""
    engine = open_engine(database_url)
    with engine.begin() as connection:
        api_key.create(connection, checkfirst=True)
        access_token.create(connection, checkfirst=True)
        yield connection
    engine.dispose()


def test_what_was_added_comes_back(connection: Connection) -> None:
    """A key comes back equal, to the microsecond."""
    KeyStore(connection).add(a_key(1))

    assert a_key(1) == KeyStore(connection).get(a_key(1).key_id)
    assert KeyStore(connection).get(a_key(2).key_id) is None


def test_an_id_is_kept_once(connection: Connection) -> None:
    """A second key of the same id is refused and the first is left as it was."""
    store = KeyStore(connection)
    store.add(a_key(1))

    with pytest.raises(KeyExists):
        store.add(replace(a_key(1), label="another"))
    assert [a_key(1)] == store.list()


def test_keys_are_listed_by_age(connection: Connection) -> None:
    """The oldest key stands first."""
    store = KeyStore(connection)
    older, newer = a_key(2, AT - timedelta(days=1)), a_key(1)
    store.add(newer)
    store.add(older)

    assert [older, newer] == store.list()


def test_a_key_is_revoked_once(connection: Connection) -> None:
    """Revoking tells whether there was a key in use, and keeps the first time."""
    store = KeyStore(connection)
    store.add(a_key(1))
    later = AT + timedelta(hours=1)

    assert store.revoke(a_key(1).key_id, later)
    assert not store.revoke(a_key(1).key_id, later + timedelta(hours=1))
    assert not store.revoke(a_key(2).key_id, later)
    assert replace(a_key(1), revoked_at=later) == store.get(a_key(1).key_id)


def test_tokens_are_kept_for_their_time_and_no_more_of_a_key_than_so_many(connection: Connection) -> None:
    """A token comes back equal; what is over goes for every key, what is too many the oldest first."""
    store = AccessTokenStore(connection)
    mine, other = a_key(1), a_key(2)
    old = issue(bytes([9]) * CHANCE_BYTES, other, frozenset(), AT - TOKEN_LASTS).token
    kept = [
        issue(
            bytes([n]) * CHANCE_BYTES, mine, frozenset({Scope.POINTS_READ}), AT + timedelta(seconds=n)
        ).token
        for n in range(4)
    ]
    for token in (old, *kept):
        store.add(token)
    assert [old, *kept] == [store.get(token.token_id) for token in (old, *kept)]

    store.forget_over(AT)
    store.forget_oldest(mine.key_id, 2)
    store.end(kept[3].token_id)
    assert [None, None, None, kept[2], None] == [store.get(token.token_id) for token in (old, *kept)]
