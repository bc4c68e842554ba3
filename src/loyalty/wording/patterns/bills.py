"""Sentence patterns about bills, by key and language; the catalogue holds them with all the others."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

BILL_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "terms.price": {EN: "{plan} costs {price}, every {every}", ZH: "{plan}：每 {every}收费 {price}"},
    "terms.trial": {
        EN: "The first {trial} are free; from {day} on {price} is charged without asking again",
        ZH: "前 {trial}免费；自 {day} 起自动收取 {price}，不再另行询问",
    },
    "terms.trial_had": {
        EN: "The free trial of this plan was had before; the first period is paid for",
        ZH: "此前已享用该套餐的免费试用；首期即开始计费",
    },
    "terms.free_until": {
        EN: "It is free until {until}; then {price} is charged without asking again",
        ZH: "{until} 前免费；之后将自动收取 {price}，不再另行询问",
    },
    "terms.coupon": {
        EN: "{coupon} ends after period {periods}; after that {price} is charged, without asking again",
        ZH: "“{coupon}”用至第 {periods} 期；此后自动收取 {price}，不再另行询问",
    },
    "terms.coupon_from": {
        EN: "{coupon} counts for periods that begin on {from_} or later",
        ZH: "“{coupon}”适用于 {from_} 及以后开始的计费期",
    },
    "terms.coupon_periods": {
        EN: "{coupon} ends after {periods} such periods; after that {price} is charged, without asking again",
        ZH: "“{coupon}”共用 {periods} 期；此后自动收取 {price}，不再另行询问",
    },
    "terms.coupon_until": {
        EN: "{coupon} counts for periods that begin by {until}; after that {price} is charged without it, "
        "without asking again",
        ZH: "“{coupon}”适用于 {until}（含）前开始的计费期；此后自动按无此优惠收取 {price}，不再另行询问",
    },
    "terms.coupon_told": {
        EN: "The first period charged without {coupon} begins on {day} and is told of {latest} to {earliest} "
        "days before",
        ZH: "首个不再适用“{coupon}”的计费期自 {day} 开始，此前 {latest} 至 {earliest} 天将予以提醒",
    },
    "terms.coupon_after": {
        EN: "The first period charged without {coupon} begins on {day}",
        ZH: "首个不再适用“{coupon}”的计费期自 {day} 开始",
    },
    "terms.once": {
        EN: "{amount} is charged once besides, with the first of these charges",
        ZH: "首次扣款时另收一次性费用 {amount}",
    },
    "terms.later": {
        EN: "What begins on {day} or later costs {price} instead",
        ZH: "自 {day} 起开始的计费期改为收费 {price}",
    },
    "terms.trial_told": {
        EN: "The first charge is told of {latest} to {earliest} days before",
        ZH: "首次扣款前 {latest} 至 {earliest} 天将予以提醒",
    },
    "terms.reduced": {
        EN: "With coupons, what begins on {day} or later costs {price}",
        ZH: "计入优惠券后，自 {day} 起开始的计费期收费 {price}",
    },
    "terms.use": {EN: "What is used is charged besides", ZH: "使用量另行计费"},
    "terms.renewal": {
        EN: "It goes on by itself, {every} after {every}, until it is ended",
        ZH: "到期自动续订，每期 {every}，直至退订",
    },
    "terms.told": {
        EN: "A renewal is told of {latest} to {earliest} days before",
        ZH: "续订前 {latest} 至 {earliest} 天将予以告知",
    },
    "terms.end": {
        EN: "It can be ended at any time, where it began and in one step",
        ZH: "可随时在订阅处一步退订",
    },
    "terms.cooling_off": {
        EN: "Within {days} days it can be undone, and what was paid comes back for the time that is left",
        ZH: "{days} 天内可撤销，并按剩余时间退款",
    },
    "terms.cooling_off_but": {
        EN: "Within {days} days it can be undone, and what was paid comes back for the time that is left; "
        "what is not refundable stays paid: {fees}",
        ZH: "{days} 天内可撤销，并按剩余时间退款；下列费用不予退还：{fees}",
    },
    "terms.least_stays": {
        EN: "Of these fees the smallest amount stays paid then: {fees}",
        ZH: "撤销时，下列费用的最低收费不予退还：{fees}",
    },
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
    # Invoices, credit notes, previews
    "invoice.title.invoice": {EN: "Invoice {number}", ZH: "账单 {number}"},
    "invoice.title.credit_note": {EN: "Credit note {number}", ZH: "贷记单 {number}"},
    "invoice.title.preview": {EN: "Preview of the bill", ZH: "账单预览"},
    "invoice.top.invoice": {EN: "To pay, all charges included", ZH: "应付金额（含全部费用）"},
    "invoice.top.credit_note": {EN: "Given back, all charges included", ZH: "应退金额（含全部费用）"},
    "invoice.top.preview": {
        EN: "As things stand, all charges included; this may still change",
        ZH: "按目前情况（含全部费用），仍可能变动",
    },
    "invoice.period": {EN: "{plan}, {span}", ZH: "{plan}，{span}"},
    "invoice.quantity": {EN: "quantity {quantity}", ZH: "数量 {quantity}"},
    "invoice.share": {EN: "{part}/{total} of the period", ZH: "占计费周期的 {part}/{total}"},
    "invoice.difference": {EN: "{now} in all, {booked} billed before", ZH: "累计 {now}，此前已计 {booked}"},
    "invoice.sum": {EN: "Sum", ZH: "合计"},
    "invoice.net": {EN: "Without the tax that is added", ZH: "不含另计税费"},
    "invoice.tax_added": {EN: "Tax that is added", ZH: "另计税费"},
    "invoice.due": {EN: "Total", ZH: "总额"},
    "invoice.paid": {EN: "Payment", ZH: "支付"},
    "invoice.grant": {EN: "grant {grant}", ZH: "额度 {grant}"},
    "invoice.left": {EN: "Left to pay", ZH: "还需支付"},
    "invoice.left_back": {EN: "Left to give back", ZH: "还需退回"},
    "invoice.overage": {
        EN: "Prepaid credit did not reach: {amount} is left to pay.",
        ZH: "预付额度不足，尚需支付 {amount}。",
    },
    "invoice.converted": {
        EN: "This is {amount}, at {rate} of {day} ({source}).",
        ZH: "折合 {amount}，汇率 {rate}，{day}（{source}）。",
    },
    "invoice.about": {EN: "About this bill", ZH: "关于本账单"},
    "invoice.subscription": {EN: "Subscription {id}.", ZH: "订阅 {id}。"},
    "invoice.issued": {EN: "Issued on {at}.", ZH: "开具时间：{at}。"},
    "invoice.told": {EN: "as it was told on {at}", ZH: "{at} 出具的版本"},
    "invoice.cancels": {EN: "It cancels invoice {number} exactly.", ZH: "本单完全冲销账单 {number}。"},
    "invoice.programme": {EN: "Programme {name}, digest {digest}.", ZH: "会员计划 {name}，摘要 {digest}。"},
    "explained": {EN: "Reasons", ZH: "计算依据"},
    "explained.id": {EN: "Reasons: {id}", ZH: "计算依据：{id}"},
    "span.days": {EN: "{first} – {last}", ZH: "{first}至{last}"},
    "span.day": {EN: "{first}", ZH: "{first}"},
    "span.instants": {EN: "{first} until before {end}", ZH: "{first}起，至 {end}前"},
    # What a membership was worth
    "value.title": {EN: "What your membership was worth, {span}", ZH: "会员价值对账单，{span}"},
    "value.less": {EN: "Less than without membership", ZH: "比非会员少付"},
    "value.more": {EN: "More than without membership", ZH: "比非会员多付"},
    "value.even": {EN: "The same as without membership", ZH: "与非会员相同"},
    "value.sum": {EN: "In short", ZH: "概要"},
    "value.fee": {EN: "Paid for plans themselves", ZH: "套餐本身的费用"},
    "value.saved": {EN: "Saved by membership", ZH: "会员节省"},
    "value.said.less": {
        EN: "You paid {fee} for plans and saved {saved}: {rest} less than without.",
        ZH: "您为套餐支付 {fee}，节省 {saved}：比没有会员少付 {rest}。",
    },
    "value.said.more": {
        EN: "You paid {fee} for plans and saved {saved}: {rest} more than without.",
        ZH: "您为套餐支付 {fee}，节省 {saved}：比没有会员多付 {rest}。",
    },
    "value.said.even": {
        EN: "You paid {fee} for plans and saved {saved}: the same as without.",
        ZH: "您为套餐支付 {fee}，节省 {saved}：与没有会员相同。",
    },
    "value.orders": {EN: "Saved on orders", ZH: "订单节省"},
    "value.order": {EN: "Order {order}, {at}", ZH: "订单 {order}，{at}"},
    "value.plans": {EN: "Saved on plans, less what they cost", ZH: "套餐节省（扣除套餐费用）"},
    "value.own": {EN: "{fee} of it for the plan itself", ZH: "其中套餐本身 {fee}"},
    "value.compared": {EN: "{paid} paid, {public} without membership", ZH: "实付 {paid}，非会员 {public}"},
    "value.about": {EN: "How this is counted", ZH: "计算方式"},
    "value.how": {
        EN: "Each order and each period of a plan is priced again as for somebody who is no member; orders "
        "are as they were kept after returns, bills as they stand with credit notes.",
        ZH: "每笔订单和每个套餐周期都按非会员重新计价；订单以退货后为准，账单已计入贷记单。",
    },
    "value.points": {
        EN: "Points you earned or spent are not counted.",
        ZH: "获得或使用的积分不计入。",
    },
    "value.left_out": {
        EN: "In another currency, and not counted: {ids}.",
        ZH: "其他货币，未计入：{ids}。",
    },
    # Other languages, each named in itself
    "switch": {EN: "中文", ZH: "English"},
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
