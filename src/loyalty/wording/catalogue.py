"""Every sentence pattern in one table, by key and language; data stands in braces."""

import re
from collections.abc import Mapping

from loyalty.wording.languages import EN, LANGUAGES, ZH
from loyalty.wording.patterns.backtest import BACKTEST_PATTERNS
from loyalty.wording.patterns.bills import BILL_PATTERNS
from loyalty.wording.patterns.books import BOOK_PATTERNS
from loyalty.wording.patterns.charges import CHARGE_PATTERNS
from loyalty.wording.patterns.course import COURSE_PATTERNS
from loyalty.wording.patterns.desk import DESK_PATTERNS
from loyalty.wording.patterns.not_applied import NOT_APPLIED_PATTERNS
from loyalty.wording.patterns.pages.cases import CASE_PATTERNS
from loyalty.wording.patterns.pages.desk import DESK_PAGE_PATTERNS
from loyalty.wording.patterns.pages.frame import FRAME_PATTERNS
from loyalty.wording.patterns.pages.own import OWN_PATTERNS
from loyalty.wording.patterns.progress import PROGRESS_PATTERNS
from loyalty.wording.patterns.seals import SEAL_PATTERNS
from loyalty.wording.patterns.standing import STANDING_PATTERNS
from loyalty.wording.patterns.telling import TELLING_PATTERNS
from loyalty.wording.patterns.tills import TILL_PATTERNS
from loyalty.wording.patterns.versions import VERSION_PATTERNS

PATTERNS: Mapping[str, Mapping[str, str]] = {
    # What the document is
    "kind.quote": {EN: "Quote", ZH: "报价"},
    "kind.receipt": {EN: "Receipt", ZH: "收据"},
    "kind.refund": {EN: "Refund", ZH: "退款单"},
    "kind.event": {EN: "Event", ZH: "会员活动"},
    "kind.usage": {EN: "Usage bill", ZH: "用量账单"},
    "kind.estimate": {EN: "Estimate", ZH: "估算"},
    "kind.invoice": {EN: "Invoice", ZH: "账单"},
    "kind.credit_note": {EN: "Credit note", ZH: "贷记单"},
    "title": {EN: "{kind} explained", ZH: "{kind}说明"},
    # The total
    "total.charged": {EN: "Total, all charges included", ZH: "应付总额（含全部费用）"},
    "total.so_far": {EN: "Total so far, without what is named below", ZH: "目前总额（不含下列费用）"},
    "total.open": {
        EN: "Not in it yet: {fee}. {formula}.",
        ZH: "尚未计入：{fee}。{formula}。",
    },
    "total.open.known": {
        EN: "The amount is told as soon as this is known: {known}.",
        ZH: "一经得知以下信息即告知金额：{known}。",
    },
    "total.open.and": {EN: ", ", ZH: "、"},
    # What goes back of an order
    "returned": {EN: "What goes back", ZH: "退还明细"},
    "returned.return": {EN: "A part of the order came back.", ZH: "部分商品已退回。"},
    "returned.cancellation": {EN: "The order was cancelled.", ZH: "订单已取消。"},
    "returned.exchange": {EN: "A part of the order was exchanged.", ZH: "部分商品已换货。"},
    "returned.adjustment": {
        EN: "Prices were lowered after the sale, as goodwill.",
        ZH: "售后已下调价格（商家善意补偿）。",
    },
    "returned.reason": {EN: "The reason given: {reason}.", ZH: "原因：{reason}。"},
    "returned.paid": {EN: "Paid so far, less what went back before", ZH: "此前实付（已扣除以往退款）"},
    "returned.kept": {EN: "What is kept costs", ZH: "保留部分应付"},
    "returned.stays": {EN: "Stays paid, as it is not refundable", ZH: "不予退还的费用"},
    "returned.money": {EN: "Given back", ZH: "退款金额"},
    "returned.money_again": {EN: "To be paid again", ZH: "需补付金额"},
    "returned.value": {EN: "{amount} of it to stored value", ZH: "其中 {amount} 退回储值"},
    "returned.points_back": {EN: "Points taken back", ZH: "收回积分"},
    "returned.of_wallet": {EN: "Taken back: {wallet}", ZH: "收回：{wallet}"},
    "returned.points_restored": {EN: "Points you spent, given back", ZH: "退还已用积分"},
    # Vouchers for the next order
    "given": {EN: "For your next order", ZH: "下次购物可用"},
    "given.until": {EN: "until {day}", ZH: "{day} 前有效（含当日）"},
    "given.ended": {
        EN: "The code of the voucher {voucher} that the order gave counts no more.",
        ZH: "订单赠送的优惠券 {voucher} 已失效。",
    },
    "given.ended_used": {
        EN: "The voucher {voucher} that the order gave was used; what it gave stays.",
        ZH: "订单赠送的优惠券 {voucher} 已使用，所得优惠保留。",
    },
    "lines.kept": {EN: "What is kept, by the rules of the sale", ZH: "保留部分（按购买时规则）"},
    # Lines
    "lines": {EN: "What the total is made of", ZH: "总额明细"},
    "line.times": {EN: "{quantity} × {price}", ZH: "{quantity} × {price}"},
    "line.measure": {EN: "{price} for 1 {unit}", ZH: "每{unit} {price}"},
    "line.measures": {
        EN: "{price} for 1 {unit}; without membership {public}",
        ZH: "每{unit} {price}；非会员 {public}",
    },
    "line.to": {EN: "goes to {recipient}", ZH: "由{recipient}收取"},
    "line.to_for": {EN: "goes to {recipient}, for {purpose}", ZH: "由{recipient}收取，用途：{purpose}"},
    "line.for": {EN: "for {purpose}", ZH: "用途：{purpose}"},
    "line.share": {EN: "{part}/{total} of the period", ZH: "占整个周期的 {part}/{total}"},
    "line.final": {EN: "not refundable", ZH: "不予退还"},
    "line.avoided": {EN: "not charged if you choose {ways}", ZH: "选择{ways}即可免收"},
    "line.way": {EN: "{choice} ({fact})", ZH: "{choice}（{fact}）"},
    "line.exact": {EN: "exactly {exact}, rounded ({mode})", ZH: "精确值 {exact}，{mode}"},
    "category.subscription": {EN: "regular charge for the period", ZH: "本期固定费用"},
    "category.proration": {EN: "regular charge for a part of the period", ZH: "按部分周期计的固定费用"},
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
    "payment.left_kept": {EN: "Money for what is kept", ZH: "保留部分应付金额"},
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
    # Points
    "points": {EN: "Points", ZH: "积分"},
    "points.one": {EN: "{count} point", ZH: "{count} 积分"},
    "points.many": {EN: "{count} points", ZH: "{count} 积分"},
    "points.wallet": {EN: "Points in the wallet {wallet}", ZH: "“{wallet}”钱包中的积分"},
    "points.sum": {EN: "Exact sum", ZH: "精确合计"},
    "points.rounded": {EN: "After rounding ({mode})", ZH: "取整后（{mode}）"},
    "points.cap.day": {EN: "After the most points in a day", ZH: "按每日积分上限"},
    "points.cap.month": {EN: "After the most points in a month", ZH: "按每月积分上限"},
    "points.cap.year": {EN: "After the most points in a year", ZH: "按每年积分上限"},
    "points.cap.ever": {EN: "After the most points ever", ZH: "按累计积分上限"},
    "points.earned": {EN: "Points you earn", ZH: "本单获得积分"},
    "points.kept": {EN: "Points for what is kept", ZH: "保留部分获得积分"},
    "points.members_only": {EN: "Only members earn points.", ZH: "仅会员可获得积分。"},
    "points.none": {EN: "No rule gives points here.", ZH: "没有规则在此给予积分。"},
    "points.pending": {EN: "They can be spent from {at}.", ZH: "积分将于 {at} 起可用。"},
    "points.end": {EN: "They end at {at}.", ZH: "积分有效期至 {at}。"},
    "mode.half_up": {EN: "halves away from zero", ZH: "四舍五入"},
    "mode.half_even": {EN: "halves to the even digit", ZH: "四舍六入五成双"},
    "mode.down": {EN: "down", ZH: "舍去尾数"},
    "mode.up": {EN: "up", ZH: "尾数进位"},
    # Rules that did not apply
    "days.one": {EN: "{number} day", ZH: "{number} 天"},
    "days.more": {EN: "{number} days", ZH: "{number} 天"},
    "rate.factor": {EN: "{factor} times the points", ZH: "{factor} 倍积分"},
    "rate.percent": {EN: "{percent} %", ZH: "{percent}%"},
    "fact.value": {EN: "{fact}: {value}", ZH: "{fact}：{value}"},
    "yes": {EN: "yes", ZH: "是"},
    "no": {EN: "no", ZH: "否"},
    "tier.none": {EN: "none", ZH: "无"},
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
    "sumcheck.ok": {EN: "sum check: ok", ZH: "合计核对：正确"},
    "sumcheck.failed": {EN: "sum check: FAILED", ZH: "合计核对：不符"},
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
    "fact.order.weekday": {EN: "day of the week", ZH: "下单星期"},
    "fact.order.hour": {EN: "hour", ZH: "下单钟点"},
    "fact.order.day_month": {EN: "day and month of the order", ZH: "订单月日"},
    "fact.line.net_amount": {EN: "amount without tax", ZH: "商品行不含税金额"},
    "fact.line.gross_amount": {EN: "amount with tax", ZH: "商品行含税金额"},
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
    "fact.known": {EN: "whether this is known: {name}", ZH: "是否已知：{name}"},
    "fact.voucher": {EN: "a code of the voucher {name}", ZH: "优惠券 {name} 的券码"},
    "fact.of_rule.reached": {EN: "amount that counts", ZH: "计入金额"},
    "fact.of_rule.count": {EN: "units that count", ZH: "计入件数"},
    "fact.of_rule.units": {EN: "quantity that counts", ZH: "计入数量"},
    "fact.of_rule.contains": {EN: "lines of what is asked for", ZH: "符合要求的商品行数"},
    "fact.of_rule.anniversary": {EN: "anniversaries near", ZH: "临近的纪念日数"},
    "fact.of_rule.calendar": {EN: "days around the order", ZH: "订单前后的日期"},
    "fact.history.bought": {EN: "the orders it needs", ZH: "所需订单数"},
    "fact.history.earned": {EN: "the times it earned in this time", ZH: "本期已获积分次数"},
    "fact.of_rule.table": {EN: "what the table gives", ZH: "表中所列数值"},
    "fact.of_rule.card": {EN: "what fills the card with this order", ZH: "含本单的集点数"},
    "fact.of_rule.streak": {EN: "the streak with this order", ZH: "含本单的连续次数"},
    "fact.of_rule.times": {EN: "times given before", ZH: "此前已获次数"},
    "fact.of_rule.cap-left": {EN: "points left under the cap of the rule", ZH: "该规则上限下剩余积分"},
    "fact.of_rule.budget-left": {EN: "points left of the budget", ZH: "预算剩余积分"},
    "fact.of_rule.money-left": {EN: "money left of the budget", ZH: "预算剩余金额"},
    "fact.of_rule.times-left": {EN: "uses left of the budget", ZH: "预算剩余次数"},
    "fact.together": {
        EN: "whether the discounts that stand together are chosen",
        ZH: "是否采用可同时使用的优惠",
    },
    "fact.of_rule.lines": {EN: "it is about this line", ZH: "适用于本商品行"},
    "fact.of_rule.costs": {EN: "what the line costs before it", ZH: "适用前商品行金额"},
    "fact.of_rule.matching": {EN: "lines it is about", ZH: "适用的商品行数"},
    "fact.total.merchandise": {EN: "total of the goods", ZH: "商品合计"},
    "fact.total.due": {EN: "total", ZH: "应付总额"},
    "fact.points.limit": {EN: "most points that can pay", ZH: "最多可用积分"},
    "fact.subscription.first_period": {EN: "whether this is the first period", ZH: "首个计费周期"},
    "fact.price": {EN: "the price of the plan", ZH: "固定费用"},
    "fact.seats": {EN: "what seats cost", ZH: "席位费用"},
    "fact.add_ons": {EN: "what add-ons cost", ZH: "附加项费用"},
    "fact.usage": {EN: "what use costs", ZH: "用量费用"},
    "fact.event.day": {EN: "day of the event", ZH: "事件日期"},
    "fact.event.weekday": {EN: "day of the week of the event", ZH: "事件星期"},
    "fact.event.hour": {EN: "hour of the event", ZH: "事件钟点"},
    "fact.event.day_month": {EN: "day and month of the event", ZH: "事件月日"},
    "fact.subscription.day": {EN: "day the subscription began", ZH: "订阅开始日期"},
    "fact.stretch.seats": {EN: "seats", ZH: "席位数"},
    "fact.stretch.add_on": {EN: "number of {name}", ZH: "{name} 数量"},
    "fact.bill.currency": {EN: "currency of the bill", ZH: "账单币种"},
    "fact.exchange.rate": {EN: "exchange rate", ZH: "汇率"},
    "fact.coupons": {EN: "which coupons hold", ZH: "哪些优惠券有效"},
    "fact.coupon.active": {EN: "whether the coupon {name} holds", ZH: "优惠券 {name} 是否有效"},
    "fact.coupon.left": {EN: "what is left of the coupon {name}", ZH: "优惠券 {name} 余额"},
    "fact.coupon.alone": {EN: "what the coupon {name} alone takes off", ZH: "优惠券 {name} 单独可减金额"},
    "fact.discount.alone": {EN: "what your tier alone takes off", ZH: "会员等级单独可减金额"},
    "fact.period.undone": {EN: "whether the period was taken back", ZH: "周期是否已撤回"},
    "fact.period.part": {EN: "time of use in the period", ZH: "周期内使用时长"},
    "fact.period.held": {
        EN: "time in which the plan was held, paused or not",
        ZH: "周期内持有套餐的时长（含暂停）",
    },
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
    "fact.history.orders": {EN: "your orders before this one", ZH: "此前订单数"},
    "fact.history.orders_day": {EN: "your orders before this one that day", ZH: "当日此前订单数"},
    "fact.history.orders_week": {EN: "your orders before this one that week", ZH: "当周此前订单数"},
    "fact.history.orders_month": {EN: "your orders before this one that month", ZH: "当月此前订单数"},
    "fact.history.orders_year": {EN: "your orders before this one that year", ZH: "当年此前订单数"},
    "fact.history.days_enrolled": {EN: "days since you joined", ZH: "入会天数"},
    "fact.history.enrolled": {EN: "the day of the year you joined", ZH: "入会月日"},
    "fact.history.referred": {
        EN: "whether somebody brought you and nothing was given for it yet",
        ZH: "是否受邀入会且尚未奖励",
    },
    "fact.history.referred_until": {EN: "last day for your first order", ZH: "首单截止日期"},
    "fact.history.points_day": {EN: "points already earned that day", ZH: "当日已获积分"},
    "fact.history.points_week": {EN: "points already earned that week", ZH: "当周已获积分"},
    "fact.history.points_month": {EN: "points already earned that month", ZH: "当月已获积分"},
    "fact.history.points_year": {EN: "points already earned that year", ZH: "当年已获积分"},
    "fact.history.points_ever": {EN: "points ever earned", ZH: "累计已获积分"},
    "fact.history.card": {EN: "what filled the card before", ZH: "此前的集点数"},
    "fact.history.run": {EN: "the streak before this order", ZH: "此前的连续次数"},
    "fact.history.times": {EN: "times given before", ZH: "此前已获次数"},
    "fact.history.given": {EN: "points the rule gave before", ZH: "该规则此前给出的积分"},
    "fact.history.budget": {EN: "points given from the budget before", ZH: "预算此前已用积分"},
    "fact.history.taken": {EN: "what discounts took of the budget before", ZH: "优惠此前已用预算"},
    **BACKTEST_PATTERNS,
    **COURSE_PATTERNS,
    **BILL_PATTERNS,
    **NOT_APPLIED_PATTERNS,
    **BOOK_PATTERNS,
    **CHARGE_PATTERNS,
    **CASE_PATTERNS,
    **FRAME_PATTERNS,
    **OWN_PATTERNS,
    **DESK_PAGE_PATTERNS,
    **PROGRESS_PATTERNS,
    **DESK_PATTERNS,
    **SEAL_PATTERNS,
    **STANDING_PATTERNS,
    **TELLING_PATTERNS,
    **TILL_PATTERNS,
    **VERSION_PATTERNS,
}


class UnknownLanguageError(ValueError):
    """The language has no wording; the message is its code."""


def language_of(code: str) -> str:
    """Give a language code that has a wording. Raises UnknownLanguageError."""
    if code not in LANGUAGES:
        raise UnknownLanguageError(code)
    return code


def say(key: str, language: str, **parts: str) -> str:
    """Give a pattern in a language with its parts filled in, no blank after a Chinese day or bracket."""
    pattern = PATTERNS[key][language]
    for name, part in parts.items() if language == ZH else ():
        if str(part).endswith(("日", "）")):
            pattern = re.sub(rf"({{{name}}}) (?=[\u4e00-\u9fff])", r"\1", pattern)
    return pattern.format(**parts)


def say_known(prefix: str, word: str, language: str) -> str:
    """Give the name of one word of a group, ``recipient.carrier``; the word itself where it has none."""
    known = PATTERNS.get(f"{prefix}.{word}")
    return known[language] if known else word
