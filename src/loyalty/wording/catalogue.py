"""Every sentence pattern in one table, by key and language; data stands in braces."""

from collections.abc import Mapping

from loyalty.wording.bill_words import BILL_PATTERNS
from loyalty.wording.languages import EN, LANGUAGES, ZH

PATTERNS: Mapping[str, Mapping[str, str]] = {
    # What the document is
    "kind.quote": {EN: "Quote", ZH: "报价"},
    "kind.receipt": {EN: "Receipt", ZH: "收据"},
    "kind.refund": {EN: "Refund", ZH: "退款单"},
    "kind.usage": {EN: "Usage bill", ZH: "用量账单"},
    "title": {EN: "{kind} explained", ZH: "{kind}说明"},
    # The total
    "total.charged": {EN: "Total, all charges included", ZH: "应付总额（含全部费用）"},
    "total.refund": {EN: "Total of the refund, all charges included", ZH: "退款总额（含全部费用）"},
    # Lines
    "lines": {EN: "What the total is made of", ZH: "总额明细"},
    "line.times": {EN: "{quantity} × {price}", ZH: "{quantity} × {price}"},
    "line.to": {EN: "goes to {recipient}", ZH: "由{recipient}收取"},
    "line.to_for": {EN: "goes to {recipient}, for {purpose}", ZH: "由{recipient}收取，用途：{purpose}"},
    "line.for": {EN: "for {purpose}", ZH: "用途：{purpose}"},
    "line.share": {EN: "{part}/{total} of the period", ZH: "占整个周期的 {part}/{total}"},
    "line.final": {EN: "not refundable", ZH: "不予退还"},
    "line.avoided": {EN: "not charged if you choose {ways}", ZH: "选择{ways}即可免收"},
    "line.way": {EN: "{choice} ({fact})", ZH: "{choice}（{fact}）"},
    "line.exact": {EN: "exactly {exact}, rounded ({mode})", ZH: "精确值 {exact}，{mode}"},
    "category.subscription": {EN: "regular charge for the period", ZH: "本期固定费用"},
    "category.usage": {EN: "charge for your use", ZH: "按用量计费"},
    "purpose.account set-up": {EN: "account set-up", ZH: "账户开通"},
    "purpose.carriage": {EN: "carriage", ZH: "运费"},
    "purpose.support": {EN: "support", ZH: "客户支持"},
    "purpose.tax": {EN: "tax", ZH: "计税"},
    "recipient.authority": {EN: "the tax authority", ZH: "税务机关"},
    "recipient.carrier": {EN: "the carrier", ZH: "承运商"},
    "recipient.partner": {EN: "a partner", ZH: "合作方"},
    "recipient.platform": {EN: "the platform", ZH: "平台"},
    "recipient.seller": {EN: "the seller", ZH: "商家"},
    # Tax
    "tax": {EN: "Tax in the total", ZH: "总额中的税费"},
    "tax.inside": {EN: "Already inside the prices above: {label}", ZH: "以上价格中已含：{label}"},
    "tax.added": {EN: "Added in the lines above", ZH: "已在以上明细中另计"},
    # Payment
    "payment": {EN: "Payment", ZH: "支付"},
    "payment.points": {EN: "{points} used", ZH: "使用 {points}"},
    "payment.points_back": {EN: "{points} given back", ZH: "退回 {points}"},
    "payment.left": {EN: "Money left to pay", ZH: "还需支付"},
    "payment.left_refund": {EN: "Money of the refund", ZH: "退款金额"},
    # Another currency
    "converted": {EN: "In the currency of the bill", ZH: "按账单币种"},
    "converted.left": {EN: "To pay in {currency}", ZH: "以 {currency} 支付"},
    "converted.rate": {
        EN: "1 {own} is {rate} {currency} from {day} on, by {source}; rounded once",
        ZH: "自 {day} 起 1 {own} 合 {rate} {currency}（来源：{source}），仅舍入一次",
    },
    # Slices
    "slices": {EN: "How your use is priced", ZH: "用量计费明细"},
    "slices.total": {
        EN: "Sum, exactly {exact}, rounded ({mode}) to {amount}",
        ZH: "合计精确值 {exact}，{mode}为 {amount}",
    },
    "slices.share": {
        EN: "Sum {whole}; for this part of the period {amount}",
        ZH: "合计 {whole}；本时段应付 {amount}",
    },
    "slices.sum": {EN: "Sum {amount}", ZH: "合计 {amount}"},
    "slices.band": {EN: "From–to", ZH: "用量区间"},
    "slices.quantity": {EN: "Quantity", ZH: "数量"},
    "slices.unit": {EN: "Unit price", ZH: "单价"},
    "slices.flat": {EN: "Flat", ZH: "固定费用"},
    "slices.amount": {EN: "Amount", ZH: "金额"},
    "band.closed": {EN: "{low}–{high}", ZH: "{low}–{high}"},
    "band.open": {EN: "over {low}", ZH: "超过 {low}"},
    "band.all": {EN: "all", ZH: "全部"},
    "slices.free": {EN: "{band}, free", ZH: "{band}（免费）"},
    "slices.blocks": {EN: "{count} × {price}", ZH: "{count} × {price}"},
    "slices.of_row": {EN: "{row}: {band}", ZH: "{row}：{band}"},
    "slices.at_least": {EN: "at the least per event", ZH: "每笔最低收费"},
    "slices.at_most": {EN: "at the most per event", ZH: "每笔最高收费"},
    "slices.protection": {EN: "price protection", ZH: "价格保护"},
    "slices.discount": {EN: "discount", ZH: "折扣"},
    "slices.share_of": {
        EN: "Sum {whole}; for {part}/{total} of the period {amount}",
        ZH: "合计 {whole}；按本期 {part}/{total} 应付 {amount}",
    },
    "slices.commitment": {EN: "as agreed", ZH: "按约定用量"},
    "slices.minimum": {EN: "up to the minimum", ZH: "补足最低收费"},
    "slices.maximum": {EN: "down to the maximum", ZH: "减至最高收费"},
    # Without membership
    "baseline": {EN: "With and without membership", ZH: "会员与非会员对比"},
    "baseline.public": {EN: "Price without membership", ZH: "非会员同条件价格"},
    "baseline.public_refund": {EN: "Refund without membership", ZH: "非会员同条件退款"},
    "baseline.saved": {EN: "Your membership saves you", ZH: "会员为您节省"},
    "baseline.more": {EN: "Your membership makes it dearer by", ZH: "会员使您多付"},
    "baseline.difference": {EN: "Difference made by membership", ZH: "会员身份带来的差额"},
    "baseline.none": {EN: "Nothing about you changed this price.", ZH: "本价格与您的个人信息无关。"},
    "baseline.membership": {EN: "Your membership was looked at.", ZH: "计算时使用了您的会员信息。"},
    "baseline.individual": {
        EN: "Your membership and other data of yours were looked at.",
        ZH: "计算时使用了您的会员信息及其他个人信息。",
    },
    # Points
    "points": {EN: "Points", ZH: "积分"},
    "points.one": {EN: "{count} point", ZH: "{count} 积分"},
    "points.many": {EN: "{count} points", ZH: "{count} 积分"},
    "points.sum": {EN: "Exact sum", ZH: "精确合计"},
    "points.rounded": {EN: "After rounding ({mode})", ZH: "取整后（{mode}）"},
    "points.cap.day": {EN: "After the most points in a day", ZH: "按每日积分上限"},
    "points.cap.month": {EN: "After the most points in a month", ZH: "按每月积分上限"},
    "points.cap.year": {EN: "After the most points in a year", ZH: "按每年积分上限"},
    "points.cap.ever": {EN: "After the most points ever", ZH: "按累计积分上限"},
    "points.earned": {EN: "Points you earn", ZH: "本单获得积分"},
    "points.refund": {EN: "Points for this refund", ZH: "本次退款涉及积分"},
    "points.members_only": {EN: "Only members earn points.", ZH: "仅会员可获得积分。"},
    "points.none": {EN: "No rule gives points here.", ZH: "没有规则在此给予积分。"},
    "points.pending": {EN: "They can be spent from {at}.", ZH: "积分将于 {at} 起可用。"},
    "points.end": {EN: "They end at {at}.", ZH: "积分有效期至 {at}。"},
    "mode.half_up": {EN: "halves away from zero", ZH: "四舍五入"},
    "mode.half_even": {EN: "halves to the even digit", ZH: "四舍六入五成双"},
    "mode.down": {EN: "down", ZH: "舍去尾数"},
    "mode.up": {EN: "up", ZH: "尾数进位"},
    # Rules that did not apply
    "not_applied": {EN: "Rules that did not apply", ZH: "未适用的规则"},
    "not_applied.line": {EN: "{label} (line {lines})", ZH: "{label}（商品行 {lines}）"},
    "not_applied.lines": {EN: "{label} (lines {lines})", ZH: "{label}（商品行 {lines}）"},
    "not_applied.needed": {EN: "needed: {needed}", ZH: "适用条件：{needed}"},
    "not_applied.beaten": {EN: "another was better: {rule}", ZH: "已采用更优惠的规则：{rule}"},
    "not_applied.more": {EN: "{distance} more would do", ZH: "再增加 {distance} 即可适用"},
    "not_applied.more_gives": {EN: "{distance} more gives {gives}", ZH: "再增加 {distance} 即可获得 {gives}"},
    "not_applied.less": {EN: "{distance} less would do", ZH: "减少 {distance} 即可适用"},
    "not_applied.less_gives": {EN: "{distance} less gives {gives}", ZH: "减少 {distance} 即可获得 {gives}"},
    "rate.percent": {EN: "{percent} %", ZH: "{percent}%"},
    "not_applied.was": {EN: "it was: {was}", ZH: "实际情况：{was}"},
    "fact.value": {EN: "{fact}: {value}", ZH: "{fact}：{value}"},
    "yes": {EN: "yes", ZH: "是"},
    "no": {EN: "no", ZH: "否"},
    "tier.none": {EN: "none", ZH: "无"},
    # Data
    "data": {EN: "Data", ZH: "使用的数据"},
    "data.used": {EN: "Used: {facts}.", ZH: "已使用：{facts}。"},
    "data.none_used": {EN: "No data was used.", ZH: "未使用任何数据。"},
    "data.not_used": {EN: "Not used: {facts}.", ZH: "未使用：{facts}。"},
    "data.all_used": {EN: "The programme declares no other data.", ZH: "会员计划未声明其他数据。"},
    "data.fact": {EN: "{fact} ({label})", ZH: "{fact}（{label}）"},
    "data.fact_for": {
        EN: "{fact} ({label}; only for {purposes})",
        ZH: "{fact}（{label}；仅用于{purposes}）",
    },
    "label.public": {EN: "public", ZH: "公开信息"},
    "label.transaction": {EN: "this purchase", ZH: "本次交易信息"},
    "label.membership": {EN: "membership", ZH: "会员信息"},
    "label.personal": {EN: "personal", ZH: "个人信息"},
    "label.protected": {EN: "protected", ZH: "受保护信息"},
    "label.proxy": {EN: "may hint at protected data", ZH: "可能间接反映受保护信息"},
    "label.rights": {EN: "your requests and consents", ZH: "您的请求与授权"},
    # About
    "about": {EN: "About this explanation", ZH: "关于本说明"},
    "about.id": {EN: "{kind} {id}, made at {at}.", ZH: "{kind} {id}，生成于 {at}。"},
    "about.programme": {
        EN: "Programme {name}, digest {digest}; it binds from {first} on.",
        ZH: "会员计划 {name}，摘要 {digest}，自 {first} 起生效。",
    },
    "about.programme_until": {
        EN: "Programme {name}, digest {digest}; it binds from {first} until {last}.",
        ZH: "会员计划 {name}，摘要 {digest}，有效期 {first} 至 {last}。",
    },
    "about.programme_day": {
        EN: "Programme {name}, digest {digest}; it binds on {first} only.",
        ZH: "会员计划 {name}，摘要 {digest}，仅 {first} 当日有效。",
    },
    "about.day": {EN: "The rules of {day} were used.", ZH: "按 {day} 的规则计算。"},
    "about.check": {EN: "Every number can be recomputed:", ZH: "每个数字均可复核："},
    "about.explain": {EN: "loyalty explain {id}", ZH: "loyalty explain {id}"},
    "about.sumcheck": {EN: "python -m loyalty.sumcheck FILE", ZH: "python -m loyalty.sumcheck FILE"},
    # The page
    "page.member": {EN: "In plain words", ZH: "通俗说明"},
    "page.agent": {EN: "Rules behind it, for service staff", ZH: "所依据的规则（供客服使用）"},
    "page.what": {EN: "What", ZH: "项目"},
    "page.amount": {EN: "Amount", ZH: "数额"},
    "page.rule": {EN: "Rule and place", ZH: "规则与出处"},
    "page.exact": {EN: "Before rounding", ZH: "舍入前"},
    # Signs between parts
    "instant": {EN: "{day}, {time} ({zone})", ZH: "{day} {time}（{zone}）"},
    "list": {EN: ", ", ZH: "、"},
    "list.clauses": {EN: "; ", ZH: "；"},
    "list.or": {EN: " or ", ZH: "或"},
    "quoted": {EN: "“{text}”", ZH: "“{text}”"},
    # Names of facts; a history fact ends in the time it looks back on
    "fact.member.enrolled": {EN: "whether you are a member", ZH: "已入会"},
    "fact.member.tier": {EN: "your tier", ZH: "会员等级"},
    "fact.member.joined": {EN: "the day you joined", ZH: "入会日期"},
    "fact.member.age": {EN: "your age", ZH: "会员年龄"},
    "fact.member.birth_day_month": {EN: "day and month of your birth", ZH: "会员生日"},
    "fact.member.postcode": {EN: "your postcode", ZH: "会员邮编"},
    "fact.member.country": {EN: "your country", ZH: "会员所在国家"},
    "fact.member.balance": {EN: "your points balance", ZH: "会员积分余额"},
    "fact.order.at": {EN: "order time", ZH: "下单时间"},
    "fact.order.day": {EN: "order day", ZH: "订单日期"},
    "fact.order.channel": {EN: "order channel", ZH: "订单渠道"},
    "fact.order.country": {EN: "order country", ZH: "订单国家"},
    "fact.order.delivery": {EN: "delivery", ZH: "配送方式"},
    "fact.order.total": {EN: "order total", ZH: "订单总额"},
    "fact.order.list_total": {EN: "order total at list prices", ZH: "订单标价总额"},
    "fact.order.points_offered": {EN: "points you offer", ZH: "订单拟用积分"},
    "fact.line.sku": {EN: "article", ZH: "商品编号"},
    "fact.line.quantity": {EN: "quantity", ZH: "商品数量"},
    "fact.line.unit_price": {EN: "unit price", ZH: "商品单价"},
    "fact.line.category": {EN: "category", ZH: "商品类别"},
    "fact.line.brand": {EN: "brand", ZH: "商品品牌"},
    "fact.line.list_amount": {EN: "amount at list price", ZH: "商品行标价金额"},
    "fact.line.amount": {EN: "amount after discounts", ZH: "商品行金额"},
    "fact.voucher": {EN: "a code of the voucher {name}", ZH: "优惠券 {name} 的券码"},
    "fact.of_rule.reached": {EN: "amount that counts", ZH: "计入金额"},
    "fact.of_rule.count": {EN: "units that count", ZH: "计入件数"},
    "fact.of_rule.units": {EN: "quantity that counts", ZH: "计入数量"},
    "fact.of_rule.contains": {EN: "lines of what is asked for", ZH: "符合要求的商品行数"},
    "fact.of_rule.matching": {EN: "lines it is about", ZH: "适用的商品行数"},
    "fact.total.merchandise": {EN: "total of the goods", ZH: "商品合计"},
    "fact.total.due": {EN: "total", ZH: "应付总额"},
    "fact.points.limit": {EN: "most points that can pay", ZH: "最多可用积分"},
    "fact.subscription.first_period": {EN: "whether this is the first period", ZH: "是否为首个计费周期"},
    "fact.subscription.day": {EN: "day the subscription began", ZH: "订阅开始日期"},
    "fact.stretch.seats": {EN: "seats", ZH: "席位数"},
    "fact.stretch.add_on": {EN: "number of {name}", ZH: "{name} 数量"},
    "fact.bill.currency": {EN: "currency of the bill", ZH: "账单币种"},
    "fact.exchange.rate": {EN: "exchange rate", ZH: "汇率"},
    "fact.coupon.active": {EN: "whether the coupon {name} holds", ZH: "优惠券 {name} 是否有效"},
    "fact.coupon.left": {EN: "what is left of the coupon {name}", ZH: "优惠券 {name} 余额"},
    "fact.coupon.alone": {EN: "what the coupon {name} alone takes off", ZH: "优惠券 {name} 单独可减金额"},
    "fact.discount.alone": {EN: "what your tier alone takes off", ZH: "会员等级单独可减金额"},
    "fact.period.part": {EN: "time of use in the period", ZH: "周期内使用时长"},
    "fact.period.total": {EN: "length of the period", ZH: "周期总时长"},
    "fact.period.closed": {EN: "whether the period is over", ZH: "计费周期是否已结束"},
    "fact.stretch.part": {EN: "time of use in the period", ZH: "周期内使用时长"},
    "fact.stretch.total": {EN: "length of the period", ZH: "周期总时长"},
    "fact.usage.quantity": {EN: "use of {meter}", ZH: "{meter} 用量"},
    "fact.usage.counted": {EN: "use of {meter}, {counted}", ZH: "{meter} 用量（{counted}）"},
    "fact.cell": {EN: "{use}, cell by cell", ZH: "各单元的{use}"},
    "counted.reached": {EN: "the most so far", ZH: "曾达到的最高值"},
    "counted.rule": {EN: "which cell", ZH: "所属单元"},
    "counted.free": {EN: "free amount", ZH: "免费金额"},
    "counted.amount": {EN: "amount at the rate", ZH: "按费率计费金额"},
    "counted.events": {EN: "events at the rate", ZH: "按费率计费笔数"},
    "counted.lifted": {EN: "amount at the least per event", ZH: "按每笔最低收费的金额"},
    "counted.lifted_events": {EN: "events at the least per event", ZH: "按每笔最低收费的笔数"},
    "counted.capped": {EN: "amount at the most per event", ZH: "按每笔最高收费的金额"},
    "counted.capped_events": {EN: "events at the most per event", ZH: "按每笔最高收费的笔数"},
    "fact.history.points_day": {EN: "points already earned that day", ZH: "当日已获积分"},
    "fact.history.points_month": {EN: "points already earned that month", ZH: "当月已获积分"},
    "fact.history.points_year": {EN: "points already earned that year", ZH: "当年已获积分"},
    "fact.history.points_ever": {EN: "points ever earned", ZH: "累计已获积分"},
    **BILL_PATTERNS,
}


class UnknownLanguageError(ValueError):
    """The language has no wording; the message is its code."""


def language_of(code: str) -> str:
    """Give a language code that has a wording. Raises UnknownLanguageError."""
    if code not in LANGUAGES:
        raise UnknownLanguageError(code)
    return code


def say(key: str, language: str, **parts: str) -> str:
    """Give a pattern in a language with its parts filled in."""
    return PATTERNS[key][language].format(**parts)


def say_known(prefix: str, word: str, language: str) -> str:
    """Give the name of one word of a family, ``recipient.carrier``; the word itself where it has none."""
    known = PATTERNS.get(f"{prefix}.{word}")
    return known[language] if known else word
