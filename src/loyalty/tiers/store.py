"""Rows of standings and movements."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, Text, bindparam, func, select, update

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.kernel.period import Period
from loyalty.tiers.grant import Challenge, TierGrant
from loyalty.tiers.ladder import Need
from loyalty.tiers.movement import BegunMovement, Cause, Measured, Movement
from loyalty.tiers.standing import Held, Standing

standing = Table(
    "standing",
    metadata,
    number("member_id", key=True),
    word("programme", key=True),
    word("tier"),
    number("since"),
    number("until", optional=True),
    word("held", 16),
    word("floor", optional=True),
    sqlite_with_rowid=False,
)
# Append-only: a trigger refuses changes, see the migration. ``measured`` is canonical JSON.
movement = Table(
    "movement",
    metadata,
    number("member_id", key=True),
    word("programme", key=True),
    number("number", key=True),
    number("moved_at"),
    word("from_tier"),
    word("to_tier"),
    word("cause", 16),
    Column("measured", Text, nullable=False),
    number("until", optional=True),
    sqlite_with_rowid=False,
)

# ``challenge`` is canonical JSON, empty where there is none.
tier_grant = Table(
    "tier_grant",
    metadata,
    number("member_id", key=True),
    word("programme", key=True),
    word("grant_id", key=True),
    word("tier"),
    number("given_at"),
    number("until"),
    word("reason", 200),
    word("given_by", 128),
    Column("challenge", Text, nullable=False),
    number("ended_at", optional=True),
    word("ended_by", 128, optional=True),
    word("ended_why", 200, optional=True),
    sqlite_with_rowid=False,
)

_STANDING = select(standing).where(
    standing.c.member_id == bindparam("member"), standing.c.programme == bindparam("of_programme")
)
_SET = insert_row(standing)
_KEEP = _SET.on_conflict_do_update(
    index_elements=["member_id", "programme"],
    set_={name: _SET.excluded[name] for name in ("tier", "since", "until", "held", "floor")},
)
_MOVE = insert_row(movement)
_MOVEMENTS = (
    select(movement)
    .where(movement.c.member_id == bindparam("member"), movement.c.programme == bindparam("of_programme"))
    .order_by(movement.c.number)
)
_LAST = select(func.max(movement.c.number)).where(
    movement.c.member_id == bindparam("member"), movement.c.programme == bindparam("of_programme")
)
_DUE = (
    select(standing.c.member_id, standing.c.programme)
    .where(standing.c.until <= bindparam("now"))
    .order_by(standing.c.until)
    .limit(bindparam("limit"))
)
_ENDING = (
    select(standing.c.member_id, standing.c.until)
    .where(
        standing.c.programme == bindparam("of_programme"),
        standing.c.until <= bindparam("end"),
        standing.c.member_id > bindparam("after"),
    )
    .order_by(standing.c.member_id)
    .limit(bindparam("limit"))
)
_COUNTS = (
    select(standing.c.tier, func.count().label("members"))
    .where(standing.c.programme == bindparam("of_programme"))
    .group_by(standing.c.tier)
)
_ADD_GRANT = insert_row(tier_grant).on_conflict_do_nothing()
_GRANTS = (
    select(tier_grant)
    .where(tier_grant.c.member_id == bindparam("member"), tier_grant.c.programme == bindparam("of_programme"))
    .order_by(tier_grant.c.given_at, tier_grant.c.grant_id)
)
_END_GRANT = (
    update(tier_grant)
    .where(
        tier_grant.c.member_id == bindparam("member"),
        tier_grant.c.programme == bindparam("of_programme"),
        tier_grant.c.grant_id == bindparam("grant"),
        tier_grant.c.ended_at.is_(None),
    )
    .values(ended_at=bindparam("at"), ended_by=bindparam("by"), ended_why=bindparam("why"))
)
_GRANTED = (
    select(tier_grant.c.member_id)
    .where(
        tier_grant.c.programme == bindparam("of_programme"),
        tier_grant.c.until > bindparam("now"),
        tier_grant.c.ended_at.is_(None),
        tier_grant.c.member_id > bindparam("after"),
    )
    .distinct()
    .order_by(tier_grant.c.member_id)
    .limit(bindparam("limit"))
)


class TierStore:
    """Standings of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection, told: Callable[[BegunMovement], None]) -> None:
        self._connection, self._told = connection, told

    def standing(self, member_id: MemberId, programme: str) -> Standing | None:
        """Give the standing last kept, or None; `standing_at` brings it up to an instant."""
        row = self._connection.execute(_STANDING, _of(member_id, programme)).one_or_none()
        if row is None:
            return None
        until = None if row.until is None else instant_at(row.until)
        return Standing(row.tier, instant_at(row.since), until, Held(row.held), row.floor)

    def keep(
        self,
        member_id: MemberId,
        programme: str,
        now: Standing,
        movements: Iterable[Movement] = (),
        *,
        at: datetime,
    ) -> None:
        """Keep a standing over the former one as of ``at``, and add the movements that led to it."""
        until = None if now.until is None else microseconds(now.until)
        row = {"tier": now.tier, "since": microseconds(now.since), "until": until}
        row |= {"held": str(now.held), "floor": now.floor}
        of = {"member_id": member_id, "programme": programme}
        self._connection.execute(_KEEP, of | row)
        # Numbered after the row of the standing is written, so that two bookings wait for one another.
        last = int(self._connection.scalar(_LAST, _of(member_id, programme)) or 0)
        begun = [
            BegunMovement(member_id, programme, number, at, each)
            for number, each in enumerate(movements, last + 1)
        ]
        if begun:
            self._connection.execute(_MOVE, [of | _row(each.movement, each.number) for each in begun])
        for each in begun:
            self._told(each)

    def movements(self, member_id: MemberId, programme: str) -> list[Movement]:
        """Give every decision about the member's tier, oldest first."""
        return [
            Movement(
                from_tier=row.from_tier,
                to_tier=row.to_tier,
                at=instant_at(row.moved_at),
                cause=Cause(row.cause),
                measured=tuple(_measured(each) for each in json.loads(row.measured)),
                until=None if row.until is None else instant_at(row.until),
            )
            for row in self._connection.execute(_MOVEMENTS, _of(member_id, programme))
        ]

    def due(self, now: datetime, limit: int) -> list[tuple[MemberId, str]]:
        """Give up to ``limit`` members, each with the programme, whose standing ran out by ``now``."""
        found = self._connection.execute(_DUE, {"now": microseconds(now), "limit": limit})
        return [(row.member_id, row.programme) for row in found]

    def ending(
        self, programme: str, end: datetime, *, after: MemberId, limit: int
    ) -> list[tuple[MemberId, datetime]]:
        """Give up to ``limit`` members, from behind ``after`` on, whose keeping ends by ``end``, and when."""
        asked = {"of_programme": programme, "end": microseconds(end), "after": after, "limit": limit}
        found = self._connection.execute(_ENDING, asked)
        return [(MemberId(row.member_id), instant_at(row.until)) for row in found]

    def add_grant(self, member_id: MemberId, programme: str, given: TierGrant) -> bool:
        """Keep a tier that was given; give whether its id was free."""
        challenge = given.challenge
        row = {
            "member_id": member_id,
            "programme": programme,
            "grant_id": given.id,
            "tier": given.tier,
            "given_at": microseconds(given.given_at),
            "until": microseconds(given.until),
            "reason": given.reason,
            "given_by": given.given_by,
            "challenge": _challenge_text(challenge) if challenge is not None else "",
            "ended_at": None,
            "ended_by": None,
            "ended_why": None,
        }
        return self._connection.execute(_ADD_GRANT, row).rowcount == 1

    def grants(self, member_id: MemberId, programme: str) -> list[TierGrant]:
        """Give every tier that a member was given, ended ones too, oldest first."""
        return [_grant(row) for row in self._connection.execute(_GRANTS, _of(member_id, programme))]

    def end_grant(self, member_id: MemberId, programme: str, ended: TierGrant) -> bool:
        """Keep that a grant was ended; give whether it had not been before."""
        assert ended.ended_at is not None  # noqa: S101 - that is what is kept
        how = {"at": microseconds(ended.ended_at), "by": ended.ended_by, "why": ended.ended_why}
        asked = _of(member_id, programme) | {"grant": ended.id} | how
        return self._connection.execute(_END_GRANT, asked).rowcount == 1

    def granted(self, programme: str, now: datetime, *, after: MemberId, limit: int) -> list[MemberId]:
        """Give up to ``limit`` members, from behind ``after`` on, with a grant until after ``now``."""
        asked = {"of_programme": programme, "now": microseconds(now), "after": after, "limit": limit}
        return [MemberId(found) for found in self._connection.scalars(_GRANTED, asked)]

    def counts(self, programme: str) -> dict[str, int]:
        """Give how many members hold each tier, by what was last kept."""
        found = self._connection.execute(_COUNTS, {"of_programme": programme})
        return {row.tier: int(row.members) for row in found}


def _of(member_id: MemberId, programme: str) -> dict[str, int | str]:
    return {"member": member_id, "of_programme": programme}


def _row(moved: Movement, number: int) -> dict[str, object]:
    measured = [
        {
            "measure": each.measure,
            "amount": each.amount,
            "needed": each.needed,
            "start": microseconds(each.window.start),
            "end": microseconds(each.window.end),
        }
        for each in moved.measured
    ]
    return {
        "number": number,
        "moved_at": microseconds(moved.at),
        "from_tier": moved.from_tier,
        "to_tier": moved.to_tier,
        "cause": str(moved.cause),
        "measured": json.dumps(measured, separators=(",", ":"), sort_keys=True),
        "until": None if moved.until is None else microseconds(moved.until),
    }


def _measured(kept: Mapping[str, Any]) -> Measured:
    window = Period(instant_at(kept["start"]), instant_at(kept["end"]))
    return Measured(kept["measure"], kept["amount"], kept["needed"], window)


def _grant(row: Row[Any]) -> TierGrant:
    kept = json.loads(row.challenge) if row.challenge else None
    challenge = None
    if kept is not None:
        needs = tuple(Need(measure, least) for measure, least in kept["needs"].items())
        challenge = Challenge(needs, instant_at(kept["by"]))
    return TierGrant(
        id=row.grant_id,
        tier=row.tier,
        given_at=instant_at(row.given_at),
        until=instant_at(row.until),
        reason=row.reason,
        given_by=row.given_by,
        challenge=challenge,
        ended_at=instant_at(row.ended_at) if row.ended_at is not None else None,
        ended_by=row.ended_by,
        ended_why=row.ended_why,
    )


def _challenge_text(challenge: Challenge) -> str:
    needs = {need.measure: need.least for need in challenge.needs}
    kept = {"by": microseconds(challenge.by), "needs": needs}
    return json.dumps(kept, separators=(",", ":"), sort_keys=True)
