"""Points: how they may end where the law says so, gifts within their cap; trials and ways out of plans."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from loyalty.language.dated import Dated
from loyalty.language.shapes.earn import ExpireShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.values import Duration, Unit
from loyalty.profiles.parameters import Window
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter

_DAYS: Final = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}
_MONTHS: Final = {Unit.MONTH: 1, Unit.YEAR: 12}
_SMALL: Final = Fraction(1000)
_SMALL_GIFT: Final = Fraction(200)
"""In yen: what may be given with any purchase under 1,000. Source: notification on free premiums, Japan."""


def check_points(matter: Matter) -> Iterator[Breach]:
    """Give ends of points that the law forbids, gifts above their cap, plans without terms or way out."""
    if not _is_exempt(matter):
        for expire in _ends(matter.shape):
            yield from _by_time(matter, expire)
            yield from _inactive(matter, expire)
    yield from _gifts(matter)
    yield from _trials(matter.shape)
    yield from _ways_out(matter)


def _ends(shape: ProgrammeShape) -> Iterator[ExpireShape]:
    """Give how points end, of every kind that is spent."""
    if shape.earn is not None and shape.earn.expire is not None:
        yield shape.earn.expire
    yield from (w.expire for w in shape.wallets if w.expire is not None and w.kind == "spendable")


def _is_exempt(matter: Matter) -> bool:
    """Whether points buy nothing but rewards that the law leaves alone: small ones, or few that are named."""
    rewards = matter.shape.rewards
    if matter.shape.redeem is not None or not rewards:
        return False
    most = matter.law.strictest("points.exempt_reward")
    small = isinstance(most, int) and all(each.value is not None and each.value <= most for each in rewards)
    return (small and matter.shape.currency == "CAD") or _are_few(matter)


def _are_few(matter: Matter) -> bool:
    """Whether every market that forbids an end by time leaves so few rewards alone."""
    forbid = {each.profile for each in matter.law.values("points.no_expiry_by_time")}
    few = matter.law.values("points.exempt_rewards")
    allow = {
        each.profile
        for each in few
        if isinstance(each.value, int) and len(matter.shape.rewards) <= each.value
    }
    return bool(forbid) and forbid <= allow


def _by_time(matter: Matter, expire: ExpireShape) -> Iterator[Breach]:
    law = matter.law.asking("points.no_expiry_by_time")
    if law is not None and expire.by != "activity":
        key = "on" if expire.on is not None else "by"
        how = f"on {expire.on}" if expire.on is not None else f"{expire.after} after they were earned"
        message, help_ = f"points end by time alone, {how}", "write `by: activity`, or leave `expire` out"
        yield Breach("PT-01", "TIME_EXPIRY_FORBIDDEN", expire.place(key), message, help_, law)


def _inactive(matter: Matter, expire: ExpireShape) -> Iterator[Breach]:
    """Give an end by inactivity that comes too soon, or without a notice in each window of a market."""
    if expire.by != "activity" or expire.after is None:
        return
    least = next(iter(matter.law.values("points.inactive_months")), None)
    if least is not None and isinstance(least.value, int) and _months(expire.after) < least.value:
        message = (
            f"points lapse after {expire.after} without activity, and {least.value} months are the least"
        )
        help_ = f"write `after: {least.value} months`"
        yield Breach("PT-01", "TIME_EXPIRY_FORBIDDEN", expire.place("after"), message, help_, least)
    for value in matter.law.values("points.expiry_notice"):
        windows = value.value if isinstance(value.value, tuple) else ()
        for window in windows:
            if value.profile != "U" and not _hits(expire.notice, window):
                told = "no notice" if expire.notice is None else f"a notice {expire.notice} before"
                message = f"points lapse with {told}, and the window is {window} days before"
                help_ = f"write `notice: {window.earliest} days`"
                yield Breach("PT-02", "NOTICE_WINDOW_MISSED", expire.place("notice"), message, help_, value)


def _months(length: Duration) -> Fraction:
    if length.unit in _MONTHS:
        return Fraction(length.count * _MONTHS[length.unit])
    return Fraction(length.count * _DAYS[length.unit], 31)


def _hits(notice: Duration | None, window: Window) -> bool:
    return notice is not None and window.latest <= notice.count * _DAYS[notice.unit] <= window.earliest


def _gifts(matter: Matter) -> Iterator[Breach]:
    """Give rewards that are worth more than a gift may be of what has to be bought for them."""
    law = next(iter(matter.law.values("premium.most_percent")), None)
    earn = matter.shape.earn
    if (
        law is None
        or not isinstance(law.value, int)
        or earn is None
        or not isinstance(earn.base.points, Dated)
    ):
        return
    factors = [tier.earn for tier in matter.shape.tiers.ladder] if matter.shape.tiers is not None else []
    best = max((value for factor in factors for value in factor.values), default=Fraction(1))
    each = max(earn.base.points.values) * best / min(earn.base.for_each.values)
    for reward in matter.shape.rewards:
        yield from _gift(matter, reward, each)


def _gift(matter: Matter, reward: RewardShape, each: Fraction) -> Iterator[Breach]:
    law = next(iter(matter.law.values("premium.most_percent")))
    if reward.value is None or not each or not isinstance(law.value, int):
        return
    bought = min(reward.cost.values) / each
    cap = bought * law.value / 100
    if matter.shape.currency == "JPY" and bought < _SMALL:
        cap = _SMALL_GIFT
    if reward.value > cap:
        message = f"the reward `{reward.id}` is worth more than {law.value} % of what has to be bought for it"
        help_ = "ask for more points, or give less"
        yield Breach("PT-10", "PREMIUM_CAP", reward.place("value"), message, help_, law)


def _trials(shape: ProgrammeShape) -> Iterator[Breach]:
    for plan in shape.plans:
        if plan.trial is not None and plan.price is None:
            message = f"`{plan.id}` has a trial, and no price says what follows it"
            yield Breach("SB-06", "TRIAL_TERMS_MISSING", plan.place("trial"), message, "write `price`")


def _ways_out(matter: Matter) -> Iterator[Breach]:
    """Give plans that are ended in fewer places than they are begun in, or in more steps."""
    law = matter.law.asking("subscription.ends_as_it_began")
    for plan in matter.shape.plans:
        if plan.begins is None or plan.ends is None:
            continue
        missing = [way for way in plan.begins.by if way not in plan.ends.by]
        if missing:
            message = f"`{plan.id}` is begun by {', '.join(missing)} and cannot be ended there"
            help_ = f"write {', '.join(missing)} under `by` of `ends` too"
            yield Breach("SB-03", "CANCEL_HARDER", plan.ends.place("by"), message, help_, law)
        if plan.ends.steps > plan.begins.steps:
            message = f"`{plan.id}` is begun in {plan.begins.steps} steps and ended in {plan.ends.steps}"
            help_ = f"let it be ended in {plan.begins.steps} steps"
            yield Breach("SB-03", "CANCEL_HARDER", plan.ends.place("steps"), message, help_, law)
