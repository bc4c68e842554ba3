"""The statement that reads a member, the version that binds and every account at once.

The tables of other rooms are named here by the columns that are read; the rooms that own them keep
them. One statement is of one moment by itself, so no transaction needs to be begun and ended for it.
"""

from collections import namedtuple
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from sqlalchemy import BigInteger, Engine, String, and_, bindparam, column, literal, select, table

from loyalty.database.ledger_statements import LOT
from loyalty.database.ledger_tables import balance, lot
from loyalty.database.speaking.single import Single
from loyalty.glances.glance import Glance
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.ledger import rows
from loyalty.members.member import Member, MemberState

_fixed = partial(literal, literal_execute=True)
_MEMBER = table(
    "member",
    *(column(name, BigInteger) for name in ("member_id", "enrolled_at")),
    *(column(name, String) for name in ("programme", "state", "reference_hash")),
)
_BINDING = table(
    "programme_binding",
    *(column(name, BigInteger) for name in ("binds_from", "number")),
    *(column(name, String) for name in ("programme", "digest")),
)
_DIGEST = (
    select(_BINDING.c.digest)
    .where(
        _BINDING.c.programme == _MEMBER.c.programme, _BINDING.c.binds_from <= bindparam("at", 0, BigInteger)
    )
    .order_by(_BINDING.c.binds_from.desc(), _BINDING.c.number.desc())
    .limit(_fixed(1))
    .offset(_fixed(0))
    .scalar_subquery()
)
_OF_MEMBER = (_MEMBER.c.programme.label("of_programme"), _MEMBER.c.enrolled_at, _MEMBER.c.reference_hash)
_GLANCE = (
    select(*LOT, *balance.c, *_OF_MEMBER, _DIGEST.label("digest"))
    .select_from(
        _MEMBER.outerjoin(balance, balance.c.member_id == _MEMBER.c.member_id).outerjoin(
            lot,
            and_(
                lot.c.member_id == balance.c.member_id,
                lot.c.unit == balance.c.unit,
                lot.c.remaining > _fixed(0),
            ),
        )
    )
    .where(
        _MEMBER.c.member_id == bindparam("of_member", 0, BigInteger),
        _MEMBER.c.state == _fixed(str(MemberState.ACTIVE)),
    )
    .order_by(balance.c.unit, lot.c.lot_id)
)


_row: Any = namedtuple("_row", [str(each.key) for each in _GLANCE.selected_columns])  # type: ignore[misc]  # noqa: PYI024  by the statement


class GlanceStore:
    """What one statement shows, on a connection of its own; reads only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._single = Single.of(engine, "glance", _GLANCE)

    @rows.as_booked()
    def member(self, member_id: MemberId, at: datetime) -> Glance | None:
        """Give what is shown of a member and of the version that binds at ``at``.

        None where the member does not take part, where points are set aside, of which one statement does
        not tell the whole, and where the database does not answer: then it is read as always. Raises
        LedgerTampered.
        """
        found: list[Any] = [_row(*row) for row in self._asked(member_id, at)]
        if not found or any(row.held for row in found):
            return None
        first = found[0]
        enrolled = instant_at(first.enrolled_at)
        member = Member(member_id, first.of_programme, enrolled, reference_hash=first.reference_hash)
        accounts = {
            unit: rows.account_from(own[0], (rows.lot_from(row[: len(LOT)]) for row in own if row.lot_id))
            for unit, own in ((unit, list(each)) for unit, each in groupby(found, _unit))
            if unit is not None
        }
        return Glance(member, first.digest, accounts)

    def _asked(self, member_id: MemberId, at: datetime) -> Sequence[Sequence[Any]]:
        with closing(self._engine.raw_connection()) as kept:
            try:
                return self._single.rows(kept, {"of_member": member_id, "at": microseconds(at)}) or ()
            except self._engine.dialect.loaded_dbapi.Error:
                return ()  # what is wrong is found out where it is read as always


def _unit(row: Any) -> str | None:  # noqa: ANN401  a row of the statement
    found: str | None = row.unit
    return found
