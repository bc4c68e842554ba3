"""Rows of answers under idempotency keys."""

from datetime import datetime

from sqlalchemy import Column, Connection, Index, Table, Text, bindparam, delete, func, select

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.idempotency.answer import Answer, IdempotencyConflict
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.instant import instant_at, microseconds

idempotency = Table(
    "idempotency",
    metadata,
    word("scope", 128, key=True),
    word("key", 255, key=True),
    word("fingerprint"),
    Column("response", Text, nullable=False),
    number("created_at"),
    number("expires_at"),
    Index("idempotency_expiry", "expires_at"),
)

_FIND = select(idempotency).where(
    idempotency.c.scope == bindparam("of_scope"),
    idempotency.c.key == bindparam("of_key"),
    idempotency.c.expires_at > bindparam("now"),
)
_ADD = insert_row(idempotency)
# An answer that has expired makes room, one that has not stays.
_KEEP = _ADD.on_conflict_do_update(
    index_elements=["scope", "key"],
    set_={column.name: _ADD.excluded[column.name] for column in idempotency.c if not column.primary_key},
    where=idempotency.c.expires_at <= _ADD.excluded.created_at,
)
_PURGE = delete(idempotency).where(idempotency.c.expires_at <= bindparam("now"))


class IdempotencyStore:
    """Answers of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, scope: str, key: str, fingerprint: str, now: datetime) -> Answer | None:
        """Give the answer kept under this key, None where there is none by ``now``.

        Raises `IdempotencyConflict` where it answered another request.
        """
        asked = {"of_scope": scope, "of_key": key, "now": microseconds(now)}
        row = self._connection.execute(_FIND, asked).one_or_none()
        if row is None:
            return None
        if row.fingerprint != fingerprint:
            raise IdempotencyConflict
        return Answer(
            scope=row.scope,
            key=row.key,
            fingerprint=row.fingerprint,
            response=row.response,
            created_at=instant_at(row.created_at),
            expires_at=instant_at(row.expires_at),
        )

    def keep(self, answer: Answer) -> None:
        """Keep an answer in the transaction that it tells of.

        Raises `DecideAgain` where the same key was answered at the same time: that answer is
        found when the request is run again.
        """
        row = {
            "scope": answer.scope,
            "key": answer.key,
            "fingerprint": answer.fingerprint,
            "response": answer.response,
            "created_at": microseconds(answer.created_at),
            "expires_at": microseconds(answer.expires_at),
        }
        if self._connection.execute(_KEEP, row).rowcount != 1:
            raise DecideAgain

    def oldest(self, now: datetime) -> datetime | None:
        """Give when the first answer expired that is still there at ``now``, None where none is."""
        asked = select(func.min(idempotency.c.expires_at)).where(
            idempotency.c.expires_at <= microseconds(now)
        )
        found = self._connection.scalar(asked)
        return None if found is None else instant_at(found)

    def purge(self, now: datetime) -> int:
        """Remove the answers that have expired by ``now`` and give how many they were."""
        return self._connection.execute(_PURGE, {"now": microseconds(now)}).rowcount
