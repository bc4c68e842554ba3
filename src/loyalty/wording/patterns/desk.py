"""The sentences of the reviewer's desk: what was found, where a number comes from, who signed it off."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

DESK_PATTERNS: Mapping[str, Mapping[str, str]] = {
    # Where a number comes from
    "desk.number": {EN: "{pointer} is {value}", ZH: "{pointer} 为 {value}"},
    "desk.number.step": {EN: "worked out in the step {step}", ZH: "由步骤 {step} 算出"},
    "desk.number.again": {
        EN: "the same rules, worked out again from this step with other facts: {step}",
        ZH: "同样的规则，以其他事实从步骤 {step} 重新计算",
    },
    "desk.place": {EN: "{rule}, at {place}", ZH: "{rule}，位于 {place}"},
    "desk.place.none": {
        EN: "{rule}: no line of a rule file; the engine itself says so",
        ZH: "{rule}：不在规则文件中，由系统本身规定",
    },
    "desk.version": {
        EN: "As it stood in version {digest} of {programme}, adopted {adopted}.",
        ZH: "依据 {programme} 的版本 {digest}（{adopted} 采用）。",
    },
    "desk.step": {EN: "{step} = {value} [{rule}]", ZH: "{step} = {value} [{rule}]"},
    "desk.step.rounded": {
        EN: "{step} = {value}, exactly {exact}, rounded {mode} [{rule}]",
        ZH: "{step} = {value}，精确值 {exact}，按 {mode} 取整 [{rule}]",
    },
    "desk.step.reads": {EN: "{step}; reads {names}", ZH: "{step}；读取 {names}"},
    "desk.fact": {EN: "{fact} = {value}", ZH: "{fact} = {value}"},
    "desk.fact.day": {EN: "{fact} = {value}, which is {day}", ZH: "{fact} = {value}，即 {day}"},
    "desk.fact.withheld": {EN: "{fact}: withheld, it is personal", ZH: "{fact}：属个人信息，不予显示"},
    "desk.steps": {EN: "The steps behind it, the nearest first", ZH: "相关步骤（由近及远）"},
    "desk.facts": {EN: "The facts they read", ZH: "所读取的事实"},
    "desk.lines": {EN: "The rule lines", ZH: "规则原文"},
    "desk.lines.gone": {EN: "(this version has no such line)", ZH: "（该版本没有此行）"},
    # What another version would have made of kept decisions
    "decisions.summary": {
        EN: "Decided otherwise: {changed} of {decided} receipts, {dearer} dearer, {cheaper} cheaper.",
        ZH: "{decided} 份收据中有 {changed} 份结果不同：{dearer} 份更贵，{cheaper} 份更便宜。",
    },
    "decisions.sums": {
        EN: "Together {due_old} became {due_new}, and {points_old} points {points_new}.",
        ZH: "合计由 {due_old} 变为 {due_new}，积分由 {points_old} 变为 {points_new}。",
    },
    "decisions.more": {
        EN: "There are older ones that were not looked at.",
        ZH: "还有更早的收据未计入。",
    },
    "decisions.assumed": {
        EN: "It reads what was not kept, taken as of somebody of whom nothing is known: {facts}.",
        ZH: "新版本读取了未保存的事实，按对其一无所知处理：{facts}。",
    },
    "decisions.receipt": {
        EN: "{explanation}: {due_old} became {due_new}, {points_old} points {points_new}",
        ZH: "{explanation}：{due_old} 变为 {due_new}，积分 {points_old} 变为 {points_new}",
    },
    "decisions.undecided": {
        EN: "{explanation}: the version decides nothing here ({code})",
        ZH: "{explanation}：该版本无法作出决定（{code}）",
    },
    # What verifying a bundle came to
    "bundle.line": {EN: "{file}: {state}. {why}", ZH: "{file}：{state}。{why}"},
    "bundle.as-written": {
        EN: "It lists {files} files, and the archive is to the byte what they are written as.",
        ZH: "列出 {files} 个文件，归档与其内容逐字节一致。",
    },
    "bundle.not-as-written": {
        EN: "The archive is not what its files are written as: a byte or their order was changed.",
        ZH: "归档与其内容不一致：有字节或顺序被更改。",
    },
    "bundle.no-archive": {EN: "It is no bundle of documents.", ZH: "这不是文件包。"},
    "bundle.too-large": {EN: "It is larger than a bundle is.", ZH: "超过文件包的大小上限。"},
    "bundle.no-manifest": {EN: "It is no manifest as bundles have one.", ZH: "清单格式不正确。"},
    "bundle.missing": {EN: "The manifest lists it, and it is not there.", ZH: "清单中列出，但文件不存在。"},
    "bundle.not-listed": {EN: "The manifest does not list it.", ZH: "清单中未列出。"},
    "bundle.changed": {
        EN: "It was changed: its SHA-256 is {found}, and not {expected}.",
        ZH: "已被更改：SHA-256 为 {found}，应为 {expected}。",
    },
    "bundle.no-keys": {EN: "They are no published keys as they are written.", ZH: "公钥列表格式不正确。"},
    "bundle.unsigned": {
        EN: "No known key signed the manifest in its time (key {key_id}).",
        ZH: "清单未由已知密钥在有效期内签名（密钥 {key_id}）。",
    },
    "bundle.signed": {
        EN: "Signed at {at} with the key {key_id}, which you trust.",
        ZH: "于 {at} 由您信任的密钥 {key_id} 签名。",
    },
    "bundle.signed-by-own-keys": {
        EN: "Signed at {at} with the key {key_id} of the bundle itself; compare it with the published keys.",
        ZH: "于 {at} 由密钥 {key_id} 签名；密钥取自文件包本身，请与已公布的密钥比对。",
    },
    "bundle.rules": {EN: "The files have the digest they stand under.", ZH: "规则文件与其摘要一致。"},
    "bundle.other-rules": {
        EN: "The files have another digest: {found}.",
        ZH: "规则文件的摘要不同：{found}。",
    },
    "bundle.document-valid": {EN: "The document is valid.", ZH: "文件有效。"},
    "bundle.document-invalid": {EN: "The document is not valid:", ZH: "文件无效："},
    "bundle.document-undecided": {EN: "Not all of it can be checked:", ZH: "部分内容无法检查："},
    "bundle.document-seal-only": {
        EN: "The document was erased; its seal stays.",
        ZH: "文件已删除，封印仍在。",
    },
    "bundle.document-of-other": {EN: "It holds another document.", ZH: "其中是另一份文件。"},
    "bundle.document-not-sealed": {EN: "The document was never sealed.", ZH: "文件未加封。"},
    "bundle.compared": {EN: "Compared anew, the versions differ as it says.", ZH: "重新比较，结果一致。"},
    "bundle.other-comparison": {
        EN: "Compared anew, the versions differ otherwise.",
        ZH: "重新比较，结果不同。",
    },
    "bundle.no-rules": {EN: "The rule files of a version are not there.", ZH: "缺少某个版本的规则文件。"},
    "bundle.no-sign-offs": {EN: "They are no sign-offs as they are written.", ZH: "签核记录格式不正确。"},
    "bundle.signed-off": {
        EN: "Number {number}: {by} held it to be {judgement}.",
        ZH: "第 {number} 号：{by} 认定为{judgement}。",
    },
    "bundle.sign-off-unsigned": {
        EN: "Number {number}, by {by}: no known key signed it.",
        ZH: "第 {number} 号（{by}）：未由已知密钥签名。",
    },
    "bundle.sign-off-of-other": {
        EN: "Number {number}, by {by}: it is of something that is not in this bundle as it was looked at.",
        ZH: "第 {number} 号（{by}）：所签核的内容与文件包中的不一致。",
    },
    "bundle.sign-offs-broken": {
        EN: "Number {number}, by {by}: it does not follow the one before it.",
        ZH: "第 {number} 号（{by}）：与前一记录不相接。",
    },
    "judgement.right": {EN: "right", ZH: "正确"},
    "judgement.wrong": {EN: "wrong", ZH: "错误"},
}
