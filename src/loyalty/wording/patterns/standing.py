"""Sentence patterns about standings and what members did before, by key and language."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

STANDING_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "standing.title": {EN: "Your tier at {at}", ZH: "{at} 的会员等级"},
    "standing.tier": {EN: "{tier}, since {since}", ZH: "{tier}，自 {since} 起"},
    "standing.until": {EN: "kept through {day}", ZH: "保留至 {day}"},
    "standing.held.qualified": {EN: "reached", ZH: "已达到"},
    "standing.held.grace": {EN: "kept on for a grace, no longer reached", ZH: "宽限保留，目前未达标"},
    "standing.held.awaits_notice": {
        EN: "its time is over; kept on until you were told in time that it will be lost",
        ZH: "已到期；在按时通知您之前继续保留",
    },
    "standing.held.for_life": {EN: "held for life", ZH: "终身保留"},
    "standing.held.granted": {EN: "given: {reason}", ZH: "授予：{reason}"},
    "standing.benefits": {EN: "What {tier} gives", ZH: "{tier}权益"},
    "standing.benefit": {EN: "{name}: {value}", ZH: "{name}：{value}"},
    "fact.tier.benefit": {EN: "{name} of your tier", ZH: "会员等级权益：{name}"},
    "standing.way": {EN: "The way to {tier}", ZH: "升至{tier}"},
    "standing.keep": {EN: "Keeping {tier}", ZH: "保留{tier}"},
    "standing.more": {EN: "{amount} more ({measure}) to {tier}", ZH: "距{tier}还差 {amount}（{measure}）"},
    "standing.more_by": {
        EN: "{amount} more ({measure}) to {tier} by {day}",
        ZH: "{day} 前再累计 {amount}（{measure}）即达{tier}",
    },
    "standing.more_to_keep": {
        EN: "{amount} more ({measure}) to keep {tier}",
        ZH: "保留{tier}还需 {amount}（{measure}）",
    },
    "standing.more_to_keep_by": {
        EN: "{amount} more ({measure}) to keep {tier} by {day}",
        ZH: "{day} 前再累计 {amount}（{measure}）即可保留{tier}",
    },
    "standing.enough": {EN: "Enough has been reached", ZH: "已满足条件"},
    "standing.any": {EN: "Not all of these are needed together", ZH: "以上条件无需全部满足"},
    "standing.moves": {EN: "How it came about", ZH: "等级变动记录"},
    "standing.cause.risen": {EN: "{at}: from {lower} to {tier}", ZH: "{at}：由{lower}升至{tier}"},
    "standing.cause.kept": {EN: "{at}: {tier} kept", ZH: "{at}：保留{tier}"},
    "standing.cause.grace": {EN: "{at}: grace for {tier}", ZH: "{at}：{tier}进入宽限期"},
    "standing.cause.for_life": {EN: "{at}: a tier held for life", ZH: "{at}：获得终身等级"},
    "standing.cause.fallen": {EN: "{at}: from {lower} to {tier}", ZH: "{at}：由{lower}降至{tier}"},
    "standing.cause.held_back": {
        EN: "{at}: {tier} not lost, since you were not told in time",
        ZH: "{at}：因未按时通知您，{tier}暂不降级",
    },
    "standing.cause.granted": {EN: "{at}: {tier} given", ZH: "{at}：授予{tier}"},
    "standing.cause.grant_ended": {
        EN: "{at}: what was given ended, {tier} from then on",
        ZH: "{at}：授予结束，此后为{tier}",
    },
    "standing.cause.taken_over": {EN: "{at}: {tier} taken over", ZH: "{at}：沿用原有等级{tier}"},
    "standing.cause.unmerged": {EN: "{at}: a merge undone, {tier}", ZH: "{at}：撤销合并，等级为{tier}"},
    "notice.expiry": {EN: "{points} will lapse after {day}", ZH: "{points}将于 {day} 后失效"},
    "notice.expiry.wallet": {
        EN: "{points} ({wallet}) will lapse after {day}",
        ZH: "{points}（{wallet}）将于 {day} 后失效",
    },
    "notice.tier": {
        EN: "{tier} is kept through {day} and then lost, unless more is reached",
        ZH: "{tier}保留至 {day}，届时未达标将失去该等级",
    },
    "notice.spending": {
        EN: "{subscription} has come to {spent} since {start}: the alert {alert} is reached",
        ZH: "{subscription}自 {start} 起已累计 {spent}，达到提醒条件 {alert}",
    },
    "notice.refund": {
        EN: "{subscription} was undone; {amount} is given back to you by {day}",
        ZH: "{subscription}已撤销；将于 {day} 前（含当日）退还您 {amount}",
    },
    "notice.refund_ended": {
        EN: "{subscription} was ended; {amount} is given back to you by {day}",
        ZH: "{subscription}已退订；将于 {day} 前（含当日）退还您 {amount}",
    },
    "notice.refund_less": {
        EN: "{subscription} comes to less than was paid; {amount} is given back to you by {day}",
        ZH: "{subscription}的金额低于已付金额；将于 {day} 前（含当日）退还您 {amount}",
    },
    "notice.renewal": {
        EN: "{subscription} ({plan}) goes on by itself from {start} on; {amount} is charged on {charged}",
        ZH: "{subscription}（{plan}）将自 {start} 起自动续期，{charged} 扣款 {amount}",
    },
    "notice.price": {
        EN: "A period of {subscription} ({plan}) costs {price} instead of {before} from {start} on, "
        "charged on {charged} at the earliest",
        ZH: "{subscription}（{plan}）自 {start} 起每期由 {before} 调整为 {price}，最早于 {charged} 扣款",
    },
    "notice.price_of_use": {
        EN: "With {quantity} of {label} a period of {subscription} ({plan}) costs {price} instead of "
        "{before} from {start} on, charged on {charged} at the earliest",
        ZH: "{subscription}（{plan}）自 {start} 起，当{label}用量为 {quantity} 时，"
        "每期由 {before} 调整为 {price}，最早于 {charged} 扣款",
    },
    "notice.way_out": {
        EN: "It can be ended before {charged}, where it began and as easily",
        ZH: "{charged} 前可在订阅处以同样方便的方式退订",
    },
    "measure.spend": {EN: "spend", ZH: "消费金额"},
    "measure.orders": {EN: "orders", ZH: "订单数"},
    "measure.visits": {EN: "visits", ZH: "到访次数"},
    "measure.nights": {EN: "nights", ZH: "入住晚数"},
    "measure.points": {EN: "points", ZH: "积分"},
    "standing.reason": {EN: "reason: {reason}", ZH: "原因：{reason}"},
    "fact.history.spend": {EN: "what you bought before for", ZH: "此前消费金额"},
    "fact.history.spend_day": {EN: "what you bought before for that day", ZH: "当日此前消费金额"},
    "fact.history.spend_week": {EN: "what you bought before for that week", ZH: "当周此前消费金额"},
    "fact.history.spend_month": {EN: "what you bought before for that month", ZH: "当月此前消费金额"},
    "fact.history.spend_year": {EN: "what you bought before for that year", ZH: "当年此前消费金额"},
    "fact.history.days_since_order": {EN: "days since your last order", ZH: "距上次下单天数"},
    "fact.history.rfm": {EN: "your group by how recently and often you buy", ZH: "按购买时间与频次划分的组"},
    "fact.history.measure": {EN: "what {name} came to before", ZH: "此前累计的{name}"},
    "fact.history.segment_members": {EN: "members in {name} at the last count", ZH: "{name}上次统计人数"},
    "standing.measured": {
        EN: "{measure}: {amount}, needed {needed}, {span}",
        ZH: "{measure}：{amount}，需要 {needed}，{span}",
    },
}
