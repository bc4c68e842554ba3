"""The table of API keys, and the way to and from it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, select, update

from loyalty.access.key import ApiKey, Kind, Role
from loyalty.access.refusals import KeyExists
from loyalty.access.scopes import scopes_from
from loyalty.database.base import insert_row, metadata, number, word
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
