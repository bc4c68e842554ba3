"""Nothing that members have earned, bought or been promised becomes less when a version binds.

Between two versions: of what is booked by structure, since no later version reads it again; of
what the version in force decides anew, by comparing it for every case.
"""

from loyalty.comparison.losing.losses import retroactive_losses
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.prover.deciding import Effort


def decide(_programme: Programme, _params: Params, _effort: Effort) -> Answer:
    """Give NOT CHECKED: one version by itself takes nothing from anybody."""
    return Answer.unchecked("it needs the version that binds: loyalty prove DIR --against OLD")


def places(old: Programme, new: Programme) -> frozenset[str]:
    """Give where something is lost: the rules, wallets, tiers and plans."""
    return frozenset(loss.where for loss in retroactive_losses(old.shape, new.shape))


def decide_change(old: Programme, new: Programme, _params: Params) -> Answer:
    """Give PROVED, true where members lose nothing from ``old`` to ``new``, false with what they lose."""
    losses = retroactive_losses(old.shape, new.shape)
    if losses:
        told = "; ".join(f"{loss.code} at {loss.where}: {loss.what}" for loss in losses)
        return Answer.refuted(f"from {new.shape.effective.from_} on: {told}")
    because = (
        "by structure: lots, holds, quotes, receipts, returns and standings keep the terms they were booked "
        "under; activity, grace, spending, cards, referrals, vouchers and plans were compared, none is worse"
    )
    return Answer.shown(because)
