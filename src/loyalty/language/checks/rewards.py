"""Rewards: each named once, costing whole points of a wallet that can be spent, for tiers that there are."""

from collections.abc import Iterator

from loyalty.language.checks.conversions import spendable, wallet_kinds
from loyalty.language.checks.days import way_round
from loyalty.language.checks.names import named, named_once
from loyalty.language.findings import Finding, did_you_mean, meant
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.rewards import RewardShape


def check_rewards(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with rewards."""
    yield from named_once(named(shape.rewards), "a reward")
    for reward in shape.rewards:
        for part in (_cost, _counts, _wallet, _voucher, _tiers):
            yield from as_far_as_read(part(shape, reward))


def _cost(_shape: ProgrammeShape, reward: RewardShape) -> Iterator[Finding]:
    if any(points < 1 or points.denominator != 1 for points in reward.cost.values):
        yield Finding(
            reward.place("cost"), "E473", "a reward costs whole points, at least 1", "such as `500`"
        )


def _counts(_shape: ProgrammeShape, reward: RewardShape) -> Iterator[Finding]:
    for key in ("stock", "per_member"):
        count = getattr(reward, key)
        if count is not None and count < 0:
            yield Finding(
                reward.place(key), "E473", f"`{key}` is not below 0", "write 0 or more, or take it out"
            )
    yield from way_round(reward)


def _wallet(shape: ProgrammeShape, reward: RewardShape) -> Iterator[Finding]:
    kinds = wallet_kinds(shape)
    if reward.wallet not in kinds:
        hint = did_you_mean(reward.wallet, kinds) or "declare it under `wallets`"
        yield Finding(reward.place("wallet"), "E470", f"unknown wallet `{reward.wallet}`", hint)
    elif kinds[reward.wallet] == "status":
        message = f"points of the status wallet `{reward.wallet}` are never spent"
        yield Finding(reward.place("wallet"), "E473", message, spendable(shape))


def _voucher(shape: ProgrammeShape, reward: RewardShape) -> Iterator[Finding]:
    if reward.voucher is None:
        return
    place, known = reward.place("voucher"), {voucher.id: voucher for voucher in shape.vouchers}
    voucher = known.get(reward.voucher)
    if voucher is None:
        hint = did_you_mean(reward.voucher, known) or "declare it under `vouchers`"
        yield Finding(place, "E473", f"`voucher` names the unknown voucher `{reward.voucher}`", hint)
    elif voucher.codes != "unique" or voucher.each_code is None:
        message = f"a code of `{voucher.id}` would not be the member's alone, or count without a limit"
        yield Finding(place, "E473", message, "write `codes: unique` and `each_code: 1` there")
    elif reward.kind != "voucher":
        yield Finding(
            reward.place("kind"), "E473", "what is handed over is a voucher", "write `kind: voucher`"
        )


def _tiers(shape: ProgrammeShape, reward: RewardShape) -> Iterator[Finding]:
    tiers = [tier.name for tier in shape.tiers.ladder] if shape.tiers is not None else []
    for name in reward.tiers:
        if name not in tiers:
            message = f"`tiers` names the unknown tier `{name}`"
            yield Finding(reward.place("tiers"), "E473", message, meant(name, tiers, "write `tiers`"))
