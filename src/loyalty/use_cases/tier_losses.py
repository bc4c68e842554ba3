"""When a tier that is not kept is lost: at its end where the member was told of that in time, else later.

Nothing is booked to hold a loss back. Whoever works out a standing looks at which notices were
delivered, and by when that was known, so that a day that is over stays as it was.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.jobs.notice import LossTold
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.language.values import Duration
from loyalty.profiles.markets import law_on
from loyalty.profiles.parameters import Window
from loyalty.profiles.windows import (
    about_of,
    days_of,
    has_opened,
    is_hit,
    is_over,
    next_end,
    own_window,
    sets_windows,
    windows_in,
)
from loyalty.tiers.grant import Lost, TierGrant, as_given
from loyalty.tiers.movement import Announced, as_due
from loyalty.tiers.standing import Held, Standing
from loyalty.unit_of_work import UnitOfWork

LOSS: Final = "tiers.loss_notice"
NoticeAt = Callable[[datetime], Duration]
"""How long before a loss the ladder that binds at an instant promises to tell of it."""


def losses_until(programme: Programme, now: datetime) -> datetime | None:
    """Give the latest loss of which members are told by now, None without a ladder."""
    tiers, today = programme.shape.tiers, local_day(programme, now)
    if tiers is None:
        return None
    last = today + timedelta(days=max(w.earliest for w in loss_windows(programme, tiers.notice, today)))
    return day_start(last + timedelta(days=1), programme.zone)


def loss_windows(programme: Programme, notice: Duration, day: date) -> tuple[Window, ...]:
    """Give the windows before a tier is lost on a day in which its member is told, by the law of that day."""
    law = law_on(day, programme.shape.jurisdictions)
    windows = windows_in(law, LOSS)
    if sets_windows(law, LOSS):
        return windows
    return tuple(own_window(days_of(notice, day), window) for window in windows)


def announced_of(  # noqa: PLR0913, PLR0917 - whose losses, by which rules, as known when
    unit: UnitOfWork,
    programme: Programme,
    member: MemberId,
    notice_at: NoticeAt,
    lost: Collection[tuple[str, datetime]] = frozenset(),
    now: datetime | None = None,
) -> Announced:
    """Give the function that says when a member loses a tier; what was ``lost`` before stays so.

    The notices are read when the first loss comes near, and once. With ``now`` a loss that is still
    to come is taken to be told of in time. Of a history that is brought along nobody was told, and no loss
    waits there.
    """
    if unit.quiet:
        return as_due
    told = cache(lambda: unit.notices.of_losses(programme.name, member))

    def announced(tier: str, end: datetime) -> datetime | None:
        if (tier, end) in lost:
            return end
        notices = LossNotices(programme, notice_at(end), told())
        first, last = notices.first(tier, end), notices.last(tier, end)
        return last if first is None and now is not None and last > now else first

    return announced


def given_lost(  # noqa: PLR0913, PLR0917 - whose losses, by which rules, as known when
    unit: UnitOfWork,
    programme: Programme,
    member: MemberId,
    notice_at: NoticeAt,
    at: datetime,
    now: datetime | None = None,
) -> Lost:
    """Give the function that says when a tier is lost that was given: at its end where the member was told.

    A tier that is given for less time than a notice needs is told of with the gift. While nobody was told,
    the loss is the first of which it can be told from ``at`` on. ``now`` is as in `announced_of`.
    """
    if unit.quiet:
        return as_given
    announced = announced_of(unit, programme, member, notice_at, now=now)

    def lost(grant: TierGrant, end: datetime) -> datetime:
        notices = LossNotices(programme, notice_at(end), ())
        given, day = local_day(programme, grant.given_at), local_day(programme, end)
        if any(is_over(window, day, given) for window in notices.windows(end)):
            return end
        return announced(grant.tier, end) or notices.later(at)

    return lost


@dataclass(frozen=True, slots=True)
class LossNotices:
    """What a member was told of losing, under a promise to tell ``notice`` before."""

    programme: Programme
    notice: Duration
    told: Sequence[LossTold]

    def windows(self, at: datetime) -> tuple[Window, ...]:
        """Give the windows before a loss."""
        return loss_windows(self.programme, self.notice, local_day(self.programme, at))

    def first(self, tier: str, end: datetime) -> datetime | None:
        """Give the first instant from an end on of which the member was told in every window, or None.

        A delivery that was said later counts from when it was said.
        """
        found = []
        for at in {each.about_at for each in self.told if each.about_at >= end}:
            known = [self.known(tier, at, window) for window in self.windows(at)]
            if None not in known:
                found.append(max(at, *(each for each in known if each)))
        return min(found, default=None)

    def last(self, tier: str, end: datetime) -> datetime:
        """Give the last loss of a tier from an end on that a notice tells of, the end itself without one."""
        ends = (each.about_at for each in self.told if each.about.partition(":")[0] == tier)
        return max((end, *ends))

    def shown(self, held: Standing, at: datetime) -> Standing:
        """Give a standing as it is shown: one that awaits a notice ends when a notice says."""
        if held.held is not Held.AWAITS_NOTICE or held.until is None:
            return held
        told = self.last(held.tier, held.until)
        return replace(held, until=told if told > at else None)

    def later(self, now: datetime) -> datetime:
        """Give a loss of which it can be told within every window from now on."""
        today = local_day(self.programme, now)
        return day_start(next_end(self.windows(now), today), self.programme.zone)

    def is_due(self, tier: str, at: datetime, today: date) -> bool:
        """Whether something is to be told of a loss: in a window that has begun, or since one was missed."""
        windows, day = self.windows(at), local_day(self.programme, at)
        made = {each.about for each in self.told if each.about_at == at}
        begun = {about_of(tier, windows, each) for each in windows if has_opened(each, day, today)}
        return not begun <= made or self.is_missed(tier, at, today)

    def is_missed(self, tier: str, at: datetime, today: date) -> bool:
        """Whether a window before a loss is over in which nobody was told."""
        day = local_day(self.programme, at)
        return any(
            is_over(window, day, today) and self.known(tier, at, window) is None
            for window in self.windows(at)
        )

    def known(self, tier: str, at: datetime, window: Window) -> datetime | None:
        """Give since when it is known that a notice of a loss was delivered in a window, or None.

        Who was told of losing a higher tier was told of losing this one.
        """
        abouts = {about_of(each, self.windows(at), window) for each in _at_least(self.programme, tier)}
        day = local_day(self.programme, at)
        known = (
            each.known_at
            for each in self.told
            if each.about_at == at
            and each.about in abouts
            and each.delivered_at is not None
            and is_hit(window, day, local_day(self.programme, each.delivered_at))
        )
        return min((each for each in known if each is not None), default=None)


def _at_least(programme: Programme, tier: str) -> frozenset[str]:
    ladder = programme.ladder
    place = ladder.place(tier) if ladder is not None else -1
    above = ladder.steps[place:] if ladder is not None and place >= 0 else ()
    return frozenset({tier, *(step.tier for step in above)})
