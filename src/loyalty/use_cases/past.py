"""What a member did before an order: points earned in the times of caps, orders, days since enrolment."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.period import Period, add_months, local_days
from loyalty.language.occasions.moments import DAYS_ENROLLED, ENROLLED, HISTORY, ORDERS, day_month
from loyalty.language.readers.python import Value
from loyalty.members.member import Member
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import POINTS

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


def around(programme: Programme, at: datetime, time: str) -> Period:
    """Give the day, week from Monday, month or year around ``at`` in the programme's zone, or all time."""
    day = local_day(programme, at)
    match time:
        case "day":
            first, last = day, day
        case "week":
            first = day - timedelta(days=day.weekday())
            last = first + timedelta(days=6)
        case "month":
            first = day.replace(day=1)
            last = add_months(first, 1) - timedelta(days=1)
        case "year":
            first, last = day.replace(month=1, day=1), day.replace(month=12, day=31)
        case _:
            first, last = date(1970, 1, 2), date(9998, 12, 31)
    return local_days(first, last, programme.zone)
