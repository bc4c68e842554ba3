"""What goes back of an order after its sale, worked out from what is kept of it alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from loyalty.kernel.period import day_start
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.causes import OrderAccount
from loyalty.use_cases.wallets import last_return_day


@dataclass(frozen=True, slots=True)
class Given:
    """What an order paid (minor units) and moved in points at its sale, and what went back of each so far.

    ``there`` is what is left of the points earned, None where nobody has them: what was taken for a
    case cannot go back once more.
    """

    paid: int
    earned: int
    used: int
    money: int = 0
    points_back: int = 0
    points_restored: int = 0
    there: int | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """What a change gives back: minor units and points, below zero what it asks for again.

    ``in_all`` is the money that went back since the sale with this change, ``stays`` what was
    paid for fees that are not refundable.
    """

    stays: int
    in_all: int
    money: int
    points_back: int
    points_restored: int


def refund_of(sale: Decision, kept: Decision, given: Given, *, cancelled: bool = False) -> Refund:
    """Give what goes back where ``kept`` is what is left of a sale.

    Fees that are not refundable stay paid; of a cancelled order nothing is left, no fee either.
    """
    stays = 0
    if not cancelled:
        for line in sale.part.lines:
            if not line.refundable and not line.inside:
                stays += line.sign * (sale.value(line.formula) - kept.value(line.formula))
    stays = max(0, stays)
    in_all = max(0, given.paid - kept.payable - stays)
    points_back = max(0, given.earned - kept.points_earned) - given.points_back
    return Refund(
        stays=stays,
        in_all=in_all,
        money=in_all - given.money,
        points_back=points_back if given.there is None else min(points_back, given.there),
        points_restored=max(0, given.used - kept.points_used) - given.points_restored,
    )


def beyond(account: OrderAccount, kept: Decision) -> int:
    """Give what is there of an award of a wallet beyond what the kept order earns; below zero what lacks.

    What was taken for a case is not what the kept order earns.
    """
    earning = account.earning
    if earning is None:
        return 0
    earns = min(earning.amount, kept.earned_in(account.state.unit))
    return earning.left - max(0, earns - earning.judged)


def taken_elsewhere(
    programme: Programme, accounts: Mapping[str, OrderAccount], kept: Decision
) -> list[dict[str, object]]:
    """Give what is taken back in each wallet but the first where it is any, as it is told."""
    return [
        {"wallet": wallet.id, "label": dict(wallet.name), "points_back": taken}
        for wallet in programme.shape.wallets
        if wallet.id != POINTS and wallet.id in accounts and (taken := beyond(accounts[wallet.id], kept))
    ]


def late_since(programme: Programme, sold_at: datetime, tier: str, at: datetime) -> date | None:
    """Give the last day on which an order could be brought back, where that is over at ``at``.

    None where it is not, or where the programme takes late returns. ``tier`` is what the member
    held at the sale.
    """
    last = last_return_day(programme, sold_at, tier)
    if last is None or at < day_start(last + timedelta(days=1), programme.zone):
        return None
    basket = programme.shape.basket
    refused = basket is None or basket.returns is None or basket.returns.late == "refused"
    return last if refused else None
