"""Sentence patterns about bills, by key and language; the catalogue holds them with all the others."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

BILL_PATTERNS: Mapping[str, Mapping[str, str]] = {
    # Plans compared
    "compare.title": {EN: "Plans compared", ZH: "套餐对比"},
    "compare.cheapest": {EN: "Cheapest for this use: {plans}", ZH: "按此用量最低价：{plans}"},
    "compare.nothing": {EN: "No plan can be compared", ZH: "没有可比较的套餐"},
    "compare.plans": {
        EN: "This use every {every}, all charges included",
        ZH: "按此用量每{every}的费用（含全部费用）",
    },
    "compare.more": {EN: "{amount} more than the cheapest", ZH: "比最低价高 {amount}"},
    "compare.dearer": {EN: "{amount} more than the plan of now", ZH: "比当前套餐高 {amount}"},
    "compare.cheaper": {EN: "{amount} less than the plan of now", ZH: "比当前套餐低 {amount}"},
    "compare.same": {EN: "the same as the plan of now", ZH: "与当前套餐相同"},
    "compare.first": {EN: "{amount} in the first period", ZH: "首个计费周期为 {amount}"},
    "compare.part": {EN: "{amount} {part}", ZH: "{part} {amount}"},
    "compare.left_out": {EN: "Not compared", ZH: "未参与比较"},
    "compare.not-counted": {EN: "does not count {meters}", ZH: "不计量 {meters}"},
    "compare.other-interval": {EN: "its periods have another length", ZH: "计费周期长度不同"},
    "part.base": {EN: "goods", ZH: "商品"},
    "part.subscription": {EN: "regular price", ZH: "固定费用"},
    "part.usage": {EN: "use", ZH: "用量费用"},
    "part.mandatory_fee": {EN: "fees", ZH: "手续费"},
    "part.optional_fee": {EN: "fees for what was chosen", ZH: "可选费用"},
    "part.discount_public": {EN: "discounts for everybody", ZH: "公开优惠"},
    "part.discount_member": {EN: "discounts for members", ZH: "会员优惠"},
    "part.tax": {EN: "tax", ZH: "税费"},
    # How often something comes round
    "every.many": {EN: "{count} {turns}", ZH: " {count} {turns}"},
    "turn.day": {EN: "day", ZH: "天"},
    "turn.week": {EN: "week", ZH: "周"},
    "turn.month": {EN: "month", ZH: "月"},
    "turn.quarter": {EN: "quarter", ZH: "季度"},
    "turn.year": {EN: "year", ZH: "年"},
    "turns.day": {EN: "days", ZH: "天"},
    "turns.week": {EN: "weeks", ZH: "周"},
    "turns.month": {EN: "months", ZH: "个月"},
    "turns.quarter": {EN: "quarters", ZH: "个季度"},
    "turns.year": {EN: "years", ZH: "年"},
}
