"""Words around every page, of signing in, and of pages that say no."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

FRAME_PATTERNS: Mapping[str, Mapping[str, str]] = {
    # Around every page
    "pages.name": {EN: "Loyalty", ZH: "会员计划"},
    "pages.skip": {EN: "To the content", ZH: "跳到正文"},
    "pages.ways": {EN: "Pages", ZH: "页面"},
    "pages.home": {EN: "Overview", ZH: "概览"},
    "pages.language": {EN: "Language", ZH: "语言"},
    "language.en": {EN: "English", ZH: "English"},
    "language.zh-CN": {EN: "中文", ZH: "中文"},
    "pages.until": {
        EN: "You are signed in until {at}; every page you open before then makes it longer.",
        ZH: "登录状态持续至 {at}；在此之前每打开一个页面都会自动延长。",
    },
    "pages.error": {EN: "There is a mistake: ", ZH: "有误："},
    "pages.colon": {EN: ": ", ZH: "："},
    "pages.outcome": {EN: "{outcome}. {words}", ZH: "{outcome}。{words}"},
    "pages.case": {EN: "{opened}: {kind}, {topic}", ZH: "{opened}：{kind}，{topic}"},
    # The first page of the service
    "front": {EN: "Prices and points, with their reasons", ZH: "价格与积分，附带理由"},
    "front.about": {
        EN: "The loyalty engine answers at this address.",
        ZH: "会员引擎在此地址提供服务。",
    },
    "front.staff": {EN: "Pages for staff", ZH: "员工页面"},
    "front.staff.about": {
        EN: "Look up what was told and why; you need a key and mostly a reason.",
        ZH: "查询已告知的内容及其理由；须有密钥，通常还须说明理由。",
    },
    "front.verify": {EN: "Check a document", ZH: "核验文件"},
    "front.verify.about": {
        EN: "Is a receipt or a bill as it was told? Your file stays in your browser.",
        ZH: "收据或账单是否与当初告知的一致？文件不会离开您的浏览器。",
    },
    "front.docs": {EN: "Operations of the API", ZH: "接口说明"},
    "front.docs.about": {
        EN: "For developers of shops: every request, with what it takes and answers.",
        ZH: "供商城开发者使用：每个请求及其输入和应答。",
    },
    "front.contract": {EN: "The same for programs", ZH: "供程序读取的接口说明"},
    "front.contract.about": {EN: "The contract as OpenAPI 3.1.", ZH: "OpenAPI 3.1 格式的接口约定。"},
    "front.ready": {EN: "Is it ready?", ZH: "服务是否就绪？"},
    "front.ready.about": {
        EN: "What the service needs, and whether each is there.",
        ZH: "服务所需的各项条件，以及是否具备。",
    },
    "front.members": {
        EN: "Members come to their own pages by a link of their shop.",
        ZH: "会员请通过商家提供的链接进入个人页面。",
    },
    # Home
    "home.member": {
        EN: "These are your own pages. Only you see them.",
        ZH: "这里是您的个人页面，仅您本人可见。",
    },
    "home.staff": {EN: "You are signed in as {name}.", ZH: "您已以 {name} 的身份登录。"},
    "home.reason": {EN: "The reason kept with every look: {reason}.", ZH: "每次查看均记录的理由：{reason}。"},
    "home.nothing": {
        EN: "This key opens no page for people; programs use it.",
        ZH: "此密钥仅供程序使用，不能打开任何页面。",
    },
    # In and out
    "sign_in": {EN: "Sign in", ZH: "登录"},
    "sign_in.about": {
        EN: "For staff. Type or paste your key; members come by a link of their shop.",
        ZH: "仅限员工。请输入或粘贴您的密钥；会员请通过商家提供的链接进入。",
    },
    "sign_in.key": {EN: "Key", ZH: "密钥"},
    "sign_in.key.help": {EN: "It begins with lk_.", ZH: "以 lk_ 开头。"},
    "sign_in.reason": {EN: "Why you look at members", ZH: "查看会员的理由"},
    "sign_in.reason.help": {
        EN: "For keys of people. One of {words}; a case stands behind a colon: complaint:T-4711.",
        ZH: "个人密钥须填写。可选：{words}；案件编号写在英文冒号后，例如 complaint:T-4711。",
    },
    "sign_in.key-refused": {
        EN: "This key is not accepted. Check that the whole key was copied and was not revoked.",
        ZH: "此密钥无效。请确认已完整复制，且未被撤销。",
    },
    "sign_in.reason-missing": {
        EN: "This key needs a reason: one of the words below.",
        ZH: "使用此密钥须填写理由，请使用下列词语之一。",
    },
    "sign_out": {EN: "Sign out", ZH: "退出登录"},
    "enter": {EN: "Your own pages", ZH: "您的个人页面"},
    "stop": {EN: "No more marketing", ZH: "停止营销信息"},
    "stop.about": {
        EN: "You will be sent no more marketing of this kind. You need not sign in, and you stay a member.",
        ZH: "您将不再收到此类营销信息。无需登录，会员资格不受影响。",
    },
    "stop.now": {EN: "Stop it", ZH: "停止发送"},
    "stop.done": {EN: "It has stopped. You can close this page.", ZH: "已停止发送。您可以关闭本页。"},
    "marketing.stop": {EN: "No more of this: {stop}", ZH: "不再接收此类信息：{stop}"},
    "enter.about": {
        EN: "This link opens your own pages, once. It is for you alone.",
        ZH: "此链接可打开您的个人页面，仅限使用一次，且只供您本人使用。",
    },
    "enter.open": {EN: "Open my pages", ZH: "打开我的页面"},
    # The statement on accessibility
    "statement": {EN: "Accessibility", ZH: "无障碍声明"},
    "statement.target": {
        EN: "These pages are made to meet WCAG 2.2 at level AA, in English and in Chinese. They work without "
        "script, with the keyboard alone, and in print.",
        ZH: "本页面按 WCAG 2.2 AA 级标准制作，提供英文和中文版本，无需脚本，可仅用键盘操作，也适合打印。",
    },
    "statement.checked": {EN: "What a program checks", ZH: "由程序检查的内容"},
    "statement.checked.axe": {
        EN: "The rules of axe, on every page, in both languages, light and dark: nothing is found.",
        ZH: "用 axe 规则检查每个页面（两种语言、浅色与深色），不得发现任何问题。",
    },
    "statement.checked.keyboard": {
        EN: "Every task is walked through with the keyboard alone; where the focus is can always be seen.",
        ZH: "在真实浏览器中仅用键盘完成每项任务，焦点位置始终可见。",
    },
    "statement.checked.reflow": {
        EN: "At a width of 320 pixels nothing is scrolled sideways but wide tables, within themselves.",
        ZH: "宽度为 320 像素时，除宽表格自身外，无需横向滚动。",
    },
    "statement.checked.total": {
        EN: "The total is the largest and heaviest price of its page, and no other has more contrast.",
        ZH: "总额是页面上字号最大、最醒目的价格，其他价格的对比度不高于总额。",
    },
    "statement.checked.script": {
        EN: "Pages that people sign in to have no script at all; the browser is told to run none.",
        ZH: "需要登录的页面完全不含脚本，并要求浏览器不运行任何脚本。",
    },
    "statement.by_hand": {EN: "What only people can check", ZH: "须由人工检查的内容"},
    "statement.by_hand.about": {
        EN: "A scan does not see this; look at it when you bring the pages into your shop.",
        ZH: "自动扫描无法判断以下内容，请在接入商店时人工检查。",
    },
    "statement.by_hand.reader": {
        EN: "how a screen reader reads tables and what has just been done",
        ZH: "屏幕阅读器如何朗读表格及操作结果",
    },
    "statement.by_hand.words": {
        EN: "whether the names of your rules, fees and tiers are plain to your members",
        ZH: "规则、费用和等级的名称对会员是否易懂",
    },
    "statement.by_hand.zoom": {
        EN: "text at twice its size, in your members’ browsers",
        ZH: "在会员浏览器中将文字放大一倍的效果",
    },
    "statement.by_hand.print": {EN: "what a printed explanation looks like", ZH: "说明打印后的样式"},
    "statement.known": {EN: "What is known not to be so", ZH: "已知的不足"},
    "statement.known.docs": {
        EN: "The documentation of the interface for programmers (/docs) needs script and is in English.",
        ZH: "面向程序员的接口文档（/docs）需要脚本，且仅有英文版。",
    },
    "statement.turn": {EN: "Where to turn", ZH: "联系我们"},
    "statement.turn.about": {
        EN: "Tell the shop what you cannot use; its contact stands on every explanation. It answers you, and "
        "passes on what is to be mended here.",
        ZH: "如有无法使用之处，请告知商家，其联系方式载于每份说明。商家会答复您，并转达需要改进之处。",
    },
    # What has just been done
    "done.session-ended": {
        EN: "Your session has ended. Sign in again; nothing has been changed.",
        ZH: "登录状态已结束，请重新登录；未作任何更改。",
    },
    "done.signed-out": {EN: "You are signed out.", ZH: "您已退出登录。"},
    # Pages that say no
    "problem.trace": {
        EN: "Code {code}. When you ask about this page, name {trace}.",
        ZH: "代码 {code}。咨询此页面时请提供 {trace}。",
    },
    "problem.home": {EN: "To the overview", ZH: "返回概览"},
    "problem.other": {EN: "That cannot be done", ZH: "无法完成此操作"},
    "problem.other.remedy": {EN: "Nothing has been changed.", ZH: "未作任何更改。"},
    "problem.not-found": {EN: "There is no such page", ZH: "没有此页面"},
    "problem.not-found.remedy": {
        EN: "Look at the address, or go on from the overview.",
        ZH: "请检查地址，或从概览继续。",
    },
    "problem.session-ended": {EN: "Your session has ended", ZH: "登录状态已结束"},
    "problem.session-ended.remedy": {
        EN: "Nothing has been changed. Staff signs in again; members open a new link of their shop.",
        ZH: "未作任何更改。员工请重新登录；会员请打开商家提供的新链接。",
    },
    "problem.page-link-spent": {EN: "The link opens nothing any more", ZH: "链接已失效"},
    "problem.page-link-spent.remedy": {
        EN: "A link opens once, for 15 minutes. Go to the shop’s page and ask for a new one.",
        ZH: "链接仅可使用一次，有效期 15 分钟。请到商家页面获取新链接。",
    },
    "problem.stop-link-unknown": {EN: "This link stops no marketing", ZH: "该链接无法停止营销信息"},
    "problem.stop-link-unknown.remedy": {
        EN: "Copy the whole link of the last message, or ask the shop to write to you no more.",
        ZH: "请复制最近一条信息中的完整链接，或请商家不再向您发送。",
    },
    "problem.page-not-yours": {EN: "This page is not for you", ZH: "您无权查看此页面"},
    "problem.page-not-yours.remedy": {
        EN: "Sign out, and sign in with a key that may see it.",
        ZH: "请退出后使用有权限的密钥登录。",
    },
    "problem.form-stale": {EN: "The form is too old", ZH: "表单已过期"},
    "problem.form-stale.remedy": {
        EN: "Nothing has been changed. Open the page again, fill the form in and send it. Your browser "
        "has to accept cookies of this page, over https.",
        ZH: "未作任何更改。请重新打开页面并填写提交。浏览器须通过 https 接受本页面的 Cookie。",
    },
    "problem.views-exhausted": {EN: "Too many members within the hour", ZH: "一小时内查看会员过多"},
    "problem.views-exhausted.remedy": {
        EN: "Wait a while; so many members are not looked at within an hour.",
        ZH: "请稍候再试；一小时内不可查看这么多会员。",
    },
    "problem.too-many-wrong-keys": {EN: "Wrong keys were shown too often", ZH: "错误密钥尝试次数过多"},
    "problem.too-many-wrong-keys.remedy": {
        EN: "Wait a minute, then type your key again. Nobody has been signed in.",
        ZH: "请等待一分钟后重新输入密钥。尚未登录。",
    },
    "problem.busy": {EN: "Others were first", ZH: "系统繁忙"},
    "problem.busy.remedy": {EN: "Nothing has been changed. Try again.", ZH: "未作任何更改，请重试。"},
    "problem.database-unavailable": {EN: "The service is not available now", ZH: "系统暂时无法使用"},
    "problem.database-unavailable.remedy": {
        EN: "Try again in a minute. What was sent is done once at most.",
        ZH: "请稍后重试。所提交的内容最多处理一次。",
    },
    "problem.service-fault": {EN: "The fault is ours", ZH: "系统出现故障"},
    "problem.service-fault.remedy": {EN: "Try again later.", ZH: "请稍后重试。"},
    "problem.pan-detected": {EN: "A text holds the number of a payment card", ZH: "内容包含银行卡号"},
    "problem.pan-detected.remedy": {
        EN: "Leave it out. Nothing of it has been kept.",
        ZH: "请删去该号码。未保存任何相关内容。",
    },
    "problem.over-collection": {EN: "A text holds an identity number", ZH: "内容包含身份证号"},
    "problem.over-collection.remedy": {
        EN: "Leave it out. Nothing of it has been kept.",
        ZH: "请删去该号码。未保存任何相关内容。",
    },
    "problem.unknown-member": {EN: "There is no such member", ZH: "没有此会员"},
    "problem.unknown-member.remedy": {EN: "Look at the id.", ZH: "请检查会员编号。"},
    "problem.member-erased": {EN: "The member was erased", ZH: "该会员已被删除"},
    "problem.member-erased.remedy": {EN: "Nothing personal is left.", ZH: "已不保留任何个人信息。"},
}
