"""The catalogue of rewards: whether a member may have one on a day, and what it costs then."""

from dataclasses import dataclass
from datetime import date

from loyalty.language.shapes.rewards import RewardShape
from loyalty.redemption.refusals import CostDiffers, OutOfStock, RewardLimitReached, RewardNotOffered


@dataclass(frozen=True, slots=True)
class Taken:
    """How often a reward was taken and not rolled back: by everybody, and by the member who asks."""

    by_all: int
    by_member: int


@dataclass(frozen=True, slots=True)
class Wish:
    """When a member of a tier wants a reward, and the points the caller believes it costs, None: unsaid."""

    day: date
    tier: str
    points: int | None = None


def cost_of(reward: RewardShape, wish: Wish, taken: Taken) -> int:
    """Give the points a reward costs the member on that day.

    Raises RewardNotOffered, RewardLimitReached, OutOfStock, and CostDiffers where the caller
    believes in another cost.
    """
    if not is_offered(reward, wish):
        raise RewardNotOffered
    if reward.per_member is not None and taken.by_member >= reward.per_member:
        raise RewardLimitReached(at_most=reward.per_member)
    if reward.stock is not None and taken.by_all >= reward.stock:
        raise OutOfStock
    cost = int(reward.cost.at(wish.day))
    if wish.points is not None and wish.points != cost:
        raise CostDiffers(f"It costs {cost} points.", cost=cost, sent=wish.points)
    return cost


def is_offered(reward: RewardShape, wish: Wish) -> bool:
    """Whether the reward is there on the day for members of the tier."""
    begun = reward.from_ is None or reward.from_ <= wish.day
    there = begun and (reward.until is None or wish.day <= reward.until) and reward.cost.exists(wish.day)
    return there and (not reward.tiers or wish.tier in reward.tiers)
