"""Words of a member's own pages, and of explanations as pages."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

OWN_PATTERNS: Mapping[str, Mapping[str, str]] = {
    # Names of the pages in the navigation
    "way.documents": {EN: "Receipts", ZH: "单据"},
    "way.data": {EN: "My data", ZH: "我的信息"},
    "way.choices": {EN: "Choices", ZH: "选择"},
    "way.views": {EN: "Who looked", ZH: "查看记录"},
    "way.erasure": {EN: "Be erased", ZH: "删除"},
    # Explanations as pages
    "views.which": {EN: "As seen by", ZH: "查看视角"},
    "views.customer": {EN: "customer", ZH: "顾客"},
    "views.agent": {EN: "agent", ZH: "客服"},
    "views.auditor": {EN: "auditor", ZH: "审计人员"},
    "explanations.open": {EN: "Open an explanation", ZH: "打开说明"},
    "explanations.number": {EN: "Its number", ZH: "编号"},
    "explanations.number.help": {
        EN: "It begins with exp_ and stands at the end of every explanation.",
        ZH: "以 exp_ 开头，载于每份说明的末尾。",
    },
    "explanations.number.wrong": {EN: "There is no explanation of this number.", ZH: "没有此编号的说明。"},
    "explanations.go": {EN: "Open", ZH: "打开"},
    "own.verify": {
        EN: "You can check yourself, without us, that this is as it was told:",
        ZH: "您可以不依赖我们，自行核验此说明自告知以来未被改动：",
    },
    "own.verify.file": {EN: "download the sealed file (JSON)", ZH: "下载加封文件（JSON）"},
    "own.verify.link": {EN: "open the page that verifies", ZH: "打开核验页面"},
    # What was told
    "own.documents": {EN: "Receipts and reasons", ZH: "单据与说明"},
    "own.documents.about": {
        EN: "Everything you were told about prices and points, each with its reasons.",
        ZH: "我们告知您的所有价格与积分信息，均附理由。",
    },
    "own.documents.none": {EN: "There is nothing yet.", ZH: "暂无内容。"},
    "own.when": {EN: "When", ZH: "时间"},
    "own.kind": {EN: "What", ZH: "类型"},
    "own.number": {EN: "Number", ZH: "编号"},
    "own.amount": {EN: "Amount", ZH: "金额"},
    "own.more": {EN: "Earlier ones", ZH: "更早的记录"},
    # Points
    "way.points": {EN: "Points", ZH: "积分"},
    "own.points": {EN: "Your points", ZH: "您的积分"},
    "own.points.changes": {EN: "Changes of your points", ZH: "积分变动"},
    "points_of.available": {EN: "can be spent", ZH: "可用"},
    "points_of.pending": {EN: "not yet to be spent", ZH: "待生效"},
    "points_of.held": {EN: "set aside", ZH: "已预留"},
    "points_of.owed": {EN: "owed", ZH: "待抵扣"},
    # What is kept
    "own.data": {EN: "What is kept of you", ZH: "我们保存的您的信息"},
    "own.data.table": {EN: "Everything that is kept of you", ZH: "保存的全部信息"},
    "own.what": {EN: "What", ZH: "内容"},
    "own.rows": {EN: "How many", ZH: "条数"},
    "own.purpose": {EN: "For", ZH: "用途"},
    "own.basis": {EN: "On the ground of", ZH: "依据"},
    "own.kept": {EN: "How long", ZH: "保存期限"},
    "own.nobody": {EN: "nobody", ZH: "无人"},
    "own.seen": {EN: "Who sees it", ZH: "可查看者"},
    "own.briefly": {
        EN: "For 30 days at the most something of you may also stand in: {what}.",
        ZH: "下列内容中可能短暂含有您的信息，最长 30 天：{what}。",
    },
    "own.export": {EN: "Take it with you", ZH: "导出您的信息"},
    "own.export.about": {
        EN: "One file with everything, which programs can read too. Another shop can take it in.",
        ZH: "包含全部信息的单个文件，程序也可读取，其他商家可以导入。",
    },
    "own.export.link": {EN: "Download everything (JSON)", ZH: "下载全部信息（JSON）"},
    "own.facts": {EN: "What you told", ZH: "您提供的信息"},
    "own.facts.about": {
        EN: "Correct what is wrong. The next price knows it; what was promised stays.",
        ZH: "如有错误请更正。下一次报价即按更正后的信息计算，已作的承诺不变。",
    },
    "own.facts.none": {EN: "You told nothing about yourself.", ZH: "您未提供任何个人信息。"},
    "own.correct": {EN: "Correct", ZH: "更正"},
    "own.correct.which": {EN: "Correct: {name}", ZH: "更正：{name}"},
    "own.forget": {EN: "Forget", ZH: "删除"},
    "own.forget.which": {EN: "Forget: {name}", ZH: "删除：{name}"},
    "own.facts.wrong": {
        EN: "This does not fit here; write it in the form it had before. Nothing has been changed.",
        ZH: "格式不符，请按原有格式填写。未作任何更改。",
    },
    "own.contact": {EN: "Where you are reached", ZH: "您的联系方式"},
    "own.contact.about": {
        EN: "Sealed with a key of your own. Nothing that makes prices can read it.",
        ZH: "以您专属的密钥加密保存，价格计算无法读取。",
    },
    "own.channel": {EN: "By", ZH: "方式"},
    "channel.email": {EN: "e-mail", ZH: "电子邮件"},
    "channel.phone": {EN: "phone", ZH: "电话"},
    "own.address": {EN: "Address or number", ZH: "地址或号码"},
    "own.address.help": {
        EN: "An e-mail address, or a number with its country, such as +49 and digits.",
        ZH: "电子邮件地址，或带国家代码的号码，例如 +86 加数字。",
    },
    "own.address.wrong": {
        EN: "Nobody is reached like this. Write name@domain, or + and digits.",
        ZH: "此联系方式无效。请填写 name@domain，或 + 加数字。",
    },
    "own.called": {EN: "Name (you may leave it out)", ZH: "姓名（可不填）"},
    "own.called.wrong": {
        EN: "Write 1 to 100 letters on one line.",
        ZH: "请在一行内填写 1 至 100 个字符，不含数字。",
    },
    "own.contact.keep": {EN: "Keep it", ZH: "保存"},
    # Choices
    "own.choices": {EN: "Consents and choices", ZH: "同意与选择"},
    "own.consents": {EN: "What you agreed to", ZH: "您同意的事项"},
    "own.consents.about": {
        EN: "You can withdraw each in one step. No price that was promised goes up, and you stay a member.",
        ZH: "每项同意均可一步撤回。已承诺的价格不会上涨，会员资格不受影响。",
    },
    "own.consents.none": {EN: "You were not asked for any consent.", ZH: "尚未征求过您的同意。"},
    "own.purpose.of": {EN: "Purpose", ZH: "用途"},
    "own.state": {EN: "State", ZH: "状态"},
    "own.since": {EN: "Since", ZH: "日期"},
    "own.change": {EN: "Change", ZH: "操作"},
    "consent.given": {EN: "given", ZH: "已同意"},
    "consent.refused": {EN: "refused", ZH: "已拒绝"},
    "consent.withdrawn": {EN: "withdrawn", ZH: "已撤回"},
    "consent.expired": {EN: "over", ZH: "已到期"},
    "own.withdraw": {EN: "Withdraw", ZH: "撤回"},
    "own.withdraw.which": {EN: "Withdraw: {name}", ZH: "撤回：{name}"},
    "choice.personalise": {EN: "Personal prices", ZH: "个性化价格"},
    "choice.personalise.about": {
        EN: "Prices may rest on what is known of you. Without it you get the price for everybody.",
        ZH: "价格可能依据我们了解的您的信息。关闭后按面向所有人的价格计算。",
    },
    "choice.profiling": {EN: "Profiling", ZH: "用户画像"},
    "choice.profiling.about": {
        EN: "What you told is read, and you are put in groups of members. Switch it off to object.",
        ZH: "我们读取您提供的信息，并将您归入会员分组。关闭即表示反对。",
    },
    "choice.direct_marketing": {EN: "Marketing", ZH: "营销信息"},
    "choice.direct_marketing.about": {
        EN: "You may be sent marketing that you agreed to. Switch it off to object to all of it.",
        ZH: "可向您发送您已同意的营销信息。关闭即表示全部反对。",
    },
    "choice.sharing": {EN: "Selling and sharing", ZH: "出售与共享"},
    "choice.sharing.about": {
        EN: "Your data may go to those the notice names, as far as you agreed. Switch it off to stop that. "
        "You stay a member.",
        ZH: "在您同意的范围内，您的信息可提供给告知书所列的接收方。关闭即停止，会员资格不受影响。",
    },
    "own.signal": {EN: "What your browser asks", ZH: "您浏览器的请求"},
    "own.signal.about": {
        EN: "Your browser asks that your data be not sold or shared, and that has stopped. You are still a "
        "member and keep your points. Do you want to leave the programme as well? Only you can say so.",
        ZH: "您的浏览器请求不出售、不共享您的信息，我们已停止。您仍是会员，积分不变。"
        "是否还要退出会员计划？只有您本人可以决定。",
    },
    "own.signal.leave": {EN: "Leave, and be erased", ZH: "退出并删除我的信息"},
    "own.consent.for": {EN: "{purpose}, for {recipient}", ZH: "{purpose}（接收方：{recipient}）"},
    "choice.restricted": {EN: "Only keep it", ZH: "仅保存，不使用"},
    "choice.restricted.about": {
        EN: "What is personal is kept and not used, for as long as you want.",
        ZH: "个人信息仅予保存，不再使用，期限由您决定。",
    },
    "own.is_on": {EN: "It is on.", ZH: "当前：开启。"},
    "own.is_off": {EN: "It is off.", ZH: "当前：关闭。"},
    "own.switch_on": {EN: "Switch on: {name}", ZH: "开启：{name}"},
    "own.switch_off": {EN: "Switch off: {name}", ZH: "关闭：{name}"},
    # Who looked
    "own.views": {EN: "Who looked", ZH: "查看记录"},
    "own.views.about": {
        EN: "Every time one of the staff was shown something of you it was kept, with the reason given.",
        ZH: "员工每次查看您的信息都会被记录，并注明理由。",
    },
    "own.views.none": {EN: "Nobody looked.", ZH: "无人查看过。"},
    "own.handed": {EN: "Who else got something of you", ZH: "还有谁获得了您的信息"},
    "own.handed.none": {EN: "Nobody else got anything.", ZH: "未向他人提供任何信息。"},
    "own.handed.to": {EN: "To whom", ZH: "接收方"},
    "own.handed.what": {EN: "What", ZH: "内容"},
    "own.handed.why": {EN: "On which ground", ZH: "依据"},
    "own.handed.told": {EN: "What they were told since", ZH: "其后告知"},
    "own.marketing": {EN: "Marketing you were sent", ZH: "向您发送的营销信息"},
    "own.marketing.none": {EN: "You were sent none.", ZH: "未向您发送。"},
    "own.marketing.by": {EN: "By what", ZH: "方式"},
    "own.marketing.became": {EN: "What became of it", ZH: "结果"},
    "told.erased": {EN: "erase it", ZH: "请删除"},
    "told.corrected": {EN: "it was corrected", ZH: "已更正"},
    "told.withdrawn": {EN: "the consent was withdrawn", ZH: "同意已撤回"},
    "told.expired": {EN: "the consent has ended", ZH: "同意已到期"},
    "told.stopped": {EN: "stop using it", ZH: "请停止使用"},
    "told.restricted": {EN: "keep it and do not use it for now", ZH: "请仅保存，暂停使用"},
    "told.unrestricted": {EN: "it may be used again", ZH: "可恢复使用"},
    "told.waits": {EN: "{what} (not told yet)", ZH: "{what}（尚未告知）"},
    "medium.email": {EN: "e-mail", ZH: "电子邮件"},
    "medium.sms": {EN: "text message", ZH: "短信"},
    "why.consent": {EN: "you agreed", ZH: "您已同意"},
    "why.existing_buyer": {EN: "you bought here", ZH: "您曾在此购买"},
    "became.": {EN: "sent", ZH: "已发送"},
    "became.delivered": {EN: "delivered", ZH: "已送达"},
    "became.failed": {EN: "not delivered", ZH: "未送达"},
    "own.viewer": {EN: "Who", ZH: "查看者"},
    "own.reason": {EN: "Why", ZH: "理由"},
    "own.shown": {EN: "What was shown", ZH: "查看内容"},
    "reason.service": {EN: "service", ZH: "客户服务"},
    "reason.complaint": {EN: "complaint", ZH: "投诉"},
    "reason.dispute": {EN: "dispute", ZH: "争议"},
    "reason.correction": {EN: "correction", ZH: "更正"},
    "reason.audit": {EN: "audit", ZH: "审计"},
    "reason.security": {EN: "security", ZH: "安全"},
    "reason.maintenance": {EN: "maintenance", ZH: "维护"},
    "reason.case": {EN: "{reason}, case {case}", ZH: "{reason}，案件 {case}"},
    "shown.explanations": {EN: "a price or points with the reasons", ZH: "价格或积分及其说明"},
    "shown.documents": {EN: "the list of what you were told", ZH: "告知您的单据列表"},
    "shown.points": {EN: "your points", ZH: "您的积分"},
    "shown.orders": {EN: "an order or a quote", ZH: "订单或报价"},
    "shown.bills": {EN: "a subscription or a bill", ZH: "订阅或账单"},
    "shown.contact": {EN: "where you are reached", ZH: "您的联系方式"},
    "shown.choices": {EN: "your consents and choices", ZH: "您的同意与选择"},
    "shown.everything": {EN: "everything that is kept of you", ZH: "保存的全部信息"},
    "shown.membership": {EN: "your membership", ZH: "您的会员信息"},
    "role.marketer": {EN: "marketer", ZH: "营销人员"},
    "role.approver": {EN: "approver", ZH: "审批人员"},
    "role.reviewer": {EN: "reviewer", ZH: "复核人员"},
    "role.agent": {EN: "agent", ZH: "客服"},
    "role.auditor": {EN: "auditor", ZH: "审计人员"},
    "role.operator": {EN: "operator", ZH: "运维人员"},
    "role.system": {EN: "system", ZH: "系统"},
    # Being erased
    "own.erasure": {EN: "Be erased", ZH: "删除我的信息"},
    "own.erasure.about": {
        EN: "What is personal is removed and your key destroyed. The books stay, under a number that belongs "
        "to nobody; we tell you what and until when. It cannot be undone.",
        ZH: "个人信息将被移除，您的密钥将被销毁。账目予以保留，但所属编号不再指向任何人；"
        "我们会告知保留的内容及期限。此操作不可撤销。",
    },
    "own.erasure.first": {
        EN: "First you ask. Messages and personal prices stop at once, and you see what points you have. "
        "Nothing is erased before you say so once more.",
        ZH: "首先提出请求：消息和个性化价格立即停止，并显示您的积分。在您再次确认之前，不会删除任何内容。",
    },
    "own.erasure.ask": {EN: "Ask to be erased", ZH: "请求删除"},
    "own.erasure.asked": {
        EN: "You asked on {day}. Messages have stopped.",
        ZH: "您已于 {day} 提出请求，消息已停止。",
    },
    "own.erasure.offer": {EN: "Your points on that day", ZH: "当日您的积分"},
    "own.erasure.offer.about": {
        EN: "Use them, give them away, or lose them with your account. You may take your time.",
        ZH: "您可以使用或转赠积分，否则将随账户失效。您可以慢慢决定。",
    },
    "own.erasure.nothing": {EN: "You have no points that would be lost.", ZH: "您没有会失效的积分。"},
    "own.erasure.case": {
        EN: "Your request {case} is still open. It ends when you are erased; nothing more is answered then.",
        ZH: "您的请求 {case} 尚未结案。删除您的信息后，该请求即终止，不再答复。",
    },
    "own.wallet": {EN: "Wallet", ZH: "钱包"},
    "own.points.unit": {EN: "Points", ZH: "积分"},
    "own.erasure.end": {EN: "Close my account and erase me", ZH: "关闭账户并删除我的信息"},
    "own.erasure.confirm": {
        EN: "I know that this cannot be undone, and that points which are left are lost.",
        ZH: "我知道此操作不可撤销，且剩余积分将失效。",
    },
    "wrong.confirm": {
        EN: "Tick the box to confirm. Nothing has been changed.",
        ZH: "请勾选以确认。未作任何更改。",
    },
    "wrong.subscription": {
        EN: "A subscription of yours still runs. Cancel it first; nothing has been changed.",
        ZH: "您有仍在进行的订阅，请先取消。未作任何更改。",
    },
    "wrong.credit": {
        EN: "Credit that you paid for is left. Ask the shop to pay it back first; nothing has been changed.",
        ZH: "您还有已付款的余额，请先联系商家退还。未作任何更改。",
    },
    "wrong.refund": {
        EN: "Money of a plan that you undid is still to be given back to you. Ask the shop for it first; "
        "nothing has been changed.",
        ZH: "您撤销的套餐还有款项未退还，请先联系商家退款。未作任何更改。",
    },
    "wrong.stored-value": {
        EN: "Stored value that you paid for is left. Spend it or have it paid out first. "
        "Nothing has been changed.",
        ZH: "您还有储值余额，请先使用或申请退还。未作任何更改。",
    },
    "erased": {EN: "You were erased", ZH: "您的信息已删除"},
    "erased.about": {
        EN: "What was personal is gone and your key is destroyed. You are signed out. Receipts that you kept "
        "still verify.",
        ZH: "个人信息已移除，密钥已销毁，您已退出登录。您保存的单据仍可核验。",
    },
    "erased.stays": {EN: "What stays, and until when", ZH: "保留的内容及期限"},
    "erased.until": {EN: "Until", ZH: "截止"},
    "erased.with": {EN: "as long as what it is part of", ZH: "随其所属内容"},
    "stays.account": {
        EN: "rows of another member, which end with that membership; they name a number of nobody",
        ZH: "另一位会员的记录，随其会员关系结束而删除；其中只有不再指向任何人的编号",
    },
    "stays.ledger": {
        EN: "the books, by the duty to keep them, under a number that belongs to nobody any more",
        ZH: "账目（会计资料保存义务），所属编号不再指向任何人",
    },
    "stays.consent": {EN: "what was agreed to and withdrawn, as proof", ZH: "同意与撤回的记录（作为证据）"},
    "stays.briefly": {
        EN: "what the shop's own systems still have to be told, of the erasure too; numbers only",
        ZH: "尚须告知商家自有系统的内容（包括删除本身），仅含编号",
    },
    "stays.security": {
        EN: "who looked at the data, so that it can still be asked",
        ZH: "谁查看过您信息的记录，以便日后查询",
    },
    "stays.held": {EN: "rows under a legal hold, case {case}", ZH: "因法律案件 {case} 保留的记录"},
    # What has just been done
    "done.withdrawn": {EN: "Withdrawn. Nothing is read for it any more.", ZH: "已撤回，相关信息不再读取。"},
    "done.chosen": {EN: "Your choice is kept.", ZH: "您的选择已保存。"},
    "done.corrected": {EN: "It is corrected.", ZH: "已更正。"},
    "done.forgotten": {EN: "It is forgotten.", ZH: "已删除。"},
    "done.erasure-asked": {
        EN: "You asked to be erased. Messages and personal prices have stopped.",
        ZH: "已提出删除请求，消息和个性化价格已停止。",
    },
    # Pages that say no
    "problem.explanation-erased": {
        EN: "The explanation was erased with the person it was told to",
        ZH: "说明已随其会员一并删除",
    },
    "problem.explanation-erased.remedy": {
        EN: "A copy that was kept still verifies; the books keep the amounts without the person.",
        ZH: "已保存的副本仍可核验；账簿保留不含个人信息的金额。",
    },
    "problem.explanation-gone": {EN: "The reasons are no longer kept", ZH: "说明已不再保存"},
    "problem.explanation-gone.remedy": {
        EN: "Their time is over, or the member was erased. A receipt that was kept still verifies.",
        ZH: "保存期已过，或会员已被删除。已保存的单据仍可核验。",
    },
}
