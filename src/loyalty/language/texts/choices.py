"""What every word of a closed list means, in English and simplified Chinese, without a full stop.

Editors show the English beside the word; the sentences of a rule are made of both. A list is
found by its words, so that two keys with the same list say the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from loyalty.language.texts.people_words import OF_PEOPLE
from loyalty.language.texts.price_words import OF_PRICES

Meaning = tuple[str, str]
"""English, and simplified Chinese."""

_COMBINING: Final[Mapping[str, Meaning]] = {
    "best": ("only the best one counts", "只取最优的一项"),
    "best_of_order": ("only the one that takes most off the order counts", "只取使整单优惠最多的一项"),
    "first": ("only the first one that applies counts", "只取首个适用的一项"),
    "sum": ("they add up", "相加"),
    "chain": ("each works on what the one before has left", "依次在前一项的结果上计算"),
}
_TIMES: Final[Mapping[str, Meaning]] = {
    "hour": ("an hour", "每小时"),
    "day": ("a day of the programme's zone", "每日（按计划时区）"),
    "week": ("a week, which begins on Monday", "每周（自周一起）"),
    "month": ("a month of the calendar", "每个日历月"),
    "year": ("a year of the calendar", "每个日历年"),
    "ever": ("all time", "不限期间"),
}
_SUMS: Final[Mapping[str, Meaning]] = {
    "price": ("the recurring price", "固定价格"),
    "seats": ("what seats cost", "席位费"),
    "add_ons": ("what add-ons cost", "附加项费用"),
    "usage": ("what usage costs", "用量费"),
    "fees": ("the fees", "各项手续费"),
}
_KINDS: Final[Mapping[str, Meaning]] = {
    "tier": ("a tier of the ladder", "会员等级"),
    "country": ("a country, by its code", "国家代码"),
    "day_month": ("a day of a month, without a year", "月日（不含年份）"),
    "quantity": ("a number of things", "数量"),
    "money": ("an amount of money", "金额"),
    "choice": ("one word of a list", "固定选项之一"),
    "text": ("a text", "文本"),
    "points": ("a number of points", "积分数"),
    "truth": ("yes or no", "是或否"),
    "day": ("a date", "日期"),
}
_RETURN: Final[Mapping[str, Meaning]] = {
    "given_back": ("it can be given or used again", "可再次使用"),
    "stays_spent": ("it stays spent", "视为已发放"),
    "used_up": ("it stays used", "视为已使用"),
}


def _some(of: Mapping[str, Meaning], *words: str) -> Mapping[str, Meaning]:
    return {word: of[word] for word in words}


_LISTS: Final[Sequence[Mapping[str, Meaning]]] = (
    # The whole programme and its numbers
    {"1": ("the first version of this language", "本语言第一版")},
    {"cumulative": ("share by share, so that the shares always add up", "累计分摊，各份之和始终等于总额")},
    {"each_line": ("once on each line", "每个商品行各一次")},
    {
        "half_even": ("to the nearest, a half to the even neighbour", "四舍六入五成双"),
        "half_up": ("to the nearest, a half away from zero", "四舍五入"),
        "down": ("towards zero", "向零舍去"),
        "up": ("away from zero", "远离零进位"),
    },
    _KINDS,
    _some(_KINDS, "truth", "quantity", "money", "points"),
    *OF_PEOPLE,
    # Tiers
    {"before the order": ("by what was known before the order", "按下单前已知的信息")},
    {
        "any day": ("the day on which keeping ends", "保级期满当日"),
        "calendar year end": ("the next 31 December", "下一个年末"),
        "anniversary": ("the next anniversary of enrolment", "下一个入会周年日"),
    },
    {
        "soft": ("one tier down at a time", "每次最多降一级"),
        "hard": ("down to the tier that is reached", "直接降至达到的等级"),
    },
    {
        "orders": ("orders with a line that counts", "含计入商品行的订单数"),
        "points": ("points that orders earned", "订单所得积分"),
        "events": ("events", "活动次数"),
    },
    # Earning
    {
        "tier": ("the tier's factor", "等级倍率"),
        "best_multiplier": ("of the multipliers the best", "各倍率中只取最优"),
        "first_multiplier": ("of the multipliers the first that applies", "各倍率中只取首个适用"),
        "sum_multipliers": ("the multipliers, which add up", "各倍率相加"),
        "chain_multipliers": ("the multipliers, one after the other", "各倍率依次相乘"),
        "lanes": ("the lanes of multipliers, one after the other", "各倍率通道依次计算"),
        "additions": ("every addition", "全部附加积分"),
        "best_addition": ("of the additions the best", "附加积分中只取最多"),
        "first_addition": ("of the additions the first that applies", "附加积分中只取首个适用"),
    },
    {
        "proportional": ("a part of the amount earns a part of the points", "不足一步的金额按比例得积分"),
        "whole": ("only whole amounts of the order count", "仅按整步金额计"),
    },
    {
        "exactly_one": ("two rows that apply are a mistake", "只允许一行适用"),
        "first": ("the first row that applies counts", "取首个适用的行"),
        "best": ("the row that gives most counts", "取给得最多的行"),
        "all": ("all rows count: points add up, factors multiply", "各适用行全部计入：积分相加、倍率相乘"),
    },
    {
        "order": ("each order", "每单一次"),
        "line": ("each line it applies to", "每个适用商品行一次"),
        "unit": ("each unit it applies to", "每件适用商品一次"),
        "step": ("each whole step of the amount", "每满一步一次"),
        "card": ("each full card", "每集满一次"),
        "streak": ("each streak", "每达成一次连续"),
    },
    {
        "02-28": ("28 February in a year without the 29th", "平年算二月二十八日"),
        "03-01": ("1 March in a year without the 29th", "平年算三月一日"),
    },
    {
        "orders": ("orders fill it", "按订单计"),
        "units": ("units fill it", "按件数计"),
        "money": ("money fills it", "按金额计"),
    },
    _some(_TIMES, "day", "week", "month"),
    {
        "starts_again": ("one that is missed begins it anew", "中断后重新开始"),
        "counts_on": ("one that is missed only waits", "中断后继续累计"),
    },
    {"member": ("a member", "每位会员"), **_some(_TIMES, "day", "week", "month", "year", "ever")},
    {
        "order": ("an order", "每单"),
        "member": ("a member", "每位会员"),
        **_some(_TIMES, "day", "week", "month", "year", "ever"),
    },
    _some(_COMBINING, "best", "first", "sum", "chain"),
    {
        "each_lot": ("each lot's own day", "各批积分各自起算"),
        "month_end": ("the day they were earned, to the end of that month", "自获得起至到期月的月末"),
        "year_end": ("the day they were earned, to the end of that year", "自获得起至到期年的年末"),
        "activity": ("the last earning or spending", "自最近一次获得或使用积分起"),
    },
    _some(_TIMES, "month", "year", "ever"),
    {"given_back": _RETURN["given_back"], "stays_spent": _RETURN["stays_spent"]},
    {
        "event": ("each event", "每次活动"),
        "day": ("the first of a day", "每日首次"),
        "week": ("the first of a week", "每周首次"),
        "month": ("the first of a month", "每月首次"),
        "year": ("the first of a year", "每年首次"),
        "member": ("the first ever", "每位会员仅首次"),
        "card": ("each full card", "每集满一次"),
        "streak": ("each streak", "每达成一次连续"),
    },
    {"order": ("any order before it", "此前任意一单")},
    {"return_window": ("while what was bought can be brought back", "退货期内")},
    {
        "calendar year": ("this year of the calendar", "当前日历年"),
        "membership year": ("this year since enrolment", "当前会员年"),
        "lifetime": ("ever since enrolment", "自入会以来"),
    },
    # Spending
    {
        "money_paid": ("only what is paid with money earns points", "仅实付金额获积分"),
        "everything": ("what points pay earns points too", "积分支付部分也获积分"),
    },
    {"recompute_kept_order": ("what is kept is worked out again", "按保留部分重新计算")},
    {
        "owe": (
            "the member comes to owe points, and the next credit repays them",
            "积分记为欠额，下次入账时补足",
        ),
        "forbidden": ("the return is refused", "拒绝该退货"),
    },
    {
        "good": ("an article", "商品"),
        "voucher": ("a voucher", "优惠券"),
        "partner": ("something a partner gives", "合作方权益"),
        "donation": ("a donation", "捐赠"),
    },
    {
        "spendable": ("its points can be spent", "积分可使用"),
        "status": ("its points only count", "积分仅用于计数"),
    },
    {
        "earliest_expiry": ("what ends first is spent first", "先用最早到期的积分"),
        "oldest": ("what is oldest is spent first", "先用最早获得的积分"),
        "priority": ("by where points came from", "按积分来源的先后"),
    },
    {
        "lapse": ("they lapse", "随即失效"),
        "grace": ("they live on for a while", "再保留一段时间"),
    },
    {"all": ("every member of it", "全体成员"), "head": ("only who began it", "仅户主")},
    {
        "together": ("lots of all in the order of spending", "全体的积分按使用顺序"),
        "own_first": ("one's own before others'", "先用自己的积分"),
    },
    # Discounts, fees and tax
    _some(_COMBINING, "best", "sum", "chain"),
    _some(_COMBINING, "best", "best_of_order", "sum", "chain"),
    {"order": ("the order", "整单"), "unit": ("each unit", "每件商品")},
    {"included": ("with tax", "含税"), "excluded": ("without tax", "不含税")},
    {
        "always": ("it stands alone wherever it applies", "适用时一律单独使用"),
        "if_better": (
            "it stands alone where it takes off more than the others together",
            "仅在更优时单独使用",
        ),
    },
    {
        "before_discounts": ("at list prices", "按折扣前标价"),
        "after_discounts": ("as earlier discounts have left it", "按此前折扣后的金额"),
    },
    {
        "each_line": ("each line by itself", "各商品行分别计"),
        "all_lines": ("all lines together", "全部商品行合计"),
    },
    {
        "cheapest": ("the cheapest", "最便宜的"),
        "cheapest_of_each_set": ("the cheapest of each set", "每组中最便宜的"),
        "dearest": ("the dearest", "最贵的"),
    },
    {"dearest": ("the dearest", "最贵的"), "cheapest": ("the cheapest", "最便宜的")},
    {
        "include_tax": ("prices contain the tax", "价格含税"),
        "exclude_tax": ("the tax is added", "价外另计税"),
    },
    {"line": ("for each charge", "每项费用各一次"), "total": ("once for the total", "总额一次")},
    {"once": ("once in the life of a plan", "整个订阅期内一次"), "each": ("each time", "每次")},
    {
        "first_price": ("in the first price that is shown", "首次报价即已包含"),
        "choice": ("where the buyer chooses it", "在顾客选择时显示"),
        "checkout": ("at the checkout, which is too late", "结账时才显示（过晚）"),
    },
    {"refused": ("it is refused", "不予受理"), "taken": ("it is taken all the same", "仍予受理")},
    {
        "value_first": ("a refund goes back to stored value first", "退款先退回储值"),
        "money_first": ("a refund goes back to money first", "退款先退回原支付方式"),
    },
    {
        "public": ("one code for everybody", "人人通用的优惠码"),
        "unique": ("codes that are issued", "逐一发放的优惠码"),
    },
    {"given_back": _RETURN["given_back"], "used_up": _RETURN["used_up"]},
    # Meters, plans and coupons
    {
        "count": ("how many events there are", "事件次数"),
        "sum": ("their quantities added up", "数量之和"),
        "maximum": ("the largest quantity", "最大数量"),
        "distinct": ("how many different values there are", "不同取值的个数"),
        "latest": ("the last quantity", "最近一次数量"),
        "time_weighted_sum": ("quantities by how long they held", "按持续时长加权的数量"),
        "high_water": ("the highest running sum", "累计值的最高点"),
    },
    {"allowed": ("may be below zero", "可低于零")},
    {"floor": ("it counts as zero", "按零计"), "refuse": ("it is refused", "拒绝")},
    {
        "keep": ("subscriptions keep the values of the day they began", "已有订阅沿用起始日的价格"),
        "move": ("subscriptions move to new values", "已有订阅改用新价格"),
    },
    {
        "percent": ("percentages", "百分比优惠"),
        "amount": ("amounts", "定额优惠"),
        "minimum": ("the least", "最低额"),
        "maximum": ("the most", "最高额"),
        "fees": ("the fees", "各项手续费"),
    },
    {
        "calendar": ("periods end with the calendar's", "周期随日历结束"),
        "anniversary": ("periods end on the day the subscription began", "周期按订阅起始日结束"),
    },
    {"seat": ("each seat", "每个席位")},
    {
        "in_advance": ("due when the period begins", "期初付费"),
        "in_arrears": ("due when the period is over", "期末付费"),
    },
    _some(_TIMES, "hour", "day", "week"),
    {
        "started": ("a package counts once it is begun", "开包即计"),
        "whole": ("a package counts only when it is full", "整包才计"),
    },
    {
        "per_cell": ("each combination of dimensions alone", "各维度组合分别计价"),
        "joined": ("all of one cell together", "同一单元合并计价"),
    },
    {
        "charge": ("more is charged", "超出部分收费"),
        "block": ("more is refused", "拒绝超出部分"),
        "warn": ("more is charged and told", "超出部分收费并提示"),
    },
    {"second": ("seconds", "按秒"), "day": ("days", "按日")},
    {
        "app": ("the app", "应用"),
        "web": ("the web", "网页"),
        "shop": ("the shop", "门店"),
        "phone": ("phone", "电话"),
        "post": ("post", "信函"),
    },
    {
        "credit_and_charge": (
            "the old rest is credited and the new charged",
            "退还旧套餐余额并收取新套餐费用",
        ),
        "at_period_end": ("a change waits for the next period", "变更在下一周期生效"),
    },
    _SUMS,
    _some(_SUMS, "price", "seats", "add_ons", "usage"),
    {"coupons": ("discounts and coupons", "折扣与优惠券")},
    {"lost": ("it is lost", "作废"), "carried": ("the next period takes it", "结转至下一周期")},
    # Charge models
    {"flat": ("one amount, whatever the quantity", "不论数量，固定收费")},
    {"per_unit": ("quantity times a price", "按数量计价")},
    {"graduated": ("every unit at its own band's price", "各档用量按各档单价分段计价")},
    {"graduated_percentage": ("every part of an amount at its own band's rate", "金额分段按各档费率计")},
    {"graduated_blocks": ("each band in begun blocks", "各档按开始的计费块计价")},
    {"volume": ("all units at the price of the band that is reached", "全部用量按达到的档位单价计价")},
    {
        "volume_blocks": (
            "all units in begun blocks of the band that is reached",
            "全部用量按达到档位的计费块计价",
        )
    },
    {"package": ("so much for each package of units", "按包计价")},
    {"stairstep": ("the amount of the band that is reached", "按达到的档位收取该档金额")},
    {"dynamic": ("the events' own amounts, added up and multiplied", "事件自带金额之和乘以系数")},
    {"percentage": ("a share of each event's amount", "按每笔金额的比例收费")},
    {"matrix": ("terms chosen by an event's dimensions", "按事件的维度选择计价方式")},
    {
        "merchant": ("the merchant", "商家"),
        "partner": ("a partner", "合作方"),
        "platform": ("the platform", "平台"),
        "authority": ("an authority", "主管机关"),
    },
    {
        "price": ("a price", "价格"),
        "points": ("points", "积分"),
        "data": ("data", "个人数据"),
        "service": ("service", "服务"),
    },
    {
        "rule-wrong": ("a wrong rule", "规则有误"),
        "data-wrong": ("wrong data", "数据有误"),
        "handling": ("the way it was handled", "处理不当"),
        "text-unclear": ("an unclear text", "说明不清"),
    },
    *OF_PRICES,
    # Constraints
    {
        "price": ("what is paid", "所付价格"),
        "points": ("what is earned", "所得积分"),
        "tier": ("the tier that is reached", "达到的等级"),
    },
    {"quantity": ("how many are bought or used", "购买或使用的数量")},
    {"no_more": ("pays no more", "支付不更多")},
    {"no_less": ("earns no less", "获得不更少")},
    {
        "order": ("an order", "每单"),
        "month": ("a month, all members together", "每月，全体会员合计"),
        "programme": ("the whole programme", "整个计划"),
    },
)

_BY_WORDS: Final = {tuple(words): words for words in _LISTS}


def every_meaning() -> Iterator[Meaning]:
    """Give the meaning of every word of every list."""
    for words in _LISTS:
        yield from words.values()


def meanings_of(words: Sequence[str]) -> Mapping[str, Meaning]:
    """Give what the words of a closed list mean. Raises KeyError where nobody has said it."""
    return _BY_WORDS[tuple(words)]
