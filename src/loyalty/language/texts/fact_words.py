"""What the facts there always are, and what rules count, are called in a sentence, by language."""

from collections.abc import Mapping
from types import MappingProxyType

OF_RULES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "reached": {"en": "the amount that counts", "zh-CN": "计入金额"},
        "count": {"en": "the number of units that count", "zh-CN": "计入件数"},
        "units": {"en": "the quantity that counts", "zh-CN": "计入数量"},
        "contains": {"en": "the number of lines of what is asked for", "zh-CN": "符合要求的商品行数"},
        "anniversary": {"en": "the number of anniversaries near", "zh-CN": "临近的纪念日数"},
        "table": {"en": "what the table gives", "zh-CN": "表中所列数值"},
        "card": {"en": "what fills the card with this order", "zh-CN": "含本单的集点数"},
        "streak": {"en": "the streak with this order", "zh-CN": "含本单的连续次数"},
        "times": {"en": "the times given before", "zh-CN": "此前已获次数"},
        "cap-left": {"en": "the points left under the cap of the rule", "zh-CN": "该规则上限下剩余积分"},
        "budget-left": {"en": "the points left of the budget", "zh-CN": "预算剩余积分"},
        "money-left": {"en": "the money left of the budget", "zh-CN": "预算剩余金额"},
        "times-left": {"en": "the uses left of the budget", "zh-CN": "预算剩余次数"},
        "within": {"en": "what it takes off", "zh-CN": "可减金额"},
        "lines": {"en": "it is about this line", "zh-CN": "适用于本商品行"},
        "costs": {"en": "what the line costs before it", "zh-CN": "适用前商品行金额"},
        "discount": {"en": "what it takes off", "zh-CN": "可减金额"},
        "offer": {"en": "what it takes off", "zh-CN": "可减金额"},
        "off": {"en": "what it takes off", "zh-CN": "可减金额"},
        "matching": {"en": "the number of lines it is about", "zh-CN": "适用的商品行数"},
    }
)
"""The words for what a rule counts, by the first word of its formula's name."""
CHOSEN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "together": {
            "en": "the discounts that stand together are chosen",
            "zh-CN": "采用的是可同时使用的优惠",
        },
        "alone": {"en": "this discount is chosen to stand alone", "zh-CN": "单独采用此优惠"},
        "won": {"en": "this discount is the best of the order", "zh-CN": "此优惠为本单最优"},
    }
)
"""The words for what was chosen, by the first word of the formula that is 1 where it was, else 0."""
OF_PAST: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "history.bought": {"en": "the orders it needs", "zh-CN": "所需订单数"},
        "history.earned": {"en": "the times it earned in this time", "zh-CN": "本期已获积分次数"},
    }
)
"""The words for what a rule of events asks of the past, by the first two words of the fact."""
_SINCE_3: Mapping[str, str] = MappingProxyType(
    {
        "price": "固定费用",
        "seats": "席位费用",
        "add_ons": "附加项费用",
        "usage": "用量费用",
        "event.day": "事件日期",
        "event.weekday": "事件星期",
        "event.hour": "事件钟点",
        "event.day_month": "事件月日",
        "history.spend": "此前消费金额",
        "history.spend_day": "当日此前消费金额",
        "history.spend_week": "当周此前消费金额",
        "history.spend_month": "当月此前消费金额",
        "history.spend_year": "当年此前消费金额",
        "history.days_since_order": "距上次下单天数",
        "history.rfm": "按购买时间与频次划分的组",
        "subscription.first_period": "首个计费周期",
    }
)
FACTS_SINCE_3 = frozenset(_SINCE_3)
"""The built-in facts that are called by their ids in documents of an earlier version."""
FACTS: Mapping[str, str] = MappingProxyType(
    {
        "line.amount": "商品行金额",
        "line.brand": "商品品牌",
        "line.category": "商品类别",
        "line.list_amount": "商品行标价金额",
        "line.quantity": "商品数量",
        "line.sku": "商品编号",
        "line.unit_price": "商品单价",
        "member.age": "会员年龄",
        "member.birth_day_month": "会员生日",
        "member.country": "会员所在国家",
        "member.enrolled": "已入会",
        "member.postcode": "会员邮编",
        "member.tier": "会员等级",
        "order.channel": "订单渠道",
        "history.days_enrolled": "入会天数",
        "history.orders": "此前订单数",
        "history.orders_day": "当日此前订单数",
        "history.orders_month": "当月此前订单数",
        "history.orders_week": "当周此前订单数",
        "history.orders_year": "当年此前订单数",
        "line.gross_amount": "商品行含税金额",
        "line.net_amount": "商品行不含税金额",
        "order.day": "订单日期",
        "order.day_month": "订单月日",
        "order.hour": "下单钟点",
        "order.weekday": "下单星期",
        "order.delivery": "配送方式",
        "order.list_total": "订单标价总额",
        "order.points_offered": "订单拟用积分",
        "order.total": "订单总额",
        **_SINCE_3,
    }
)
