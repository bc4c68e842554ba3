"""Sentence patterns about what use costs, by key and language, for the catalogue."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

CHARGE_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "charge.flat": {EN: "{amount} whatever is used", ZH: "不论用量，{amount}"},
    "charge.unit": {EN: "{price} each", ZH: "每单位 {price}"},
    "charge.unit_and": {EN: "{price} each and {amount}", ZH: "每单位 {price}，另加 {amount}"},
    "charge.rate": {EN: "{rate} of the amount", ZH: "金额的 {rate}"},
    "charge.rate_and": {EN: "{rate} of the amount and {amount}", ZH: "金额的 {rate}，另加 {amount}"},
    "charge.blocks": {EN: "{price} for each begun {size}", ZH: "每 {size} 个（不足按一份计）{price}"},
    "charge.up_to": {EN: "up to {bound}: {price}", ZH: "不超过 {bound}：{price}"},
    "charge.above": {EN: "above {bound}: {price}", ZH: "超过 {bound}：{price}"},
    "charge.all": {EN: "all of it at the price of the band it reaches", ZH: "全部按所达档位计价"},
    "charge.protected": {EN: "never more than a later band would cost", ZH: "不高于更高档位的起始费用"},
    "charge.package.started": {
        EN: "{price} for each begun {size}",
        ZH: "每 {size} 个（不足按一份计）{price}",
    },
    "charge.package.whole": {EN: "{price} for each full {size}", ZH: "每满 {size} 个 {price}"},
    "charge.packages": {EN: "at least {count} of them", ZH: "至少 {count} 份"},
    "charge.free": {EN: "the first {count} free", ZH: "前 {count} 个免费"},
    "charge.event": {EN: "{rate} of each amount", ZH: "每笔金额的 {rate}"},
    "charge.event_and": {EN: "{rate} of each amount and {amount}", ZH: "每笔金额的 {rate}，另加 {amount}"},
    "charge.event_least": {EN: "at least {amount} for each", ZH: "每笔至少 {amount}"},
    "charge.event_most": {EN: "at most {amount} for each", ZH: "每笔至多 {amount}"},
    "charge.free_events": {EN: "events free at first: {count}", ZH: "前 {count} 笔免费"},
    "charge.free_amount": {EN: "the first {amount} free", ZH: "前 {amount} 免费"},
    "charge.dynamic": {EN: "the amounts of the events, times {factor}", ZH: "事件金额之和乘以 {factor}"},
    "charge.cell": {EN: "{where}: {terms}", ZH: "{where}：{terms}"},
    "charge.otherwise": {EN: "otherwise: {terms}", ZH: "其他：{terms}"},
    "charge.convert": {EN: "counted in units of {count}", ZH: "以 {count} 为一个单位计"},
    "charge.discount": {EN: "less {rate}", ZH: "再减 {rate}"},
    "charge.commitment": {EN: "{amount} agreed on", ZH: "约定金额 {amount}"},
    "charge.commitment.true_up": {EN: "{amount} due at least, as agreed", ZH: "按约定至少支付 {amount}"},
    "charge.minimum": {EN: "at least {amount} in a period", ZH: "每期至少 {amount}"},
    "charge.maximum": {EN: "at most {amount} in a period", ZH: "每期至多 {amount}"},
    "charge.and": {EN: "; ", ZH: "；"},
    "charge.within": {EN: ", ", ZH: "，"},
}
