"""What a member did before an order: points earned in the times of caps, orders, days since enrolment."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.language.occasions.belonging import MEASURE, RFM, SINCE_ORDER, SIZE, SPEND
from loyalty.language.occasions.moments import DAYS_ENROLLED, ENROLLED, HISTORY, ORDERS, day_month
from loyalty.language.readers.python import Value
from loyalty.members.member import Member
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.counting import Counting, counts_before
from loyalty.use_cases.remembered import Remembered
from loyalty.use_cases.services import POINTS
from loyalty.use_cases.times import around

_POINTS = f"{HISTORY}points_"


def past_of(
    unit: Remembered, programme: Programme, member: Member, at: datetime, reads: Iterable[str]
) -> dict[str, Value]:
    """Give the ``history.*`` facts among ``reads`` as of an instant; orders at that instant are before it."""
    asked = _asked(tuple(reads))
    whose = one_person(unit, member.member_id) if asked else ()
    found = points_before(unit, programme, member.member_id, at, reads)
    counting = Counting(unit, programme, member.member_id, at)
    found |= {name: counting.before(name) for name in asked if counts_before(name)}
    if DAYS_ENROLLED in asked:
        since = local_day(programme, at) - local_day(programme, member.enrolled_at)
        found[DAYS_ENROLLED] = max(0, since.days)
    if ENROLLED in asked:
        found[ENROLLED] = day_month(local_day(programme, member.enrolled_at))
    orders = [name for name in asked if name == ORDERS or name.startswith(f"{ORDERS}_")]
    if orders:
        starts = [around(programme, at, _time(name, ORDERS)).start for name in orders]
        counts = [unit.orders.counts_until(each, programme.name, starts, at) for each in whose]
        found |= dict(zip(orders, map(sum, zip(*counts, strict=True)), strict=True))
    spent = [name for name in asked if name == SPEND or name.startswith(f"{SPEND}_")]
    if spent:
        starts = [around(programme, at, _time(name, SPEND)).start for name in spent]
        sums = [unit.orders.spent_until(each, programme.name, starts, at) for each in whose]
        found |= dict(zip(spent, (max(0, sum(each)) for each in zip(*sums, strict=True)), strict=True))
    return found | dict(_belonging(unit, programme, member, at, asked))


def points_before(
    unit: Remembered, programme: Programme, member_id: MemberId, at: datetime, reads: Iterable[str]
) -> dict[str, Value]:
    """Give those of them that say what points were earned in a time that is capped."""
    found: dict[str, Value] = {}
    for name in _asked(tuple(reads)):
        if name.startswith(_POINTS):
            period = around(programme, at, name.removeprefix(_POINTS))
            whose = one_person(unit, member_id)
            found[name] = sum(unit.ledger.issued_between(each, POINTS, period) for each in whose)
    return found


@lru_cache(maxsize=64)  # a sheet reads the same names before every order
def _asked(reads: tuple[str, ...]) -> list[str]:
    return sorted(name for name in reads if name.startswith(HISTORY))


def _belonging(
    unit: Remembered, programme: Programme, member: Member, at: datetime, asked: list[str]
) -> Iterator[tuple[str, Value]]:
    """Give what segments look at besides orders and money."""
    day = local_day(programme, at)
    if SINCE_ORDER in asked:
        every = (
            unit.orders.last_until(each, programme.name, at) for each in one_person(unit, member.member_id)
        )
        last = max((each for each in every if each is not None), default=None)
        since = local_day(programme, last if last is not None else member.enrolled_at)
        yield SINCE_ORDER, max(0, (day - since).days)
    if RFM in asked:
        yield RFM, unit.segments.group_before(member.member_id, programme.name, day)
    for name in asked:
        if name.startswith(SIZE):
            counted = unit.segments.count_before(programme.name, name.removeprefix(SIZE), day)
            yield name, counted[1] if counted is not None else 0
    measures = [name for name in asked if name.startswith(MEASURE)]
    ladder = programme.ladder if measures else None
    if ladder is not None:
        windows = ladder.windows(at, member.enrolled_at)
        for name in measures:
            measure = name.removeprefix(MEASURE)
            of = (member.member_id, programme.name, measure, windows[measure], at)
            yield name, max(0, unit.orders.counted_between(*of))


def _time(name: str, of: str) -> str:
    return name.removeprefix(of).removeprefix("_") or "ever"
