"""Points given because of a case: they wait and end as points of an order of today do."""

from dataclasses import dataclass

from loyalty.decision.programme import Programme
from loyalty.decision.telling.points_change import CASES
from loyalty.kernel.identity import MemberId
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_earn
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.wallets import tier_of, times_of, under

SOURCE = CASES


@dataclass(frozen=True, slots=True)
class Giving:
    """Points above 0 for a member; ``reference`` is the one of each gift, ``reason`` a code."""

    member: MemberId
    points: int
    reference: str
    reason: str


def give_points(
    services: Services, unit: UnitOfWork, programme: Programme, giving: Giving, recording: Recording
) -> None:
    """Book points in the unit, once for each reference, and tell the member of them.

    Raises StaleAccount, DecideAgain.
    """
    now = recording.now
    tier = tier_of(unit, programme, giving.member, now)
    vests, end = times_of(programme, POINTS, now, now, tier)
    account = unit.ledger.account(giving.member, POINTS, programme.name)
    terms = under(recording, programme, POINTS, tier, now)
    cause = Cause(SOURCE, giving.reference[:128], now, programme.digest, reason=giving.reason)
    book_told(services, unit, plan_earn(account, cause, LotTerms(giving.points, vests, end), terms))
