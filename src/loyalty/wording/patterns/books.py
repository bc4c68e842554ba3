"""Sentence patterns about what is booked, by key and language."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

BOOK_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "entry.earn": {EN: "earned", ZH: "获得"},
    "entry.vest": {EN: "can be spent", ZH: "转为可用"},
    "entry.burn": {EN: "spent", ZH: "使用"},
    "entry.lapse": {EN: "lapsed", ZH: "失效"},
    "entry.clawback": {EN: "taken back", ZH: "收回"},
    "entry.restore": {EN: "given back", ZH: "退还"},
    "entry.hold": {EN: "set aside", ZH: "预留"},
    "entry.capture": {EN: "hold taken", ZH: "使用预留"},
    "entry.void": {EN: "hold ended", ZH: "取消预留"},
    "entry.hold-lapse": {EN: "hold lapsed", ZH: "预留到期"},
    "entry.extend": {EN: "end put off", ZH: "延长有效期"},
    "entry.tell": {EN: "told of the end", ZH: "已告知到期日"},
    "entry.transfer": {EN: "given away", ZH: "转出"},
    "entry.receive": {EN: "received", ZH: "转入"},
    "entry.pool": {EN: "household", ZH: "家庭共享"},
    "entry.convert": {EN: "converted", ZH: "兑换"},
    "entry.merge": {EN: "merged", ZH: "合并"},
    "entry.unmerge": {EN: "unmerged", ZH: "撤销合并"},
    "statement.title": {
        EN: "{member}  {wallet}  {first} to {last}",
        ZH: "{member}  {wallet}  {first} 至 {last}",
    },
    "statement.onward": {EN: "goes on as {member}", ZH: "现会员编号：{member}"},
    "statement.opening": {EN: "opening", ZH: "期初"},
    "statement.closing": {EN: "closing", ZH: "期末"},
    "statement.lot": {EN: "{lot}  ends {day}", ZH: "{lot}  有效期至 {day}"},
    "statement.lot_for_ever": {EN: "{lot}  ends never", ZH: "{lot}  长期有效"},
    "statement.why": {EN: " ({reason})", ZH: "（{reason}）"},
    "reason.error": {EN: "awarded by error; it can be contested", ZH: "误发积分，可提出异议"},
    "reason.proven-fraud": {EN: "proven fraud; it can be contested", ZH: "已查实的欺诈，可提出异议"},
    "reason.untold": {EN: "you were not told in time", ZH: "未及时告知"},
    "reason.referral": {EN: "referral", ZH: "推荐奖励"},
    "reason.offline-difference": {EN: "difference to an offline till", ZH: "离线收银差异"},
    "reason.conversion": {
        EN: "{name}: {get} for {give}, rounded ({mode})",
        ZH: "{name}：每 {give} 兑换 {get}，{mode}",
    },
    "statement.held": {EN: "set aside", ZH: "预留"},
    "statement.owed": {EN: "owed", ZH: "欠积分"},
    "forecast.end": {
        EN: "{points} can be spent at the end of {day}, {lapsing} lapse by then",
        ZH: "{day} 结束时可用积分 {points}，此前失效 {lapsing}",
    },
}
