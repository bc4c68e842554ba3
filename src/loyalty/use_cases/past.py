"""What a member did before an order: points earned in the times of caps, orders, days since enrolment."""

from collections.abc import Iterable
from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.language.occasions.moments import DAYS_ENROLLED, ENROLLED, HISTORY, ORDERS, day_month
from loyalty.language.readers.python import Value
from loyalty.members.member import Member
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.counting import Counting, counts_before
from loyalty.use_cases.services import POINTS
from loyalty.use_cases.times import around

_POINTS = f"{HISTORY}points_"


def past_of(
    unit: UnitOfWork, programme: Programme, member: Member, at: datetime, reads: Iterable[str]
) -> dict[str, Value]:
    """Give the ``history.*`` facts among ``reads`` as of an instant; orders at that instant are before it."""
    asked = sorted(name for name in reads if name.startswith(HISTORY))
    found: dict[str, Value] = {}
    for name in asked:
        if name.startswith(_POINTS):
            period = around(programme, at, name.removeprefix(_POINTS))
            found[name] = unit.ledger.issued_between(member.member_id, POINTS, period)
    counting = Counting(unit, programme, member.member_id, at)
    found |= {name: counting.before(name) for name in asked if counts_before(name)}
    joined = local_day(programme, member.enrolled_at)
    if DAYS_ENROLLED in asked:
        found[DAYS_ENROLLED] = max(0, (local_day(programme, at) - joined).days)
    if ENROLLED in asked:
        found[ENROLLED] = day_month(joined)
    orders = [name for name in asked if name == ORDERS or name.startswith(f"{ORDERS}_")]
    if orders:
        starts = [around(programme, at, _time(name)).start for name in orders]
        counts = unit.orders.counts_until(member.member_id, programme.name, starts, at)
        found |= dict(zip(orders, counts, strict=True))
    return found


def _time(name: str) -> str:
    return name.removeprefix(ORDERS).removeprefix("_") or "ever"
