"""Why a reward is not handed over."""

from loyalty.kernel.refusal import Refusal


class UnknownReward(Refusal):
    """The programme has no reward of this name."""

    code = "unknown-reward"
    title = "There is no such reward"


class RewardNotOffered(Refusal):
    """The reward is not there on this day, or not for members of this tier."""

    code = "reward-not-offered"
    title = "This reward is not offered"


class RewardLimitReached(Refusal):
    """The member has had as many as anybody may; facts: at_most."""

    code = "reward-limit-reached"
    title = "This member has had all that one may have"


class OutOfStock(Refusal):
    """There is none left."""

    code = "out-of-stock"
    title = "There is none left of this reward"


class RewardUsed(Refusal):
    """The code that was handed over has counted, or counts in a quote that is still valid."""

    code = "reward-used"
    title = "The voucher of this exchange is used"


class CostDiffers(Refusal):
    """The caller believes in another cost; facts: cost, sent."""

    code = "cost-differs"
    title = "The reward costs something else"
