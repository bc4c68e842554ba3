"""Words of a member's cases as pages: asking that a person looks again, and complaining."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

CASE_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "way.cases": {EN: "Ask a person", ZH: "人工处理"},
    "own.cases": {EN: "Ask a person", ZH: "请求人工处理"},
    "own.ask_person": {EN: "Ask a person to look at this", ZH: "请求人工复核此项"},
    "own.cases.about": {
        EN: "A person looks at it who did not make the rules. You have an answer by the time that is told.",
        ZH: "由未参与制定规则的人员处理，并在告知的时间前答复您。",
    },
    "own.cases.of": {EN: "It is about this explanation:", ZH: "针对此说明："},
    "own.cases.price": {
        EN: "To have a price or points looked at again, open the explanation under Receipts and ask there.",
        ZH: "如需复核某个价格或积分，请在“单据”中打开其说明并在该处提出。",
    },
    "own.cases.kind": {EN: "What you want", ZH: "您的要求"},
    "case.kind.review": {EN: "that a person looks at it again", ZH: "请求人工复核"},
    "case.kind.complaint": {EN: "to complain", ZH: "投诉"},
    "own.cases.topic": {EN: "What it is about", ZH: "事项"},
    "case.topic.price": {EN: "a price", ZH: "价格"},
    "case.topic.points": {EN: "points", ZH: "积分"},
    "case.topic.data": {EN: "your data", ZH: "您的信息"},
    "case.topic.service": {EN: "the service", ZH: "服务"},
    "own.cases.words": {EN: "What you want to say (you may leave it out)", ZH: "说明（可不填）"},
    "own.cases.words.help": {EN: "At most 200 characters.", ZH: "最多 200 个字符。"},
    "own.cases.wrong": {
        EN: "That does not go together, or is too long. A review is of a price, points or data.",
        ZH: "内容不符或过长。复核仅适用于价格、积分或信息。",
    },
    "own.cases.send": {EN: "Send it", ZH: "提交"},
    "own.cases.yours": {EN: "What you asked so far", ZH: "您此前的请求"},
    "own.cases.none": {EN: "You asked nothing yet.", ZH: "暂无请求。"},
    "own.cases.until": {EN: "You have an answer by {at}.", ZH: "将于 {at} 前答复您。"},
    "own.cases.late": {
        EN: "Your answer was due by {at}. It is late.",
        ZH: "本应于 {at} 前答复您，现已逾期。",
    },
    "own.cases.said": {EN: "You said: {words}", ZH: "您的说明：{words}"},
    "own.cases.answer": {EN: "The answer of {day}: {words}", ZH: "{day} 的答复：{words}"},
    "own.cases.still": {EN: "What is still wrong", ZH: "仍有哪些问题"},
    "own.cases.again": {EN: "It is not right: open it again", ZH: "不认可：重新处理"},
    "own.cases.again.which": {
        EN: "It is not right: open it again ({case})",
        ZH: "不认可：重新处理（{case}）",
    },
    "own.cases.reasons": {EN: "To the explanation", ZH: "查看说明"},
    "case.state.opened": {EN: "received", ZH: "已收到"},
    "case.state.acknowledged": {EN: "acknowledged", ZH: "已受理"},
    "case.state.assigned": {EN: "with a person", ZH: "处理中"},
    "case.state.answered": {EN: "answered", ZH: "已答复"},
    "case.state.reopened": {EN: "opened again", ZH: "已重新受理"},
    "case.state.closed": {EN: "closed", ZH: "已结案"},
    "case.outcome.stands": {EN: "it stands", ZH: "维持原结果"},
    "case.outcome.changed-in-part": {EN: "it was wrong in part", ZH: "部分有误"},
    "case.outcome.changed": {EN: "it was wrong", ZH: "确有错误"},
    "done.asked": {EN: "A person looks at it.", ZH: "将由人工处理。"},
    "done.opened-again": {EN: "It is open again; a person looks at it.", ZH: "已重新受理，将由人工处理。"},
    "problem.no-human-route": {EN: "Nobody else can look at it", ZH: "没有其他人员可以处理"},
    "problem.no-human-route.remedy": {EN: "Tell the shop.", ZH: "请联系商家。"},
    "problem.free-text-risk": {EN: "The text may not be kept", ZH: "该文字不得保存"},
    "problem.free-text-risk.remedy": {
        EN: "Say it in 200 characters, without the number of a card and without anybody’s health.",
        ZH: "请在 200 字以内说明，且不含银行卡号及任何人的健康信息。",
    },
    "problem.case-step-early": {EN: "That cannot be done yet", ZH: "暂时无法进行此操作"},
    "problem.case-step-early.remedy": {EN: "Nothing has been changed.", ZH: "未作任何更改。"},
}
