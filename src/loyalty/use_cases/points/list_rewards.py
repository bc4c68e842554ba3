"""The rewards a member may have today, with what they cost and how many are left."""

from collections.abc import Mapping
from dataclasses import dataclass

from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.redemption.catalogue import Wish, is_offered
from loyalty.use_cases.accounts import member_of, taken_of
from loyalty.use_cases.services import Services
from loyalty.use_cases.wallets import tier_of


@dataclass(frozen=True, slots=True)
class Offered:
    """A reward: ``left`` is how many this member may still have, None: any number."""

    reward: str
    name: Mapping[str, str]
    kind: str
    wallet: str
    points: int
    left: int | None


def list_rewards(services: Services, member_id: MemberId) -> list[Offered]:
    """Give every reward that is offered to the member now. Raises UnknownMember, UnknownProgramme."""
    now = services.clock.now()
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        programme = services.programmes.in_force(unit, member.programme, now)
        tier = tier_of(unit, programme, member_id, now)
        wish = Wish(local_day(programme, now), tier)
        offered = [reward for reward in programme.shape.rewards if is_offered(reward, wish)]
        taken = {each.id: taken_of(unit, programme.name, each.id, member_id) for each in offered}
    found = []
    for reward in offered:
        had = taken[reward.id]
        bounds = [
            most - count
            for most, count in ((reward.stock, had.by_all), (reward.per_member, had.by_member))
            if most is not None
        ]
        left = max(0, min(bounds)) if bounds else None
        cost = int(reward.cost.at(wish.day))
        found.append(Offered(reward.id, reward.name, reward.kind, reward.wallet, cost, left))
    return found
