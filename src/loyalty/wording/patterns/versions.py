"""Patterns of sentences about what is different between two versions of a programme."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

VERSION_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "versions.title": {EN: "From {old} to {new}", ZH: "由 {old} 到 {new}"},
    "versions.files": {EN: "Files that differ: {files}", ZH: "有差异的文件：{files}"},
    "versions.same_files": {EN: "The files are the same.", ZH: "文件相同。"},
    "versions.meaning": {EN: "What changes in meaning", ZH: "含义变化"},
    "versions.same_meaning": {EN: "Nothing changes in meaning.", ZH: "含义没有变化。"},
    "versions.place": {EN: "{place}: ", ZH: "{place}："},
    "versions.changed": {EN: "{what} {old} → {new}", ZH: "{what} {old} → {new}"},
    "versions.added": {EN: "{what} added: {new}", ZH: "新增{what}：{new}"},
    "versions.removed": {EN: "{what} removed: {old}", ZH: "删除{what}：{old}"},
    "versions.added_bare": {EN: "{what} added", ZH: "新增{what}"},
    "versions.removed_bare": {EN: "{what} removed", ZH: "删除{what}"},
    "versions.order": {
        EN: "{what}: the order is now {new}, it was {old}",
        ZH: "{what}：顺序由 {old} 改为 {new}",
    },
    "versions.days": {
        EN: "the days are written differently, the values stay: {old} → {new}",
        ZH: "日期写法不同，数值不变：{old} → {new}",
    },
    "versions.since": {EN: "{what} from {since} on", ZH: "自 {since} 起的{what}"},
    "versions.until": {EN: "{what} until {until}", ZH: "至 {until} 的{what}"},
    "versions.between": {EN: "{what} from {since} until {until}", ZH: "{since} 至 {until} 的{what}"},
    "versions.leaf": {EN: "{what} {value}", ZH: "{what} {value}"},
    "versions.nothing": {EN: "nothing", ZH: "无"},
    "versions.always": {EN: "always", ZH: "始终"},
    "versions.named": {EN: "{id} ({name})", ZH: "{id}（{name}）"},
    "versions.effect": {EN: "What can change of what is decided", ZH: "可能变化的结果"},
    "versions.no_effect": {
        EN: "No price and no points of an order, a plan or an event can change.",
        ZH: "订单、套餐与会员活动的价格和积分都不会变化。",
    },
    "versions.effect.of": {EN: "{what} of {part}", ZH: "{part} 的{what}"},
    "versions.effect.up": {EN: "{what} can rise and cannot fall", ZH: "{what}可能升高，不会降低"},
    "versions.effect.down": {EN: "{what} can fall and cannot rise", ZH: "{what}可能降低，不会升高"},
    "versions.effect.both": {EN: "{what} may rise or fall", ZH: "{what}可能升高或降低"},
    "versions.effect.seen_up": {
        EN: " (it rose in {rose} of {tried} cases)",
        ZH: "（{tried} 种情形中有 {rose} 种升高）",
    },
    "versions.effect.seen_down": {
        EN: " (it fell in {fell} of {tried} cases)",
        ZH: "（{tried} 种情形中有 {fell} 种降低）",
    },
    "versions.effect.seen_both": {
        EN: " (it rose in {rose} and fell in {fell} of {tried} cases)",
        ZH: "（{tried} 种情形中有 {rose} 种升高、{fell} 种降低）",
    },
    "versions.losses": {EN: "What members would lose", ZH: "会员将失去的内容"},
    "versions.no_losses": {
        EN: "Members lose nothing they have or were promised, and no balance buys less.",
        ZH: "会员已有和已获承诺的内容均不减少，任何积分余额的购买力均不降低。",
    },
    "versions.lost": {EN: "from {since} on: {what}", ZH: "自 {since} 起，{what}"},
    "versions.less": {
        EN: "from {since} on: {what}; the smallest balance that buys less is {balance} points",
        ZH: "自 {since} 起，{what}；受影响的最小余额为 {balance} 积分",
    },
    "versions.band.head": {EN: "Balances", ZH: "余额区间"},
    "versions.band.balance": {EN: "Loses most", ZH: "损失最大的余额"},
    "versions.band.old": {EN: "Bought before", ZH: "原可换得"},
    "versions.band.new": {EN: "Buys now", ZH: "现可换得"},
    "versions.band.closed": {EN: "{first} to {last}", ZH: "{first} 至 {last}"},
    "versions.band.open": {EN: "{first} and more", ZH: "{first} 及以上"},
    "versions.band.money": {EN: "{amount} {code}", ZH: "{amount} {code}"},
    "versions.band.pieces": {EN: "{number} of it", ZH: "{number} 份"},
    "versions.band.points": {EN: "{number} points", ZH: "{number} 积分"},
    "versions.band.below": {
        EN: "Of each band the balance that loses most. The last band ends with the most points that the "
        "programme allows; bands in which nobody loses are left out.",
        ZH: "每个区间列出损失最大的余额。最后一个区间止于方案允许的最多积分；无人受损的区间不列出。",
    },
    "versions.title.page": {EN: "What changes in {programme}", ZH: "{programme} 的变化"},
    "versions.diff": {EN: "The files line by line", ZH: "文件逐行差异"},
    "versions.cases": {
        EN: "Cases that change: {shown} of {changed}",
        ZH: "有变化的情形：共 {changed} 种，列出 {shown} 种",
    },
    "versions.case": {EN: "{case}: {results}", ZH: "{case}：{results}"},
    "versions.case.tier": {EN: "{tier} member", ZH: "{tier} 会员"},
    "versions.case.nobody": {EN: "somebody who is no member", ZH: "非会员"},
    "versions.case.line": {EN: "{quantity} × {price}", ZH: "{quantity} × {price}"},
    "versions.case.offered": {EN: "{points} points offered", ZH: "拟用 {points} 积分"},
    "versions.result.total.due": {EN: "total", ZH: "总额"},
    "versions.result.total.payable": {EN: "money left to pay", ZH: "应付金额"},
    "versions.result.total.tax_inside": {EN: "tax contained", ZH: "内含税额"},
    "versions.result.total.tax_added": {EN: "tax added", ZH: "另计税额"},
    "versions.result.points.used": {EN: "points used", ZH: "使用积分"},
    "versions.result.points.earned": {EN: "points earned", ZH: "获得积分"},
    "versions.result.earned_in": {EN: "points earned in {wallet}", ZH: "{wallet} 获得积分"},
    "versions.result.refused": {EN: "refused with", ZH: "拒绝原因"},
}
