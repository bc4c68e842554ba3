"""Patterns of what stands beside the lines: earlier prices, baseline, other ways, data, points, rights."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

TELLING_PATTERNS: Mapping[str, Mapping[str, str]] = {
    # Earlier prices
    "line.was": {
        EN: "was {price} in the {days} days before {day}; {percent} % less",
        ZH: "{day} 前 {days} 天内原价 {price}；降 {percent}%",
    },
    "line.was.lowest": {
        EN: "lowest price in the {days} days before {day}: {price}; {percent} % less",
        ZH: "{day} 前 {days} 天内最低价 {price}；降 {percent}%",
    },
    "line.was.lowest_deal": {
        EN: "lowest price paid in the {days} days before {day}: {price}; {percent} % less",
        ZH: "{day} 前 {days} 天内最低成交价 {price}；降 {percent}%",
    },
    "line.was.last_deal": {
        EN: "price paid last before {day}: {price}; {percent} % less",
        ZH: "{day} 前最近一次成交价 {price}；降 {percent}%",
    },
    "line.was.past": {
        EN: "price for most of the {days} days before {day}: {price}; {percent} % less",
        ZH: "{day} 前 {days} 天内多数时间售价 {price}；降 {percent}%",
    },
    "line.was.regular": {
        EN: "regular price before {day}: {price}; {percent} % less",
        ZH: "{day} 前常规价 {price}；降 {percent}%",
    },
    "line.was.own": {
        EN: "was {price} before {day}; {percent} % less",
        ZH: "{day} 前原价 {price}；降 {percent}%",
    },
    # Without membership
    "baseline": {EN: "With and without membership", ZH: "会员与非会员对比"},
    "baseline.public": {EN: "Price without membership", ZH: "非会员同条件价格"},
    "baseline.public_kept": {EN: "What is kept, without membership", ZH: "保留部分的非会员价格"},
    "baseline.saved": {EN: "Your membership saves you", ZH: "会员为您节省"},
    "baseline.more": {EN: "Your membership makes it dearer by", ZH: "会员使您多付"},
    "baseline.difference": {EN: "Difference made by membership", ZH: "会员身份带来的差额"},
    "baseline.none": {EN: "Nothing about you changed this price.", ZH: "本价格与您的个人信息无关。"},
    "baseline.membership": {EN: "Your membership was looked at.", ZH: "计算时使用了您的会员信息。"},
    "baseline.individual": {
        EN: "Your membership and other data of yours were looked at.",
        ZH: "计算时使用了您的会员信息及其他个人信息。",
    },
    "baseline.instead": {
        EN: "The rules come to {amount} for you. You pay what everybody pays, which is less.",
        ZH: "按规则您应付 {amount}。公开价格更低，您按公开价格支付。",
    },
    # Data
    "data": {EN: "Data", ZH: "使用的数据"},
    "data.used": {EN: "Used: {facts}.", ZH: "已使用：{facts}。"},
    "data.none_used": {EN: "No data was used.", ZH: "未使用任何数据。"},
    "data.waited": {
        EN: "Not known yet, so not used: {facts}.",
        ZH: "尚不清楚，因此未使用：{facts}。",
    },
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
    "data.bears_on": {EN: "{fact}, for points only", ZH: "{fact}，仅用于积分"},
    "data.unread": {
        EN: "For the price nothing was looked at of: {kinds}.",
        ZH: "计算价格时未使用：{kinds}。",
    },
    "unread.purchases": {EN: "what you bought before", ZH: "购买记录"},
    "unread.personal": {EN: "other personal data", ZH: "其他个人信息"},
    "unread.protected": {EN: "protected data such as age or gender", ZH: "年龄、性别等受保护信息"},
    "unread.proxy": {EN: "what may hint at it, such as your address or device", ZH: "地址、设备等间接信息"},
    "unread.rights": {EN: "your requests and complaints", ZH: "您的请求与投诉"},
    # What would change it
    "change": {EN: "What would change the total", ZH: "哪些选择会改变总额"},
    "change.choice": {EN: "{choice} ({fact})", ZH: "{choice}（{fact}）"},
    "change.next_tier": {EN: "With the tier {tier}", ZH: "会员等级为 {tier} 时"},
    # Points there are
    "points.worth": {EN: "A point pays {amount} of an order.", ZH: "每个积分可抵 {amount}。"},
    "points.worth.earned": {
        EN: "The points of this document pay {amount} of a later order; they are not paid out in money.",
        ZH: "本次获得的积分可在以后的订单中抵扣 {amount}，不可兑现。",
    },
    "points.worth.used": {
        EN: "The points that were used paid {amount}.",
        ZH: "已使用的积分抵扣了 {amount}。",
    },
    "points.worth.rule": {
        EN: "What points pay is set by the rule [{rule}].",
        ZH: "积分价值由规则 [{rule}] 规定。",
    },
    "points.worth.came": {
        EN: "These points pay {amount} of a later order; they are not paid out in money.",
        ZH: "这些积分可在以后的订单中抵扣 {amount}，不可兑现。",
    },
    "points.worth.went": {
        EN: "The points that went would have paid {amount} of an order.",
        ZH: "扣减的积分原可抵扣 {amount}。",
    },
    "points.no_money": {
        EN: "These points pay for no order: no sum of money is promised for them.",
        ZH: "这些积分不能抵扣订单金额，不承诺任何现金价值。",
    },
    "points.balance": {EN: "Points you can spend afterwards: {points}.", ZH: "此后可用积分：{points}。"},
    "points.expiring": {EN: "{points} of them end on {at}.", ZH: "其中 {points} 将于 {at} 失效。"},
    # What a membership was worth so far
    "worth": {EN: "Your membership this year", ZH: "本年度会员价值"},
    "worth.fee": {EN: "Paid for it", ZH: "已付会费"},
    "worth.benefit": {EN: "Saved by it", ZH: "已节省"},
    "worth.net": {EN: "Saved less paid", ZH: "节省减会费"},
    # Rights
    "rights": {EN: "If you doubt it", ZH: "如有疑问"},
    "rights.human_review": {
        EN: "Ask a person to look at this again: {where}; you have an answer by {day}.",
        ZH: "可要求人工复核：{where}，{day} 前答复。",
    },
    "rights.explain": {EN: "Have it explained: {where}.", ZH: "要求说明：{where}。"},
    "rights.object": {EN: "Object to the use of your data: {where}.", ZH: "反对使用您的数据：{where}。"},
    "rights.withdraw": {EN: "Withdraw a consent: {where}.", ZH: "撤回同意：{where}。"},
    "rights.complain_to": {EN: "Complain to: {where}.", ZH: "投诉机构：{where}。"},
    # Notices
    "notices": {EN: "Notices", ZH: "告知"},
    # Who, where, until when
    "about.seller": {EN: "Seller: {name}, {contact}.", ZH: "商家：{name}，{contact}。"},
    "about.register": {EN: "Number in the register: {number}.", ZH: "注册号：{number}。"},
    "about.market": {EN: "Market: {market}.", ZH: "市场：{market}。"},
    "about.channel": {EN: "Bought by way of: {channel}.", ZH: "购买渠道：{channel}。"},
    "about.valid": {EN: "This price is promised until {at}.", ZH: "此价格保留至 {at}。"},
    # A change of points
    # What is left of an erased document
    "kind.sums": {EN: "Amounts that stay", ZH: "保留的金额"},
    "left": {EN: "By what they were for", ZH: "按用途"},
    "left.of": {
        EN: "Of the {kind} {id}, whose person was erased on {at}.",
        ZH: "属于{kind} {id}，其会员已于 {at} 删除。",
    },
    # An explanation that was erased
    "gone.at": {
        EN: "{id} was erased on {at}, with the person it was told to.",
        ZH: "{id} 已于 {at} 随其会员一并删除。",
    },
    "gone.gone": {
        EN: "Erased: whose it is, what was bought, line by line, and what was known when it was decided.",
        ZH: "已删除：所属会员、购买明细，以及计算时所知的情况。",
    },
    "gone.stays": {
        EN: "Its seal stays: a copy is the one that was told if its digest is {digest}. The seal's signature,"
        " its place in the chain of that person's documents and in the tree of its day still verify:",
        ZH: "封印仍在：副本的摘要若为 {digest}，即为当时出具的文件。封印的签名、其在该会员文件链中的位置"
        "和在当日树中的位置仍可核验：",
    },
    "gone.amounts": {
        EN: "The amounts stay without the person, as {amounts}:",
        ZH: "金额保留，不含个人信息，编号 {amounts}：",
    },
    "gone.none": {EN: "The books need no amounts of it.", ZH: "账簿无需保留其金额。"},
    "left.inside": {EN: "inside the total", ZH: "已含在总额内"},
    "left.base": {EN: "Goods", ZH: "商品"},
    "left.usage": {EN: "Use", ZH: "用量"},
    "left.mandatory_fee": {EN: "Fees", ZH: "必付费用"},
    "left.optional_fee": {EN: "Options", ZH: "可选费用"},
    "left.subscription": {EN: "Subscription", ZH: "订阅费"},
    "left.proration": {EN: "Subscription, for a part of a period", ZH: "订阅费（部分周期）"},
    "left.discount_public": {EN: "Discounts for everybody", ZH: "公开优惠"},
    "left.discount_member": {EN: "Discounts for members", ZH: "会员优惠"},
    "left.discount_individual": {EN: "Personal discounts", ZH: "个人优惠"},
    "left.tier_benefit": {EN: "Benefits of a tier", ZH: "等级优惠"},
    "left.points_used": {EN: "Paid with points", ZH: "积分抵扣"},
    "left.voucher": {EN: "Vouchers", ZH: "优惠券"},
    "left.tax": {EN: "Tax", ZH: "税"},
    "left.authority_fee": {EN: "Charges of authorities", ZH: "公共收费"},
    "left.carriage": {EN: "Delivery", ZH: "配送费"},
    "left.deposit": {EN: "Deposits", ZH: "押金"},
    "kind.points_change": {EN: "Change of points", ZH: "积分变动"},
    "change_of": {EN: "What changed", ZH: "变动明细"},
    "change_of.available": {EN: "Points you can spend", ZH: "可用积分"},
    "change_of.pending": {EN: "Points to come", ZH: "待生效积分"},
    "change_of.held": {EN: "Points set aside", ZH: "预留积分"},
    "change_of.owed": {EN: "Points owed", ZH: "欠积分"},
    "change_of.goodwill": {EN: "Given as goodwill.", ZH: "善意补偿。"},
    "change_of.lots": {EN: "Lots", ZH: "积分批次"},
    "change_of.lot": {EN: "Lot {lot}", ZH: "批次 {lot}"},
    "change_of.opened": {EN: "New lot {lot}", ZH: "新批次 {lot}"},
    "change_of.programme": {EN: "Programme {name}, digest {digest}.", ZH: "会员计划 {name}，摘要 {digest}。"},
    # For an auditor
    "trace": {EN: "Every step", ZH: "全部步骤"},
    "trace.caption": {EN: "What each formula came to, in order", ZH: "按顺序列出的公式结果"},
    "trace.step": {EN: "Step", ZH: "步骤"},
    "trace.rule": {EN: "Rule", ZH: "规则"},
    "trace.exact": {EN: "Exactly", ZH: "精确值"},
    "trace.value": {EN: "Value", ZH: "结果"},
    "trace.below": {
        EN: "Money is in the smallest unit. The data has each formula, and the facts it reads.",
        ZH: "金额以最小货币单位计。数据文件含各公式及其读取的信息。",
    },
    "trace.withheld": {
        EN: "Values that are not told: {facts}. Steps that read them are taken as stated.",
        ZH: "不予列示的信息值：{facts}。读取它们的步骤以所列结果为准。",
    },
    "checks": {EN: "Profiles and the checks that ran", ZH: "适用的法域档案与已执行的检查"},
    "checks.caption": {
        EN: "What was looked at, of the rules and of this document",
        ZH: "对规则及本文件检查过的内容",
    },
    "checks.profile": {EN: "Profile and version", ZH: "档案及版本"},
    "checks.stage": {EN: "When", ZH: "时点"},
    "checks.strength": {EN: "Evidence", ZH: "证据"},
    "checks.result": {EN: "Result", ZH: "结果"},
    "checks.check": {EN: "Constraints", ZH: "约束"},
    "checks.stage.PUB": {EN: "when the rules were adopted", ZH: "规则采用时"},
    "checks.stage.QUO": {EN: "at the quote", ZH: "报价时"},
    "checks.stage.CMT": {EN: "at the order", ZH: "下单时"},
    "checks.stage.POST": {EN: "when it was booked", ZH: "入账时"},
    "checks.strength.PROVED": {EN: "PROVED", ZH: "已证明"},
    "checks.strength.TESTED": {EN: "TESTED", ZH: "已测试"},
    "checks.strength.MEASURED": {EN: "MEASURED", ZH: "已测量"},
    "checks.strength.DECLARED": {EN: "DECLARED", ZH: "已声明"},
    "checks.strength.NOT CHECKED": {EN: "NOT CHECKED", ZH: "未检查"},
    "checks.result.holds": {EN: "holds", ZH: "成立"},
    "checks.result.warned": {EN: "holds, with a warning", ZH: "成立，但有提示"},
    "checks.result.fails": {EN: "fails, and is waived", ZH: "不成立，已获豁免"},
    "checks.below": {
        EN: "NOT CHECKED says that no check of it ran with this document or before its rules were adopted.",
        ZH: "“未检查”指本文件及其规则采用前均未执行该项检查。",
    },
    # How a price that was promised stands to the price at the time
    "promise": {EN: "Promised and charged", ZH: "承诺价与实收价"},
    "promise.quoted": {EN: "Promised at {at}", ZH: "{at} 承诺"},
    "promise.now": {EN: "By the rules at {at}", ZH: "按 {at} 的规则"},
    "promise.charged": {EN: "Charged, the lower of both", ZH: "实收（取较低者）"},
    "promise.not_read": {
        EN: "Known when it was promised, and not read again: {facts}.",
        ZH: "承诺时已知、此次未再读取：{facts}。",
    },
}
