"""What every constraint and each of its parameters says, in English and simplified Chinese.

Editors show the English; the sentences of a programme fill in the parameters of either.
"""

from collections.abc import Mapping
from typing import Final

from loyalty.language.texts.choices import Meaning

CONSTRAINT_WORDS: Final[Mapping[str, Meaning]] = {
    "no_influence": (
        "facts of these kinds never change what is named",
        "这些类别的信息绝不影响所列事项",
    ),
    "more_never_costs_less": (
        "buying or using more never costs less",
        "买得更多或用得更多，付款绝不更少",
    ),
    "more_never_earns_less": (
        "buying more never earns less",
        "买得更多，所得积分绝不更少",
    ),
    "better_tier": (
        "a higher tier is never worse off than a lower one",
        "较高等级的待遇绝不低于较低等级",
    ),
    "loyalty_never_hurts": (
        "a longer membership, more spent before and more points never make anything dearer",
        "入会更久、此前消费更多、积分更多，绝不使价格更高",
    ),
    "no_point_pump": (
        "points never give back more of what was paid than is stated",
        "积分返还占实付金额的比例绝不超过规定",
    ),
    "splitting_never_pays": (
        "splitting an order into several never costs less and never earns more",
        "拆单绝不会付得更少或得到更多积分",
    ),
    "total_is_sum_of_lines": (
        "the total is the sum of its lines",
        "总额等于各明细之和",
    ),
    "all_in_first_price": (
        "the first price that is shown holds every charge nobody can avoid",
        "首次展示的价格已含全部必付费用",
    ),
    "no_unlisted_charges": (
        "nothing is charged that is not on a line of its own",
        "绝不收取未单独列明的费用",
    ),
    "price_within": (
        "a price stays within its bounds",
        "价格不超出规定范围",
    ),
    "personal_facts_only_for_their_purpose": (
        "a personal fact is read only for the purpose it was given for",
        "个人信息仅用于其声明的用途",
    ),
    "personal_facts_only_lower": (
        "a personal fact may lower a price and never raises one",
        "个人信息只可使价格降低，绝不使其升高",
    ),
    "no_retroactive_loss": (
        "a new version takes away nothing that was earned or promised before",
        "新版本绝不收回此前已获得或已承诺的权益",
    ),
    "no_silent_devaluation": (
        "points and benefits become worth less only after the notice that was promised",
        "积分或权益贬值须先按承诺提前告知",
    ),
    "budget_bounded": (
        "what is given away stays within an amount",
        "发放的权益总值不超过规定金额",
    ),
    "no_dead_rule": (
        "every rule applies to somebody",
        "没有永不适用的规则",
    ),
    "no_ambiguous_rule": (
        "in every case it is clear which rule applies",
        "任何情形下适用哪条规则都明确",
    ),
    "no_penalty_for_privacy": (
        "who tells less about themselves pays no more",
        "不提供个人信息者绝不付得更多",
    ),
    "deterministic": (
        "the same case always comes to the same",
        "相同情形的结果始终相同",
    ),
}
"""The words for every constraint there is."""

PARAMETER_WORDS: Final[Mapping[str, Meaning]] = {
    "no_influence.from": ("labels of the facts that may not count", "不得计入的信息类别"),
    "no_influence.on": ("what they may not change", "不得影响的事项"),
    "more_never_costs_less.of": ("what there is more of", "所增加者"),
    "more_never_earns_less.of": ("what there is more of", "所增加者"),
    "better_tier.pays": ("what a member of a higher tier pays", "较高等级会员的支付"),
    "better_tier.earns": ("what a member of a higher tier earns", "较高等级会员的获得"),
    "no_point_pump.return_at_most": (
        "the most the earned points may be worth, as a share of the money paid",
        "所得积分价值占实付金额的最高比例",
    ),
    "price_within.below_list_at_most": (
        "how far below the list price a price may be",
        "低于标价的最大幅度",
    ),
    "price_within.each": (
        "whether the goods of an order are meant together or each line; without it, the order",
        "按整单商品合计还是按每一行；未写明时按整单",
    ),
    "no_silent_devaluation.notice": (
        "how long before it binds such a version is adopted; without it, 60 days",
        "此类版本须在生效前多久通过；未写明时为 60 天",
    ),
    "budget_bounded.at_most": ("the most that is given away", "发放的最高总值"),
    "budget_bounded.per": ("for what that amount holds", "该金额的适用范围"),
}
"""The words for every parameter, by constraint and parameter."""
