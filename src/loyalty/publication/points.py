"""Points: how they may end where the law says so; trials and ways out of plans."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from loyalty.language.checks.lengths import never_shorter
from loyalty.language.shapes.earn import ExpireShape
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.tiers import BenefitShape
from loyalty.language.shapes.wallets import POINTS, WalletShape
from loyalty.language.values import Duration, Unit
from loyalty.profiles.parameters import Window
from loyalty.publication.breach import Breach
from loyalty.publication.claimed.given import most_off
from loyalty.publication.matter import Matter


def check_points(matter: Matter) -> Iterator[Breach]:
    """Give ends of points that the law forbids, plans without terms or way out."""
    if not _is_exempt(matter):
        for expire in _ends(matter.shape):
            yield from _by_time(matter, expire)
            yield from _inactive(matter, expire)
    yield from _trials(matter.shape)
    yield from _ways_out(matter)


def last_for(shape: ProgrammeShape, owner: Shape) -> bool:
    """Give whether points that a part of a programme is about never end; of a benefit, for some tier."""
    wallet = owner.id if isinstance(owner, WalletShape) else getattr(owner, "wallet", None) or POINTS
    holders = (shape.earn,) if wallet == POINTS else (each for each in shape.wallets if each.id == wallet)
    expires = [each.expire for each in holders if each is not None and each.expire is not None]
    for_some = isinstance(owner, BenefitShape)
    return all(
        each.on is None and (not _lives(shape, each) or (for_some and bool(each.never_for)))
        for each in expires
    )


def _ends(shape: ProgrammeShape) -> Iterator[ExpireShape]:
    """Give how points end, of every kind that is spent."""
    if shape.earn is not None and shape.earn.expire is not None:
        yield shape.earn.expire
    yield from (w.expire for w in shape.wallets if w.expire is not None and w.kind == "spendable")


def _is_exempt(matter: Matter) -> bool:
    """Whether points buy nothing but rewards that the law leaves alone: small ones, or few that are named."""
    rewards, others = matter.shape.rewards, (matter.shape.redeem, *matter.shape.conversions)
    paying = any(plan.points is not None for plan in matter.shape.plans)
    if not rewards or paying or any(each is not None for each in others):
        return False
    most = matter.law.strictest("points.exempt_reward")
    worths = [_worth(matter, each) for each in rewards]
    small = isinstance(most, int) and all(worth is not None and worth <= most for worth in worths)
    return (small and matter.shape.currency == "CAD") or _are_few(matter)


def _worth(matter: Matter, reward: RewardShape) -> Fraction | None:
    """Give what a reward is worth: as it is stated, or what its code takes off where that is more."""
    voucher = next((each for each in matter.shape.vouchers if each.id == reward.voucher), None)
    if voucher is None:
        return reward.value
    off = most_off(matter, voucher)
    return None if off is None else max(reward.value or off, off)


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
    ends = expire.on is not None or bool(_lives(matter.shape, expire))
    if law is not None and expire.by != "activity" and ends:
        key = "on" if expire.on is not None else "by"
        how = f"on {expire.on}" if expire.on is not None else f"{expire.after} after they were earned"
        message, help_ = f"points end by time alone, {how}", "write `by: activity`, or leave `expire` out"
        yield Breach("PT-01", "TIME_EXPIRY_FORBIDDEN", expire.place(key), message, help_, law)


def _lives(shape: ProgrammeShape, expire: ExpireShape) -> Mapping[str, Duration]:
    """Give how long points live by tier, without those whose never end; under no name if there are none."""
    tiers = [tier.name for tier in shape.tiers.ladder] if shape.tiers is not None else [""]
    by_tier = expire.by_tier or {}
    lives = {tier: by_tier.get(tier, expire.after) for tier in tiers if tier not in expire.never_for}
    return {tier: life for tier, life in lives.items() if life is not None}


def _inactive(matter: Matter, expire: ExpireShape) -> Iterator[Breach]:
    """Give an end by inactivity that comes too soon, or without a notice in each window of a market."""
    lives = _lives(matter.shape, expire)
    if expire.by != "activity" or not lives:
        return
    yield from _too_soon(matter, expire, lives)
    for value in matter.law.values("points.expiry_notice"):
        windows = value.value if isinstance(value.value, tuple) else ()
        for window in windows:
            if value.profile != "U" and not _hits(expire.notice, window):
                told = "no notice" if expire.notice is None else f"a notice {expire.notice} before"
                message = f"points lapse with {told}, and the window is {window} days before"
                help_ = f"write `notice: {window.earliest} days`"
                yield Breach("PT-02", "NOTICE_WINDOW_MISSED", expire.place("notice"), message, help_, value)


def _too_soon(matter: Matter, expire: ExpireShape, lives: Mapping[str, Duration]) -> Iterator[Breach]:
    law = next(iter(matter.law.values("points.inactive_months")), None)
    if law is None or not isinstance(law.value, int):
        return
    least = Duration(law.value, Unit.MONTH)
    short = {tier: life for tier, life in lives.items() if not never_shorter(least, life)}
    if not short:
        return
    tier, life = min(short.items(), key=lambda found: found[1].after(law.checked_on))
    own = tier in (expire.by_tier or {})
    of = f" of `{tier}`" if own else ""
    message = f"points{of} lapse after {life} without activity, and {law.value} months are the least"
    help_ = f"write `{tier if own else 'after'}: {least}`"
    place = expire.place("by_tier" if own else "after")
    yield Breach("PT-01", "TIME_EXPIRY_FORBIDDEN", place, message, help_, law)


def _hits(notice: Duration | None, window: Window) -> bool:
    """Whether a notice so long before an end is in a window, whatever day the end is."""
    if notice is None:
        return False
    latest, earliest = Duration(window.latest, Unit.DAY), Duration(window.earliest, Unit.DAY)
    return never_shorter(latest, notice) and never_shorter(notice, earliest)


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
            ways = ", ".join(f"`{way}`" for way in missing)
            message = f"`{plan.id}` is begun by {ways} and cannot be ended there"
            help_ = f"write {ways} under `by` of `ends` too"
            yield Breach("SB-03", "CANCEL_HARDER", plan.ends.place("by"), message, help_, law)
        if plan.ends.steps > plan.begins.steps:
            begun = "1 step" if plan.begins.steps == 1 else f"{plan.begins.steps} steps"
            message = f"`{plan.id}` is begun in {begun} and ended in {plan.ends.steps}"
            help_ = f"let it be ended in {begun}"
            yield Breach("SB-03", "CANCEL_HARDER", plan.ends.place("steps"), message, help_, law)
