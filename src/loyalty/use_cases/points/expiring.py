"""When members are told before points lapse: in the windows of the markets, or as promised."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.jobs.notice import NoticeKind, Told
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.language.values import Duration, Unit
from loyalty.ledger.account import AccountKey, Booked
from loyalty.ledger.entry import Kind
from loyalty.profiles.markets import law_on
from loyalty.profiles.parameters import Window
from loyalty.profiles.windows import about_of, days_of, is_hit, own_window, sets_windows, windows_in
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.services import Services
from loyalty.use_cases.wallets import expiry_of, wallets_of

EXPIRY = "points.expiry_notice"
USUAL = Duration(30, Unit.DAY)
"""How long before their end members are told of it, where the rules promise nothing."""


def expiry_windows(programme: Programme, wallet: str, day: date) -> tuple[Window, ...]:
    """Give the windows before points of a wallet lapse in which their member is told, by the law of a day.

    None where its points never lapse. Raises UnknownWallet.
    """
    expire = expiry_of(programme, wallet)
    if expire is None:
        return ()
    law = law_on(day, programme.shape.jurisdictions)
    windows = windows_in(law, EXPIRY)
    if sets_windows(law, EXPIRY):
        return windows
    return tuple(own_window(days_of(expire.notice or USUAL, day), window) for window in windows)


def told_until(programme: Programme, wallet: str, now: datetime) -> datetime | None:
    """Give the latest end of which members are told by now, None where points never lapse."""
    today = local_day(programme, now)
    windows = expiry_windows(programme, wallet, today)
    if not windows:
        return None
    last = today + timedelta(days=max(window.earliest for window in windows))
    return day_start(last + timedelta(days=1), programme.zone)


def is_announced(
    unit: UnitOfWork, programme: Programme, member: MemberId, wallet: str, end: datetime
) -> bool:
    """Whether the member was told in each window before an end. Raises UnknownWallet."""
    day = local_day(programme, end)
    windows = expiry_windows(programme, wallet, day)
    return all(
        was_told(unit, programme, member, about_of(wallet, windows, each), each, end) for each in windows
    )


def lapsed_untold(services: Services, unit: UnitOfWork, key: AccountKey, booked: Booked) -> int:
    """Give how many points of an account lapsed whose member was not told of that in each window.

    Points that came after the notice of their end are those beyond what it says.
    None where no version that binds knows the wallet, since it says in which windows.
    """
    version = unit.adoption.in_force(key.programme, services.clock.now())
    lapsed = [entry for entry in booked.entries if entry.kind is Kind.LAPSE]
    if version is None or not lapsed:
        return 0
    programme = services.programmes.by_digest(unit, version.digest)
    if key.unit not in wallets_of(programme):
        return 0
    ends = {lot.lot_id: lot.expires_at for lot in booked.before.lots}
    points = Counter[datetime]()
    for entry in lapsed:
        for part in entry.allocations:
            points[ends.get(part.lot_id) or entry.cause.occurred_at] += abs(part.amount)
    return sum(max(0, count - told_of(unit, programme, key, end)) for end, count in points.items())


def told_of(unit: UnitOfWork, programme: Programme, key: AccountKey, end: datetime) -> int:
    """Give of how many points that end at an instant their member was told in each window, under every id."""
    windows = expiry_windows(programme, key.unit, local_day(programme, end))
    whose = one_person(unit, key.member_id)

    def said(window: Window) -> int:
        of = about_of(key.unit, windows, window), window
        return sum(each.content["points"] for who in whose for each in _hits(unit, programme, who, of, end))

    return min(map(said, windows), default=0)


def was_told(  # noqa: PLR0913, PLR0917 - who, of what, in which window
    unit: UnitOfWork, programme: Programme, member: MemberId, about: str, window: Window, end: datetime
) -> bool:
    """Whether a notice of an end was delivered to the member in a window before it."""
    return any(_hits(unit, programme, member, (about, window), end))


def _hits(
    unit: UnitOfWork, programme: Programme, member: MemberId, of: tuple[str, Window], end: datetime
) -> Iterator[Told]:
    """Give the notices of an end that were delivered to the member in a window before it."""
    (about, window), day = of, local_day(programme, end)
    for each in unit.notices.told(programme.name, NoticeKind.EXPIRY, about, member):
        delivered = each.delivered_at
        if each.about_at == end and delivered and is_hit(window, day, local_day(programme, delivered)):
            yield each
