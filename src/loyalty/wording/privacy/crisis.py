"""The prepared texts of a crisis: what members read first when prices, points or the service are wrong."""

from collections.abc import Mapping
from typing import Final

from loyalty.wording.languages import EN, ZH

BREACH, PRICE, POINTS, OUTAGE = "breach", "wrong-price", "wrong-points", "outage"
CRISES: Final = (BREACH, PRICE, POINTS, OUTAGE)
_UNKNOWN = {EN: "not known yet", ZH: "尚不清楚"}
_TEXTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    BREACH: {
        EN: (
            "{seller}: something happened to data that we keep of members",
            "What happened: {what}",
            "We stopped it and look at whose data it is. Whoever is touched is told, and what to do.",
            "You need not do anything for your points; they are all there.",
            "Ask us: {contact}",
        ),
        ZH: (
            "{seller}：会员数据发生事件",
            "事件经过：{what}",
            "我们已加以制止，正在核实涉及哪些人的数据。受影响的会员将另行得到通知及应对方法。",
            "您的积分均在，无需处理。",
            "联系我们：{contact}",
        ),
    },
    PRICE: {
        EN: (
            "{seller}: some prices were wrong",
            "What happened: {what}",
            "We stopped the wrong rule. Every order it hit is worked out again.",
            "Who paid too much gets the difference back without asking. Who paid less keeps it.",
            "Ask us: {contact}",
        ),
        ZH: (
            "{seller}：部分价格有误",
            "事件经过：{what}",
            "我们已停用错误规则，受影响的每笔订单都将重新计算。",
            "多付的差额无需申请即退还；少付的不再追收。",
            "联系我们：{contact}",
        ),
    },
    POINTS: {
        EN: (
            "{seller}: some points were wrong",
            "What happened: {what}",
            "Nothing is lost: every change of your points is kept, with its reason.",
            "Points that are missing are booked without asking.",
            "Ask us: {contact}",
        ),
        ZH: (
            "{seller}：部分积分有误",
            "事件经过：{what}",
            "不会丢失：您积分的每次变动及其原因都有记录。",
            "缺少的积分无需申请即补记。",
            "联系我们：{contact}",
        ),
    },
    OUTAGE: {
        EN: (
            "{seller}: points and prices of members cannot be shown at the moment",
            "What happened: {what}",
            "Tills go on selling. What you buy is booked later, with the points you earn by it.",
            "Points and offers that would end in the meantime are looked at by a person.",
            "Ask us: {contact}",
        ),
        ZH: (
            "{seller}：会员积分与价格暂时无法显示",
            "事件经过：{what}",
            "收银照常。您的消费稍后入账，应得积分一并计入。",
            "其间到期的积分与优惠由人工处理。",
            "联系我们：{contact}",
        ),
    },
}


def crisis_text(kind: str, language: str, said: Mapping[str, str | None]) -> str:
    """Give the text of a crisis; ``said`` holds seller, contact and what, None where nobody knows."""
    unknown = _UNKNOWN[language]
    words = {name: said.get(name) or unknown for name in ("seller", "contact", "what")}
    return "\n".join(line.format(**words) for line in _TEXTS[kind][language]) + "\n"
