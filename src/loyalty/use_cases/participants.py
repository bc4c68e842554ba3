"""Loading what a decision may know of a member: exactly the facts the programme's sheet reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from loyalty.decision.programme import Part, Programme
from loyalty.decision.situate import NOBODY, Participant, local_day
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period, add_months, local_days
from loyalty.ledger.account import AccountState
from loyalty.members.member import Member, MemberState
from loyalty.tiers.declared import declared_ladder
from loyalty.tiers.movement import Moved, standing_at, standing_then
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import POINTS

_BUILT_IN = frozenset({"member.tier", "member.enrolled"})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of who buys; of nobody nothing is."""

    participant: Participant = NOBODY
    member: Member | None = None
    account: AccountState | None = None
    moved: Moved | None = None


def know(
    unit: UnitOfWork, programme: Programme, part: Part, member_id: MemberId | None, at: datetime
) -> Known:
    """Give what ``part`` of the programme may know of a member at ``at``; nothing of nobody.

    Raises UnknownMember for an id that is not an active member of this programme.
    """
    if member_id is None:
        return Known()
    member = unit.members.get(member_id)
    if member is None or member.programme != programme.name or member.state is not MemberState.ACTIVE:
        raise UnknownMember
    reads = part.compiled.sheet.reads
    moved = standing_of(unit, programme, member_id, at)
    asked = [name for name in reads if name.startswith("member.") and name not in _BUILT_IN]
    participant = Participant(
        enrolled=True,
        tier=moved.standing.tier if moved is not None else NOBODY.tier,
        facts=unit.members.load_facts(member_id, asked),
        history=_history(unit, programme, member_id, at, reads),
    )
    account = unit.ledger.account(member_id, POINTS, programme.name)
    return Known(participant, member, account, moved)


def standing_of(unit: UnitOfWork, programme: Programme, member_id: MemberId, at: datetime) -> Moved | None:
    """Give the standing at ``at`` with the movements since it was kept, None without a ladder."""
    ladder = declared_ladder(programme.shape)
    if ladder is None:
        return None

    def counted(measure: str, period: Period) -> int:
        return unit.orders.counted_between(member_id, programme.name, measure, period)

    member = unit.members.get(member_id)
    joined = member.enrolled_at if member is not None else at
    kept = unit.tiers.standing(member_id, programme.name)
    if kept is not None and at < kept.since:
        # A sale recorded late has the tier of its own day, which is history and does not move any more.
        return Moved(standing_then(unit.tiers.movements(member_id, programme.name), kept, at), ())
    return standing_at(ladder, kept, counted, at, joined)


def _history(
    unit: UnitOfWork, programme: Programme, member_id: MemberId, at: datetime, reads: Iterable[str]
) -> dict[str, int]:
    found = {}
    for name in reads:
        space, _, time = name.partition(".points_")
        if space == "history":
            period = _around(programme, at, time)
            found[name] = unit.ledger.issued_between(member_id, POINTS, period)
    return found


def _around(programme: Programme, at: datetime, time: str) -> Period:
    """Give the day, month or year around ``at`` in the programme's zone, or all time."""
    day = local_day(programme, at)
    match time:
        case "day":
            first, last = day, day
        case "month":
            first = day.replace(day=1)
            last = add_months(first, 1) - timedelta(days=1)
        case "year":
            first, last = day.replace(month=1, day=1), day.replace(month=12, day=31)
        case _:
            first, last = date(1970, 1, 2), date(9998, 12, 31)
    return local_days(first, last, programme.zone)
