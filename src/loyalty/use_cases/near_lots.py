"""Which lots an order or a quote needs one by one; however many others there are, they are summed up."""

from datetime import datetime

from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountState, Near
from loyalty.pricing.basket import Basket
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import POINTS
from loyalty.use_cases.standing_points import SOON
from loyalty.use_cases.wallets import expiry_of, wallets_of


def near_told(now: datetime) -> Near:
    """Give which lots are told of at ``now``."""
    return Near(now, now + SOON)


def near_moved(now: datetime, basket: Basket, programme: Programme | None = None) -> Near | None:
    """Give which lots an order of ``basket`` moves or tells of at ``now``.

    None: it may be any, since points are offered, or since by the ``programme`` activity puts ends off.
    """
    put_off = programme is not None and _put_off(programme, POINTS)
    return None if basket.points_offered or put_off else near_told(now)


def others_of(
    unit: UnitOfWork, decision: Decision, member: MemberId | None, now: datetime
) -> list[AccountState]:
    """Give the member's accounts in the other wallets that the order earns into, recorded at ``now``."""
    if member is None:
        return []
    programme = decision.programme
    earned = [each for each in wallets_of(programme) if each != POINTS and decision.earned_in(each)]
    return [
        unit.ledger.account_near(
            member, wallet, programme.name, None if _put_off(programme, wallet) else Near(now, now)
        )
        for wallet in earned
    ]


def _put_off(programme: Programme, wallet: str) -> bool:
    expire = expiry_of(programme, wallet)
    return expire is not None and expire.by == "activity"
