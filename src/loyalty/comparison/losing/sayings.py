"""What is said of a loss, in the languages reviewers read: one table for constraints and for comparisons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_EN, _ZH = "en", "zh-CN"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence without its full stop: a key of `LOSS_PATTERNS` and what stands in its braces."""

    key: str
    values: tuple[tuple[str, "str | Said"], ...] = ()

    def text(self, language: str = _EN) -> str:
        """Give it in ``en`` or ``zh-CN``."""
        values = {
            name: value.text(language) if isinstance(value, Said) else value for name, value in self.values
        }
        return LOSS_PATTERNS[self.key][language].format(**values)


def said(key: str, **values: "str | Said") -> Said:
    """Give what is said by a key."""
    return Said(f"loss.{key}", tuple(sorted(values.items())))


LOSS_PATTERNS: Final[Mapping[str, Mapping[str, str]]] = {
    "loss.wallet_gone": {
        _EN: "points of `{wallet}` would be in no wallet",
        _ZH: "`{wallet}` 的积分将不属于任何钱包",
    },
    "loss.only_status": {
        _EN: "points of `{wallet}` could no longer be spent",
        _ZH: "`{wallet}` 的积分将不能再使用",
    },
    "loss.kept_shorter": {
        _EN: "what is earned or spent would keep points of `{wallet}` for a shorter time, or not at all",
        _ZH: "获得或使用积分后，`{wallet}` 的积分延长的时间将变短，或不再延长",
    },
    "loss.back_sooner": {
        _EN: "spent points of `{wallet}` that come back after their end would lapse, or lapse sooner",
        _ZH: "`{wallet}` 中到期后退回的积分将失效，或更早失效",
    },
    "loss.other_order": {
        _EN: "points of `{wallet}` would be spent in another order, so that others of them may end unspent",
        _ZH: "`{wallet}` 的积分将按其他顺序使用，可能有积分未用即到期",
    },
    "loss.stored_value": {
        _EN: "money that members paid in could no longer pay",
        _ZH: "会员预存的金额将不能再用于支付",
    },
    "loss.tier_gone": {
        _EN: "members who hold `{tier}` would hold a tier that is gone",
        _ZH: "持有 `{tier}` 的会员，其等级将不复存在",
    },
    "loss.tier_hard": {
        _EN: "a tier that is held now would be lost by more than one step",
        _ZH: "现有等级可能一次下降多级",
    },
    "loss.tier_grace": {
        _EN: "a tier that is held now would have a shorter grace",
        _ZH: "现有等级的宽限期将变短",
    },
    "loss.progress_gone": {
        _EN: "what members have filled of `{rule}` would earn nothing",
        _ZH: "会员在 `{rule}` 中已累积的进度将得不到积分",
    },
    "loss.progress_other": {
        _EN: "what members have filled of `{rule}` would count by other terms",
        _ZH: "会员在 `{rule}` 中已累积的进度将按其他条件计算",
    },
    "loss.referral_gone": {
        _EN: "members who brought others already would be given nothing",
        _ZH: "已经推荐他人的会员将得不到积分",
    },
    "loss.referral_less": {
        _EN: "members who brought others already would be given less, or later",
        _ZH: "已经推荐他人的会员将得到更少，或更晚得到",
    },
    "loss.codes_gone": {
        _EN: "codes of `{voucher}` that members have would count no more",
        _ZH: "会员持有的 `{voucher}` 优惠券将失效",
    },
    "loss.codes_less": {
        _EN: "codes of `{voucher}` that members have would count less often, or give less",
        _ZH: "会员持有的 `{voucher}` 优惠券可用次数或优惠将减少",
    },
    "loss.plan_moves": {
        _EN: "subscribers of `{plan}` would no longer keep the values of the day they began",
        _ZH: "`{plan}` 的订阅者将不再保留订阅之日的价格",
    },
    "loss.plan_differs": {
        _EN: "subscribers of `{plan}` would keep other values than those of the day they began",
        _ZH: "`{plan}` 的订阅者所保留的价格将不同于订阅之日",
    },
    "loss.plan_gone": {
        _EN: "subscribers of `{plan}` would have a plan that is sold no more, and nothing would be charged; "
        "end their subscriptions with a notice before, or keep the plan",
        _ZH: "`{plan}` 的订阅者所订套餐将不再提供，且无法继续计费；请事先通知并结束订阅，或保留套餐",
    },
    "loss.plan_time": {
        _EN: "subscribers of `{plan}` agreed to be charged every {old}, not every {new}, and nothing would "
        "be charged; give the other price a plan of its own",
        _ZH: "`{plan}` 的订阅者同意的计费周期为 {old}，而非 {new}，将无法继续计费；请为新价格另设套餐",
    },
    "loss.add_on_gone": {
        _EN: "subscribers of `{plan}` with `{add_on}` would have what is sold no more, and nothing would be "
        "charged; change their subscriptions with a notice before, or keep it",
        _ZH: "`{plan}` 的订阅者所选的 `{add_on}` 将不再提供，且无法继续计费；请事先通知并变更订阅，或保留",
    },
    "loss.payment_gone": {_EN: "points can no longer pay", _ZH: "积分将不能再抵扣"},
    "loss.payment_less": {
        _EN: "points pay less: {old} before, {new} now",
        _ZH: "积分抵扣变少：原为{old}，现为{new}",
    },
    "loss.payment_less_tier": {
        _EN: "points pay less for members of {tier}: {old} before, {new} now",
        _ZH: "{tier} 会员的积分抵扣变少：原为{old}，现为{new}",
    },
    "loss.pays": {
        _EN: "{money} {currency} for {points}, from {least} on",
        _ZH: "每 {points} 积分抵 {money} {currency}，{least} 积分起用",
    },
    "loss.pays_steps": {
        _EN: "{money} {currency} for {points}, from {least} on in steps of {steps}",
        _ZH: "每 {points} 积分抵 {money} {currency}，{least} 积分起用，每次 {steps} 积分的整数倍",
    },
    "loss.share_open": {
        _EN: "points pay a part of something else of the order; whether that is less is open",
        _ZH: "积分可抵扣的部分改按订单的其他金额计算，是否变少尚未判定",
    },
    "loss.share_less": {
        _EN: "points pay at most {new} of an order, {old} before",
        _ZH: "积分至多抵扣订单的 {new}，原为 {old}",
    },
    "loss.reward_gone": {
        _EN: "`{reward}` can no longer be had for {points} points",
        _ZH: "`{reward}` 将不能再用 {points} 积分兑换",
    },
    "loss.reward_dearer": {
        _EN: "`{reward}` costs {new} points, {old} before",
        _ZH: "`{reward}` 需要 {new} 积分，原为 {old}",
    },
    "loss.reward_tiers": {
        _EN: "`{reward}` is for members of fewer tiers",
        _ZH: "可兑换 `{reward}` 的会员等级减少",
    },
    "loss.reward_stock": {_EN: "there are fewer of `{reward}`", _ZH: "`{reward}` 的数量减少"},
    "loss.reward_each": {
        _EN: "each member may have fewer of `{reward}`",
        _ZH: "每位会员可兑换的 `{reward}` 减少",
    },
    "loss.reward_other": {
        _EN: "`{reward}` hands over something else: `{old}` before, `{new}` now",
        _ZH: "`{reward}` 兑换的内容改变：原为 `{old}`，现为 `{new}`",
    },
    "loss.reward_code": {
        _EN: "a code of `{voucher}` that `{reward}` hands over gives less for an order, or for fewer",
        _ZH: "`{reward}` 兑换所得的优惠券 `{voucher}` 优惠减少，或适用的订单减少",
    },
    "loss.reward_shorter": {
        _EN: "a code of `{reward}` counts for a shorter time after the exchange",
        _ZH: "兑换 `{reward}` 所得优惠券的有效期缩短",
    },
    "loss.conversion_less": {
        _EN: "`{conversion}` gives fewer points",
        _ZH: "`{conversion}` 换得的积分减少",
    },
    "loss.conversion_gone": {_EN: "`{conversion}` is gone", _ZH: "`{conversion}` 已取消"},
    "loss.per_day": {_EN: "at most {points} points a day", _ZH: "每天至多 {points} 积分"},
    "loss.per_month": {_EN: "at most {points} points a month", _ZH: "每月至多 {points} 积分"},
    "loss.transfer_gone": {
        _EN: "points of `{wallet}` can no longer be given to others",
        _ZH: "`{wallet}` 的积分将不能再转赠他人",
    },
    "loss.transfer_once": {
        _EN: "at most {points} points of `{wallet}` can be given at once",
        _ZH: "`{wallet}` 每次至多转赠 {points} 积分",
    },
    "loss.plan_share": {
        _EN: "points pay at most {new} of `{plan}`, {old} before",
        _ZH: "积分至多支付 `{plan}` 的 {new}，原为 {old}",
    },
    "loss.reward_worth": {_EN: "`{reward}` is worth less than before", _ZH: "`{reward}` 的价值减少"},
    "loss.fee_on_points": {
        _EN: "who pays with points pays the fee `{fee}`, which is new or other than before",
        _ZH: "使用积分支付时须付费用 `{fee}`，该费用为新增或已变更",
    },
    "loss.discount_or_points": {
        _EN: "who pays with points goes without the discount `{rule}`, which went with them before",
        _ZH: "使用积分支付时不再享受折扣 `{rule}`，原可同时享受",
    },
    "loss.pool_less": {
        _EN: "members of a household share less of `{wallet}`, or share it later",
        _ZH: "家庭成员共享的 `{wallet}` 积分减少，或更晚才能共享",
    },
    "loss.programme_ends": {
        _EN: "points buy nothing after {last}, the last day of the programme, which ended later or never",
        _ZH: "{last}（会员计划最后一日）之后积分不能再使用，原结束日更晚或无结束日",
    },
}
