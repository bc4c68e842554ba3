"""How the sentence of each part of a programme begins, in English and Chinese."""

from collections.abc import Mapping
from typing import Final

from loyalty.language.texts.choices import Meaning
from loyalty.wording.rules.of_plans import PLAN_CLAUSES
from loyalty.wording.rules.of_points import POINTS_CLAUSES
from loyalty.wording.rules.of_prices import PRICE_CLAUSES
from loyalty.wording.rules.of_programmes import PROGRAMME_CLAUSES

CLAUSES: Final[Mapping[str, Meaning]] = {
    **PROGRAMME_CLAUSES,
    **POINTS_CLAUSES,
    **PRICE_CLAUSES,
    **PLAN_CLAUSES,
}
"""What a sentence says of each attribute; what has no clause begins a sentence of its own."""

_NAMED: Final[Meaning] = ("{}", "{}")

HEADS: Final[Mapping[str, Meaning]] = {
    "ProgrammeShape": ("The programme {}", "计划 {}"),
    "NumbersShape": ("Numbers", "数值规则"),
    "SellerShape": ("The seller", "商家"),
    "RightsShape": ("Where members turn", "会员权利"),
    "IncentiveShape": ("What is given for members' data", "以利益换取数据"),
    "AssessmentShape": ("The impact assessment {}", "影响评估 {}"),
    "FactShape": ("The fact {}", "信息项{}"),
    "TiersShape": ("Tiers", "会员等级"),
    "MeasureShape": ("What is counted towards a tier {}", "等级考核指标 {}"),
    "TierShape": ("The tier {}", "等级 {}"),
    "BenefitShape": ("The benefit {}", "权益 {}"),
    "EarnShape": ("Earning points", "获取积分"),
    "EarnBaseShape": ("Every line earns", "每个商品行得"),
    "EarnRuleShape": _NAMED,
    "EarnLaneShape": ("The lane of multipliers {}", "倍率通道 {}"),
    "CapShape": ("A cap on points", "积分上限"),
    "ExpireShape": ("The end of points", "积分到期"),
    "ReferralShape": ("Bringing another member", "推荐新会员"),
    "BudgetShape": ("The budget {}", "预算 {}"),
    "RedeemShape": ("Paying with points", "积分支付"),
    "RewardShape": ("The reward {}", "奖品 {}"),
    "EarnEventShape": ("The event {}", "会员活动 {}"),
    "WalletShape": ("The wallet {}", "钱包 {}"),
    "ConversionShape": ("The conversion {}", "积分兑换 {}"),
    "CompensationShape": ("The compensation {}", "补偿 {}"),
    "HouseholdsShape": ("A household", "家庭共享"),
    "BasketShape": ("Prices", "价格"),
    "DiscountsShape": ("Discounts", "优惠"),
    "LaneShape": ("The lane of discounts {}", "优惠通道 {}"),
    "FloorShape": ("A floor of prices", "最低价格"),
    "DiscountRuleShape": ("The discount {}", "优惠 {}"),
    "TaxShape": ("Tax {}", "税费 {}"),
    "ReductionShape": ("The reduction {}", "降价公告 {}"),
    "SimilarShape": ("What is the same {}", "同类商品 {}"),
    "MarketedShape": ("An article of it", "其中的商品"),
    "FromPriceShape": ("The price advertised as {}", "起价公告 {}"),
    "UnitPriceShape": ("The price per unit {}", "计量单位价格 {}"),
    "FeeShape": ("The fee {}", "手续费 {}"),
    "ReturnsShape": ("Returns", "退货"),
    "StoredValueShape": ("Stored value", "储值"),
    "VoucherShape": ("The voucher {}", "优惠券 {}"),
    "RecipientShape": ("The recipient of data {}", "数据接收方 {}"),
    "SegmentShape": ("The segment {}", "会员分组 {}"),
    "MeterShape": ("The meter {}", "计量项 {}"),
    "PlanShape": ("The plan {}", "套餐 {}"),
    "WayShape": ("a way in or out", "订阅或退订途径"),
    "SeatsShape": ("seats {}", "席位 {}"),
    "AddOnShape": ("the add-on {}", "附加项 {}"),
    "UsageShape": ("usage {}", "用量 {}"),
    "AllowanceShape": ("an allowance", "含量"),
    "ProrationShape": ("a share of a period", "不足一周期"),
    "MinimumShape": ("the least of a period", "周期最低额"),
    "MaximumShape": ("the most of a period", "周期最高额"),
    "TierDiscountShape": ("the tier's discount", "等级优惠"),
    "PlanPointsShape": ("points as payment", "积分支付"),
    "CouponShape": ("The coupon {}", "订阅优惠券 {}"),
    "CurrenciesShape": ("Currencies", "币种"),
    "ConstraintShape": ("The constraint {}", "约束 {}"),
    "WaiverShape": ("A waiver", "豁免"),
    "ExampleShape": ("The example “{}”", "示例“{}”"),
}
"""English and Chinese by shape; `{}` is the name, where the part has one."""
