"""What has fallen due, kind by kind; finding reads in pages and changes nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from loyalty.decision.situate import local_day
from loyalty.jobs.job import Due, JobKind
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.period import day_start
from loyalty.ledger.account import AccountKey
from loyalty.use_cases.erasing.apply_retention import olds
from loyalty.use_cases.erasing.finish_erasures import unfinished
from loyalty.use_cases.jobs.anniversaries import days_of_rules
from loyalty.use_cases.jobs.renewing import renewals_to_tell
from loyalty.use_cases.list_tiers_ending import list_tiers_ending
from loyalty.use_cases.points.list_expiring import list_expiring
from loyalty.use_cases.refusals import UnknownProgramme
from loyalty.use_cases.seals.close_day import end_of, open_days
from loyalty.use_cases.segments.count_segments import counts_anything
from loyalty.use_cases.services import Services

PAGE = 200
NOBODY = MemberId(-1)
SALES = "sales"
"""What the days are named whose orders the price history takes in."""
Finder = Callable[[Services, str], Iterator[Due]]


def found_of(services: Services, kind: JobKind, programme: str) -> Iterator[Due]:
    """Give what has fallen due of a kind in a programme by the services' clock.

    Of a programme of which no version binds, only what needs none.
    """
    try:
        yield from _FINDERS[kind](services, programme)
    except UnknownProgramme:
        return


def account_text(member: MemberId, wallet: str) -> str:
    """Give how an item names an account."""
    return f"{id_text('mem', member)}:{wallet}"


def _points(services: Services, programme: str) -> Iterator[Due]:
    """Find the accounts with points that wait no longer, points that lapse, or holds that do."""
    now, after = services.clock.now(), None
    while True:
        with services.units.read() as unit:
            page = unit.ledger.accounts_due(programme, now, after=after, limit=PAGE)
        for key, due in page:
            yield Due(JobKind.POINTS, programme, account_text(key.member_id, key.unit), due)
        if len(page) < PAGE:
            return
        after = AccountKey(page[-1][0].member_id, page[-1][0].unit, programme)


def _reviews(services: Services, programme: str) -> Iterator[Due]:
    now, after = services.clock.now(), NOBODY
    while True:
        with services.units.read() as unit:
            page = unit.tiers.ending(programme, now, after=after, limit=PAGE)
        for member, until in page:
            yield Due(JobKind.TIER_REVIEW, programme, id_text("mem", member), until)
        if len(page) < PAGE:
            return
        after = page[-1][0]


def _alerts(services: Services, programme: str) -> Iterator[Due]:
    """Find every subscription with alerts, once in a day of UTC."""
    now = services.clock.now()
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    with services.units.read() as unit:
        services.programmes.in_force(unit, programme, now)
        watched = unit.alerts.watched(programme)
    for subscription in watched:
        yield Due(JobKind.SPENDING_ALERTS, programme, subscription, day)


def _bills(services: Services, programme: str) -> Iterator[Due]:
    now, after = services.clock.now(), ""
    while True:
        with services.units.read() as unit:
            page = unit.subscriptions.due_in_order(programme, now, after=after, limit=PAGE)
        for subscription, due, written in page:
            yield Due(JobKind.BILL, programme, subscription, due, str(written))
        if len(page) < PAGE:
            return
        after = page[-1][0]


def _expiry_notices(services: Services, programme: str) -> Iterator[Due]:
    """Find what is to be told, and once in a day what waits to be told in time."""
    today = services.clock.now().date().isoformat()
    for each in list_expiring(services, programme):
        item = account_text(each.member, each.wallet)
        mark = today if each.awaits else ""
        yield Due(JobKind.EXPIRY_NOTICE, programme, item, each.expires_at, mark)


def _tier_notices(services: Services, programme: str) -> Iterator[Due]:
    """Find what is to be told, once in a day, since what is told late is lost later."""
    now = services.clock.now()
    today = now.date().isoformat()
    for each in list_tiers_ending(services, programme):
        shown = each.shown
        if not shown.notices.is_due(shown.standing.tier, each.until, local_day(shown.programme, now)):
            continue
        yield Due(JobKind.TIER_NOTICE, programme, id_text("mem", each.member), each.until, today)


def _consents(services: Services, programme: str) -> Iterator[Due]:
    """Find the consents whose time is over and of which nothing was ended yet."""
    now, after = services.clock.now(), None
    while True:
        with services.units.read() as unit:
            page = unit.consents.over(programme, now, after, PAGE)
        for each in page:
            if each.until is not None:
                item = f"{id_text('mem', each.member_id)}:{each.record_id}"
                yield Due(JobKind.CONSENTS, programme, item, each.until)
        if len(page) < PAGE:
            return
        after = (page[-1].member_id, page[-1].record_id)


def _segments(services: Services, programme: str) -> Iterator[Due]:
    """Find the day that runs, in the programme's zone, where there is something to count."""
    now = services.clock.now()
    with services.units.read() as unit:
        in_force = services.programmes.in_force(unit, programme, now)
    if counts_anything(in_force):
        yield Due(JobKind.SEGMENTS, programme, programme, day_start(local_day(in_force, now), in_force.zone))


def _promises(services: Services, programme: str) -> Iterator[Due]:
    with services.units.read() as unit:
        now = services.clock.now()
        of_stores = unit.vouchers.lapsed(programme, now), unit.discount_budgets.lapsed(programme, now)
    lapsed = [each for each in of_stores if each is not None]
    if lapsed:
        yield Due(JobKind.VOUCHER_PROMISES, programme, programme, min(lapsed))


def _seal_days(services: Services, programme: str) -> Iterator[Due]:
    """Find the days of UTC that are over and of which documents are in no tree."""
    today = services.clock.now().astimezone(UTC).date()
    with services.units.read() as unit:
        days = open_days(unit, programme, today)
    for day in days:
        if day < today:
            yield Due(JobKind.SEAL_DAY, programme, day.isoformat(), end_of(day))


def _case_clocks(services: Services, programme: str) -> Iterator[Due]:
    """Find the clocks of open cases that have run out, and of which it was not said yet."""
    now, after = services.clock.now(), ""
    while True:
        with services.units.read() as unit:
            page = unit.cases.list(programme, still_open=True, after=after, limit=PAGE)
        for case in page:
            until = {told.limit.clock: told.limit.until for told in case.clocks(now) if told.late}
            for clock in case.ran_out(now):
                yield Due(JobKind.CASE_CLOCKS, programme, f"{case.key.case_id}:{clock}", until[clock])
        if len(page) < PAGE:
            return
        after = page[-1].key.case_id


def _price_days(services: Services, programme: str) -> Iterator[Due]:
    """Find the days of UTC that are over, since the last one, on which orders were recorded."""
    now = services.clock.now()
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    with services.units.read() as unit:
        last = unit.jobs.latest(JobKind.PRICE_DAY, programme, SALES)
        days = unit.prices.days_sold(programme, last or datetime.min.replace(tzinfo=UTC), today)
    for day in days:
        yield Due(JobKind.PRICE_DAY, programme, SALES, end_of(day))


def _answers(services: Services, programme: str) -> Iterator[Due]:
    with services.units.read() as unit:
        oldest = unit.idempotency.oldest(services.clock.now())
    if oldest is not None:
        yield Due(JobKind.OLD_ANSWERS, programme, "answers", oldest)


def _retention(services: Services, programme: str) -> Iterator[Due]:
    """Find the day of UTC that runs, where the time of any row is over."""
    now = services.clock.now()
    with services.units.read() as unit:
        over = any(unit.ages.over(old) for _, old in olds(unit, now)) or bool(unfinished(services, unit))
    if over:
        day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        yield Due(JobKind.RETENTION, programme, "rows", day)


_FINDERS: Mapping[JobKind, Finder] = {
    JobKind.POINTS: _points,
    JobKind.TIER_REVIEW: _reviews,
    JobKind.SPENDING_ALERTS: _alerts,
    JobKind.BILL: _bills,
    JobKind.CONSENTS: _consents,
    JobKind.SEGMENTS: _segments,
    JobKind.ANNIVERSARY: days_of_rules,
    JobKind.EXPIRY_NOTICE: _expiry_notices,
    JobKind.TIER_NOTICE: _tier_notices,
    JobKind.RENEWAL_NOTICE: renewals_to_tell,
    JobKind.VOUCHER_PROMISES: _promises,
    JobKind.CASE_CLOCKS: _case_clocks,
    JobKind.SEAL_DAY: _seal_days,
    JobKind.PRICE_DAY: _price_days,
    JobKind.OLD_ANSWERS: _answers,
    JobKind.RETENTION: _retention,
}
