"""The wallets of a programme as booking needs them: which there are, their terms, the end of new points."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY, local_day
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import add_months, day_start
from loyalty.language.occasions.benefits import stated
from loyalty.language.shapes.earn import ExpireShape
from loyalty.language.shapes.wallets import POINTS, WalletShape
from loyalty.language.values import Duration, Wait
from loyalty.ledger.account import AccountState
from loyalty.ledger.desk import Recording
from loyalty.ledger.terms import SpendOrder, Terms
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.participants import standing_of
from loyalty.use_cases.refusals import NotSpendable, UnknownWallet
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class Purse:
    """A member's account in a wallet, and a recording under the wallet's terms."""

    state: AccountState
    recording: Recording


def purse_of(
    services: Services,
    unit: UnitOfWork,
    member_id: MemberId,
    recording: Recording,
    wallet: str,
) -> Purse:
    """Give what spending from a member's wallet needs. Raises UnknownMember, UnknownWallet, NotSpendable.

    Where no version of the programme binds any more, its points are spent under the usual terms.
    """
    member = member_of(unit, member_id)
    version = unit.adoption.in_force(member.programme, recording.now)
    if version is not None:
        programme = services.programmes.by_digest(unit, version.digest)
        spendable(programme, wallet)
        recording = under(recording, programme, wallet, tier_of(unit, programme, member_id, recording.now))
    elif wallet != POINTS:
        raise UnknownWallet
    return Purse(unit.ledger.account(member_id, wallet, member.programme), recording)


def tier_of(unit: UnitOfWork, programme: Programme, member_id: MemberId, at: datetime) -> str:
    """Give the tier a member holds at ``at``, that of nobody where there are no tiers."""
    moved = standing_of(unit, programme, member_id, at)
    return moved.standing.tier if moved is not None else NOBODY.tier


def wallet_in(programme: Programme, wallet: str) -> WalletShape | None:
    """Give a wallet of the programme, None for `POINTS` where it says nothing of it. Raises UnknownWallet."""
    found = next((each for each in programme.shape.wallets if each.id == wallet), None)
    if found is None and wallet != POINTS:
        raise UnknownWallet(f"The programme has no wallet `{wallet[:64]}`.")
    return found


def wallet_name(programme: Programme, wallet: str) -> dict[str, str]:
    """Give what members read for a wallet, by language; nothing where the programme says nothing of it."""
    return next((dict(each.name) for each in programme.shape.wallets if each.id == wallet), {})


def spendable(programme: Programme, wallet: str) -> None:
    """Give nothing where points of the wallet may be spent. Raises UnknownWallet, NotSpendable."""
    found = wallet_in(programme, wallet)
    if found is not None and found.kind == "status":
        raise NotSpendable


def wallets_of(programme: Programme) -> tuple[str, ...]:
    """Give the ids of all wallets, `POINTS` first."""
    return (POINTS, *(each.id for each in programme.shape.wallets if each.id != POINTS))


def under(
    recording: Recording, programme: Programme, wallet: str, tier: str, at: datetime | None = None
) -> Recording:
    """Give the recording under the terms of a wallet for a member of ``tier``. Raises UnknownWallet.

    ``at`` is when the thing happened, by default when it is recorded.
    """
    return replace(recording, terms=terms_under(programme, wallet, tier, at or recording.now))


def terms_under(programme: Programme, wallet: str, tier: str, at: datetime) -> Terms:
    """Give the terms of a wallet for what a member of ``tier`` does at ``at``, the same all day.

    Raises UnknownWallet.
    """
    terms, expire = terms_of(programme, wallet), expiry_of(programme, wallet)
    if expire is not None and expire.by == "activity":
        terms = replace(terms, extend_to=end_of(programme, wallet, at, tier))
    return terms


def coming_back(
    services: Services, unit: UnitOfWork, recording: Recording, programme: str, wallet: str
) -> Recording:
    """Give the recording for points that come back now, by the programme in force; as it is where none is."""
    version = unit.adoption.in_force(programme, recording.now)
    if version is None:
        return recording
    in_force = services.programmes.by_digest(unit, version.digest)
    known = wallet in wallets_of(in_force)
    return giving_back(recording, in_force, wallet, recording.now) if known else recording


def giving_back(recording: Recording, programme: Programme, wallet: str, at: datetime) -> Recording:
    """Give the recording under the terms of a wallet to which points come back at ``at``.

    That is no activity, so lots keep their ends, but for those the wallet gives a grace.
    Raises UnknownWallet.
    """
    terms, shape = terms_of(programme, wallet), wallet_in(programme, wallet)
    if shape is not None and shape.grace is not None:
        last = shape.grace.after(local_day(programme, at))
        terms = replace(terms, revive_until=day_start(last + timedelta(days=1), programme.zone))
    return replace(recording, terms=terms)


def terms_of(programme: Programme, wallet: str) -> Terms:
    """Give the terms of a wallet, whoever's it is and whatever happens. Raises UnknownWallet."""
    expire = expiry_of(programme, wallet)
    return replace(_spending(programme, wallet), told=expire is not None and expire.notice is not None)


def _spending(programme: Programme, wallet: str) -> Terms:
    shape, redeem = wallet_in(programme, wallet), programme.shape.redeem
    deficit = redeem.spent_too_much if redeem is not None else "owe"
    if shape is None:
        return Terms(owe_at_most=0 if deficit == "forbidden" else None)
    most = int(shape.owe_at_most) if shape.owe_at_most is not None else None
    if (shape.deficit or deficit) == "forbidden":
        most = 0
    return Terms(SpendOrder(shape.spend), shape.first, most)


def expiry_of(programme: Programme, wallet: str) -> ExpireShape | None:
    """Give how points of a wallet end, None where they never do. Raises UnknownWallet."""
    if wallet == POINTS:
        return programme.shape.earn.expire if programme.shape.earn is not None else None
    found = wallet_in(programme, wallet)
    return found.expire if found is not None else None


def times_of(
    programme: Programme, wallet: str, at: datetime, now: datetime, tier: str
) -> tuple[datetime | None, datetime | None]:
    """Give from when points earned at ``at`` can be spent, None: from ``now`` on, and when they end.

    ``tier`` is the member's; raises UnknownWallet.
    """
    earn, vests = programme.shape.earn, None
    if wallet == POINTS and earn is not None and earn.pending is not None:
        vests = vesting_of(programme, earn.pending, at, tier)
    end = no_sooner(programme, end_of(programme, wallet, at, tier), vests)
    return vests if vests is not None and vests > now else None, end


def no_sooner(programme: Programme, end: datetime | None, vests: datetime | None) -> datetime | None:
    """Give an end of points, put off to the end of the first day on which they can be spent."""
    if end is None or vests is None or end > vests:
        return end
    return day_start(local_day(programme, vests) + timedelta(days=1), programme.zone)


def vesting_of(programme: Programme, pending: Duration | Wait, at: datetime, tier: str) -> datetime:
    """Give when points of an order at ``at`` can be spent: after a wait, or when returns end."""
    if isinstance(pending, Duration):
        return day_start(pending.after(local_day(programme, at)), programme.zone)
    last = last_return_day(programme, at, tier)
    assert last is not None  # noqa: S101 - the checks demand a window of returns
    return day_start(last + timedelta(days=1), programme.zone)


def last_return_day(programme: Programme, at: datetime, tier: str) -> date | None:
    """Give the last day on which an order of ``at`` can be brought back, None where any is.

    ``tier`` is what the member held then: it may add days.
    """
    basket = programme.shape.basket
    if basket is None or basket.returns is None:
        return None
    last = basket.returns.within.after(local_day(programme, at))
    extra, tiers = basket.returns.extra_days, programme.shape.tiers
    held = next((each for each in tiers.ladder if each.name == tier), None) if tiers is not None else None
    days = stated(programme.shape, held, extra) if extra is not None and held is not None else None
    return last + timedelta(days=int(days or 0))


def end_of(programme: Programme, wallet: str, at: datetime, tier: str) -> datetime | None:
    """Give when points end that are earned, or kept up by activity, at ``at``; None: never."""
    expire = expiry_of(programme, wallet)
    if expire is None or tier in expire.never_for:
        return None
    last = expire.on
    if expire.after is not None:
        last = (expire.by_tier or {}).get(tier, expire.after).after(local_day(programme, at))
        if expire.by == "month_end":
            last = add_months(last.replace(day=1), 1) - timedelta(days=1)
        elif expire.by == "year_end":
            last = last.replace(month=12, day=31)
    assert last is not None  # noqa: S101 - one of `after` and `on` is written
    return day_start(last + timedelta(days=1), programme.zone)
