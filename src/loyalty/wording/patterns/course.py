"""Patterns of how a document stands now, and of the documents before and after it."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

COURSE_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "course": {EN: "How it stands now", ZH: "目前状态"},
    "course.status.offered": {EN: "It is offered and can be taken.", ZH: "报价有效，可以接受。"},
    "course.status.offered.estimate": {
        EN: "It is an estimate: it promises no price, and the bill decides.",
        ZH: "仅为估算：不承诺价格，以账单为准。",
    },
    "course.extended": {EN: "It was given more time: until {at}.", ZH: "有效期已延长至 {at}。"},
    "course.status.committed": {EN: "It stands as it was told.", ZH: "本文件有效。"},
    "course.status.expired": {EN: "It has expired: its time is over.", ZH: "已过期：有效期已过。"},
    "course.status.withdrawn": {
        EN: "It is withdrawn: a later document took all of it back.",
        ZH: "已撤销：其后的文件已将其全部撤回。",
    },
    # What a later document did to this one
    "course.by.bought": {EN: "Bought on {at}: receipt {id}", ZH: "已于 {at} 购买：收据 {id}"},
    "course.by.claimed": {
        EN: "Given to a member on {at}: receipt {id}",
        ZH: "已于 {at} 归入会员：收据 {id}",
    },
    "course.by.returned": {EN: "Something came back on {at}: refund {id}", ZH: "{at} 有退货：退款单 {id}"},
    "course.by.exchanged": {EN: "Something was exchanged on {at}: {id}", ZH: "{at} 有换货：{id}"},
    "course.by.adjusted": {EN: "Corrected on {at}: {id}", ZH: "已于 {at} 更正：{id}"},
    "course.by.cancelled": {EN: "Cancelled on {at}: refund {id}", ZH: "已于 {at} 取消：退款单 {id}"},
    "course.by.instead": {EN: "Bought instead on {at}: receipt {id}", ZH: "{at} 换购：收据 {id}"},
    "course.by.billed": {EN: "Billed on {at}: invoice {id}", ZH: "已于 {at} 开票：{id}"},
    "course.by.voided": {EN: "Cancelled on {at}: credit note {id}", ZH: "已于 {at} 作废：贷记单 {id}"},
    "course.by.credited": {EN: "Money came back on {at}: {id}", ZH: "{at} 有退款：{id}"},
    "course.by.undone": {
        EN: "Undone on {at}: all of it came back by {id}",
        ZH: "已于 {at} 撤销并全额退回：{id}",
    },
    "course.by.taken-back": {EN: "Points taken back on {at}: {id}", ZH: "{at} 收回积分：{id}"},
    "course.by.given-back": {EN: "Points given back on {at}: {id}", ZH: "{at} 退还积分：{id}"},
    "course.by.ended": {EN: "Ended on {at}: {id}", ZH: "已于 {at} 结束：{id}"},
    # What this document did to an earlier one
    "course.of.bought": {EN: "It follows the quote {id}", ZH: "依据报价 {id}"},
    "course.of.claimed": {EN: "It takes the place of the receipt {id}", ZH: "取代收据 {id}"},
    "course.of.returned": {EN: "It is about the receipt {id}", ZH: "涉及收据 {id}"},
    "course.of.exchanged": {EN: "It is about the receipt {id}", ZH: "涉及收据 {id}"},
    "course.of.adjusted": {EN: "It corrects the receipt {id}", ZH: "更正收据 {id}"},
    "course.of.cancelled": {EN: "It cancels the receipt {id}", ZH: "取消收据 {id}"},
    "course.of.instead": {EN: "It was bought instead of what came back: {id}", ZH: "换购，退回部分见 {id}"},
    "course.of.billed": {EN: "It bills {id}", ZH: "据以开票：{id}"},
    "course.of.voided": {EN: "It cancels {id}", ZH: "作废 {id}"},
    "course.of.credited": {EN: "It gives back money of {id}", ZH: "退还 {id} 的款项"},
    "course.of.undone": {EN: "It takes back all of {id}", ZH: "全额退回 {id}"},
    "course.of.taken-back": {EN: "It takes back points of {id}", ZH: "收回以下文件的积分：{id}"},
    "course.of.given-back": {EN: "It gives back points of {id}", ZH: "退还以下文件的积分：{id}"},
    "course.of.ended": {EN: "It ends what was set aside by {id}", ZH: "结束以下文件的预留：{id}"},
}
