"""The statement that reads a member, the version that binds and every account at once.

The tables of other rooms are named here by the columns that are read; the rooms that own them keep
them. One statement is of one moment by itself, so no transaction needs to be begun and ended for it.
"""

from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, and_, bindparam, column, select, table

from loyalty.database.ledger_statements import LOT
from loyalty.database.ledger_tables import balance, lot
from loyalty.glances.glance import Glance
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.ledger import rows
from loyalty.members.member import Member, MemberState

_MEMBER = table(
    "member",
    *(column(name) for name in ("member_id", "programme", "enrolled_at", "state", "reference_hash")),
)
_BINDING = table(
    "programme_binding", *(column(name) for name in ("programme", "digest", "binds_from", "number"))
)
_DIGEST = (
    select(_BINDING.c.digest)
    .where(_BINDING.c.programme == _MEMBER.c.programme, _BINDING.c.binds_from <= bindparam("at"))
    .order_by(_BINDING.c.binds_from.desc(), _BINDING.c.number.desc())
    .limit(1)
    .scalar_subquery()
)
_OF_MEMBER = (_MEMBER.c.programme.label("of_programme"), _MEMBER.c.enrolled_at, _MEMBER.c.reference_hash)
_GLANCE = (
    select(*LOT, *balance.c, *_OF_MEMBER, _DIGEST.label("digest"))
    .select_from(
        _MEMBER.outerjoin(balance, balance.c.member_id == _MEMBER.c.member_id).outerjoin(
            lot,
            and_(lot.c.member_id == balance.c.member_id, lot.c.unit == balance.c.unit, lot.c.remaining > 0),
        )
    )
    .where(_MEMBER.c.member_id == bindparam("of_member"), _MEMBER.c.state == str(MemberState.ACTIVE))
    .order_by(balance.c.unit, lot.c.lot_id)
)


class GlanceStore:
    """What one statement of a connection shows; reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def member(self, member_id: MemberId, at: datetime) -> Glance | None:
        """Give what is shown of a member and of the version that binds at ``at``.

        None where the member does not take part, or where points are set aside, of which one statement
        does not tell the whole: then it is read as always.
        """
        asked = {"of_member": member_id, "at": microseconds(at)}
        found = self._connection.execute(_GLANCE, asked).all()
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


def _unit(row: Any) -> str | None:  # noqa: ANN401  a row of SQLAlchemy: its columns are attributes
    found: str | None = row.unit
    return found
