"""What members would lose of what they have earned, bought or been promised, when a version binds.

What is booked stays as it was booked whatever binds later: a lot keeps its end and the day from
which it can be spent, a hold its end, a quote its price, a receipt its explanation, a standing the
day until which it is kept; returns, claims and exchanges are decided by the version of the sale.
Compared here is the rest, which the version in force decides anew each time it is needed.
"""

from collections.abc import Iterator

from loyalty.comparison.losing.loss import EXPIRY, LOSS, Loss
from loyalty.comparison.losing.promises import promise_losses
from loyalty.comparison.losing.sayings import said
from loyalty.language.checks.lengths import never_shorter
from loyalty.language.shapes.earn import ExpireShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.wallets import POINTS, WalletShape

_EARLIEST = "earliest_expiry"


def retroactive_losses(old: ProgrammeShape, new: ProgrammeShape) -> tuple[Loss, ...]:
    """Give everything that would be lost from the first day of ``new`` on, none where nothing is."""
    wallets = [POINTS] if _of(old, POINTS) is not None or old.earn is not None else []
    wallets += [wallet.id for wallet in old.wallets if wallet.id != POINTS]
    lots = [loss for wallet in wallets for loss in _wallet(old, new, wallet)]
    return (*lots, *promise_losses(old, new, new.effective.from_))


def _of(shape: ProgrammeShape, wallet: str) -> WalletShape | None:
    return next((each for each in shape.wallets if each.id == wallet), None)


def _expiry(shape: ProgrammeShape, wallet: str) -> ExpireShape | None:
    if wallet == POINTS:
        return shape.earn.expire if shape.earn is not None else None
    found = _of(shape, wallet)
    return found.expire if found is not None else None


def _wallet(old: ProgrammeShape, new: ProgrammeShape, wallet: str) -> Iterator[Loss]:
    before, after = _of(old, wallet), _of(new, wallet)
    if wallet != POINTS and after is None:
        yield Loss(LOSS, wallet, said("wallet_gone", wallet=wallet))
        return
    if _kind(before) == "spendable" and _kind(after) == "status":
        yield Loss(LOSS, wallet, said("only_status", wallet=wallet))
    if not _kept_up(old, new, wallet):
        yield Loss(EXPIRY, wallet, said("kept_shorter", wallet=wallet))
    if _gives_back_less(before, after):
        yield Loss(EXPIRY, wallet, said("back_sooner", wallet=wallet))
    if _order(before) != _order(after) and _order(after)[0] != _EARLIEST:
        yield Loss(EXPIRY, wallet, said("other_order", wallet=wallet))


def _kind(wallet: WalletShape | None) -> str:
    return wallet.kind if wallet is not None else "spendable"


def _order(wallet: WalletShape | None) -> tuple[str, tuple[str, ...]]:
    if wallet is None:
        return _EARLIEST, ()
    return wallet.spend, wallet.first if wallet.spend == "priority" else ()


def _gives_back_less(old: WalletShape | None, new: WalletShape | None) -> bool:
    """Whether points that come back after their end live shorter than they would have."""
    if old is None or old.grace is None:
        return False
    return new is None or new.grace is None or not never_shorter(old.grace, new.grace)


def _kept_up(old: ProgrammeShape, new: ProgrammeShape, wallet: str) -> bool:
    """Whether activity gives every lot that is there an end no sooner than it would have given."""
    before, after = _expiry(old, wallet), _expiry(new, wallet)
    if before is None or before.by != "activity" or before.after is None:
        return True
    if after is None or after.by != "activity" or after.after is None:
        return False
    tiers = [tier.name for tier in old.tiers.ladder] if old.tiers is not None else []
    for tier in ("", *tiers):
        # Members of a tier whose points never end get no other end by activity.
        if tier in before.never_for:
            continue
        was, is_ = ((each.by_tier or {}).get(tier, each.after) for each in (before, after))
        if tier in after.never_for or was is None or is_ is None or not never_shorter(was, is_):
            return False
    return True
