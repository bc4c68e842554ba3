"""The sentences about sealed documents and what verifying them came to."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

SEAL_PATTERNS: Mapping[str, Mapping[str, str]] = {
    # Together
    "seal.verdict.valid": {EN: "VALID", ZH: "有效"},
    "seal.verdict.seal-only": {
        EN: "VALID SEAL of an erased document; that it is the seal of this number only the books show",
        ZH: "封印有效，所属文件已删除；该封印是否属于此编号，只有账簿能证明",
    },
    "seal.verdict.invalid": {EN: "NOT VALID", ZH: "无效"},
    "seal.verdict.undecided": {EN: "NOT DECIDED", ZH: "无法判定"},
    "seal.verdict.not-sealed": {EN: "NOT SEALED", ZH: "未加封"},
    "seal.digest": {EN: "digest {digest}", ZH: "摘要 {digest}"},
    "seal.state.holds": {EN: "holds", ZH: "通过"},
    "seal.state.fails": {EN: "FAILS", ZH: "不通过"},
    "seal.state.cannot-be-checked": {EN: "cannot be checked", ZH: "无法检查"},
    "seal.absent": {EN: "nothing", ZH: "（无）"},
    "seal.expected": {
        EN: "{where}: expected {expected}, found {found}",
        ZH: "{where}：应为 {expected}，实为 {found}",
    },
    "seal.line": {EN: "{name}: {state}. {why}", ZH: "{name}：{state}。{why}"},
    # The checks
    "seal.name.shape": {EN: "shape", ZH: "格式"},
    "seal.name.digest": {EN: "digest", ZH: "摘要"},
    "seal.name.signature": {EN: "signature", ZH: "签名"},
    "seal.name.sums": {EN: "sums", ZH: "合计"},
    "seal.name.chain": {EN: "chain", ZH: "链"},
    "seal.name.inclusion": {EN: "inclusion", ZH: "收录"},
    "seal.name.erasure": {EN: "erasure", ZH: "删除"},
    "seal.name.record": {EN: "record", ZH: "记录"},
    "seal.name.recomputation": {EN: "recomputation", ZH: "重算"},
    # Why
    "seal.not-sealed": {
        EN: "The document was never sealed; it can be read, and its sums added up.",
        ZH: "该文件未加封；仍可阅读，并可核对合计。",
    },
    "seal.shape.read": {EN: "The file is as such files are written.", ZH: "文件格式正确。"},
    "seal.shape.misshapen": {EN: "At {where}: {why}.", ZH: "位置 {where}：{why}。"},
    # In which way something is not as such files are written
    "seal.why.not-json": {EN: "line {line} is not JSON", ZH: "第 {line} 行不是有效的 JSON"},
    "seal.why.number": {
        EN: "{found} is not a whole number below 2^53",
        ZH: "{found} 不是绝对值小于 2^53 的整数",
    },
    "seal.why.half-sign": {
        EN: "it is not UTF-8, or holds half of a sign",
        ZH: "文件不是 UTF-8 编码，或含有不完整的字符",
    },
    "seal.why.named-twice": {
        EN: "a name is given twice in one object",
        ZH: "同一对象中有名称出现了两次",
    },
    "seal.why.too-long": {
        EN: "it has more than {most} characters",
        ZH: "文件超过 {most} 个字符",
    },
    "seal.why.too-deep": {
        EN: "more than {most} lists and objects stand in each other",
        ZH: "列表和对象的嵌套超过 {most} 层",
    },
    "seal.why.no-form": {EN: "it has no canonical form (RFC 8785)", ZH: "没有规范形式（RFC 8785）"},
    "seal.why.object": {EN: "an object must stand here", ZH: "此处必须是对象"},
    "seal.why.members": {
        EN: "it must have exactly the members {members}",
        ZH: "必须恰好有以下成员：{members}",
    },
    "seal.why.no-programme": {
        EN: "it names no programme, so it is no document that this product tells",
        ZH: "没有写明会员计划，不是本产品出具的文件",
    },
    "seal.why.no-version": {
        EN: "`version` is not a whole number, so it is no document that this product tells",
        ZH: "`version` 不是整数，不是本产品出具的文件",
    },
    "seal.why.no-kind": {
        EN: "`kind` is not a text, so it is no document that this product tells",
        ZH: "`kind` 不是文本，不是本产品出具的文件",
    },
    "seal.why.seal": {EN: "it is no seal as seals are written", ZH: "不是正确书写的封印"},
    "seal.brought.keys": {
        EN: "{file} is no list of published keys, as `loyalty seal keys --json` writes it.",
        ZH: "{file} 不是 `loyalty seal keys --json` 写出的已公布密钥列表。",
    },
    "seal.brought.erased": {
        EN: "{file} is no list of what was erased, as `loyalty seal erased` writes it.",
        ZH: "{file} 不是 `loyalty seal erased` 写出的已删除内容列表。",
    },
    "seal.brought.root": {
        EN: "{file} is no root of a day, as `loyalty seal days --day` writes it.",
        ZH: "{file} 不是 `loyalty seal days --day` 写出的某日的根。",
    },
    "seal.brought.no-root": {
        EN: "`{told}` is neither a root of 64 hexadecimal digits nor a file.",
        ZH: "`{told}` 既不是 64 位十六进制的根，也不是文件。",
    },
    "seal.why.keys": {EN: "it is no list of published keys", ZH: "不是已公布密钥的列表"},
    "seal.why.key": {EN: "a key is not written as it was published", ZH: "有密钥的写法与公布时不符"},
    "seal.why.key-unsigned": {
        EN: "what is said of the key {key_id} is not signed",
        ZH: "关于密钥 {key_id} 的内容没有签名",
    },
    "seal.why.snapshot": {
        EN: "it is neither kept, nor erased, nor none",
        ZH: "既不是 kept，也不是 erased 或 none",
    },
    "seal.why.instant": {EN: "it is no instant as seals write it", ZH: "不是封印所用的时间格式"},
    "seal.why.digest": {EN: "it is not 64 hexadecimal digits", ZH: "不是 64 位十六进制数字"},
    "seal.why.place": {EN: "it is no place in the tree of a day", ZH: "不是某日的树中的位置"},
    "seal.why.rules": {
        EN: "it is no object of texts by their names",
        ZH: "不是由名称和文本组成的对象",
    },
    "seal.why.erased": {
        EN: "it is no published list of what was erased",
        ZH: "不是已公布的删除清单",
    },
    "seal.why.unread": {EN: "it cannot be read ({said})", ZH: "无法读取（{said}）"},
    "seal.digest.same": {
        EN: "The canonical form (RFC 8785) has the SHA-256 that was sealed.",
        ZH: "规范形式（RFC 8785）的 SHA-256 与加封时一致。",
    },
    "seal.digest.changed": {
        EN: "The document is not what was sealed: expected {expected}, found {found}.",
        ZH: "文件与加封时不同：应为 {expected}，实为 {found}。",
    },
    "seal.digest.changed-at": {
        EN: "The document is not what was sealed: expected {expected}, found {found}. Changed was:",
        ZH: "文件与加封时不同：应为 {expected}，实为 {found}。改动之处：",
    },
    "seal.signature.signed": {
        EN: "Signed at {at} with the key {key_id}, which you trust.",
        ZH: "于 {at} 由您信任的密钥 {key_id} 签名。",
    },
    "seal.signature.signed-by-own-keys": {
        EN: "Signed at {at} with the key {key_id} of the file itself; compare it with the published keys.",
        ZH: "于 {at} 由密钥 {key_id} 签名；密钥取自文件本身，请与已公布的密钥比对。",
    },
    "seal.signature.unknown-key": {
        EN: "The key {key_id} that it names is not among the known ones: {known}.",
        ZH: "所指密钥 {key_id} 不在已知密钥之中：{known}。",
    },
    "seal.signature.wrong-signature": {
        EN: "The key {key_id} did not make this signature.",
        ZH: "该签名不是由密钥 {key_id} 生成的。",
    },
    "seal.signature.key-not-valid": {
        EN: "The key {key_id} signs from {from} until {until}, and the seal is of {at}.",
        ZH: "密钥 {key_id} 的有效期为 {from} 至 {until}，而加封时间为 {at}。",
    },
    "seal.signature.no-keys": {
        EN: "No public keys are at hand; bring them with --keys.",
        ZH: "没有可用的公钥；请用 --keys 提供。",
    },
    "seal.sums.sums": {
        EN: "Every line, step and total was worked out again and adds up.",
        ZH: "每一行、每一步和合计均已重新计算，结果相符。",
    },
    "seal.sums.wrong-sums": {EN: "It does not add up:", ZH: "合计不符："},
    "seal.chain.first": {EN: "It is the first document of its member.", ZH: "这是该会员的第一份文件。"},
    "seal.chain.follows": {
        EN: "It is number {number} of its member's documents and follows the one before.",
        ZH: "这是该会员的第 {number} 份文件，与前一份相接。",
    },
    "seal.chain.of-nobody": {
        EN: "It is about no member, so no chain holds it.",
        ZH: "该文件不属于任何会员，因此不在链中。",
    },
    "seal.chain.no-previous": {
        EN: "It is number {number} of its member's documents; the seal of the one before is not at hand.",
        ZH: "这是该会员的第 {number} 份文件；没有前一份的封印。",
    },
    "seal.chain.broken": {
        EN: "It does not follow the document before: expected {expected}, found {found}.",
        ZH: "与前一份文件不相接：应为 {expected}，实为 {found}。",
    },
    "seal.chain.first-follows": {
        EN: "It says that it is the first of its member, but one before it is shown.",
        ZH: "文件自称为该会员的第一份，却附有前一份的封印。",
    },
    "seal.chain.previous-unsigned": {
        EN: "The seal of the document before is not signed by a known key.",
        ZH: "前一份文件的封印没有已知密钥的签名。",
    },
    "seal.inclusion.inside": {
        EN: "It is leaf {index} of {size} in the tree of {day}, with the signed root {root}.",
        ZH: "在 {day} 的树中为第 {index} 叶（共 {size} 叶），已签名的根为 {root}。",
    },
    "seal.inclusion.day-open": {
        EN: "Its day was not closed when the file was written; fetch the file again later.",
        ZH: "写出文件时当日尚未结算；请稍后重新获取。",
    },
    "seal.inclusion.no-proof": {
        EN: "It names its place, but the path to the root is not at hand.",
        ZH: "文件写有位置，但没有通向根的路径。",
    },
    "seal.inclusion.other-programme": {
        EN: "The root of {day} is another programme's.",
        ZH: "{day} 的根属于另一会员计划。",
    },
    "seal.inclusion.other-place": {
        EN: "The seal and the path name different places: expected {expected}, found {found}.",
        ZH: "封印与路径所写位置不同：应为 {expected}，实为 {found}。",
    },
    "seal.inclusion.outside": {
        EN: "The path does not lead to the root of {day}: expected {expected}, found {found}.",
        ZH: "路径不通向 {day} 的根：应为 {expected}，实为 {found}。",
    },
    "seal.inclusion.other-root": {
        EN: "The root of {day} is not the one you trust: expected {expected}, found {found}.",
        ZH: "{day} 的根不是您信任的根：应为 {expected}，实为 {found}。",
    },
    "seal.inclusion.root-unsigned": {
        EN: "The root of {day} is not signed by a known key that was valid then: {key_id}.",
        ZH: "{day} 的根没有当时有效的已知密钥的签名：{key_id}。",
    },
    "seal.recomputation.same-bytes": {
        EN: "Made again from rule files and snapshot, it has the same bytes.",
        ZH: "依据规则文件和快照重新生成，字节完全相同。",
    },
    "seal.recomputation.of-explanations": {
        EN: "A bill adds up what the explanations of its periods say; each of them verifies by itself.",
        ZH: "账单汇总各计费周期的说明；每份说明可单独核验。",
    },
    "seal.recomputation.differs": {
        EN: "Made again from rule files and snapshot, it comes out differently:",
        ZH: "依据规则文件和快照重新生成，结果不同：",
    },
    "seal.recomputation.other-version": {
        EN: "This release makes documents of version {expected}, and this one has version {found}.",
        ZH: "本版本生成的文件版本为 {expected}，而该文件版本为 {found}。",
    },
    "seal.recomputation.other-rules": {
        EN: "The rule files are not those that decided: expected {expected}, found {found}.",
        ZH: "规则文件不是当时所用的：应为 {expected}，实为 {found}。",
    },
    "seal.recomputation.other-snapshot": {
        EN: "The snapshot is not the one that was sealed: expected {expected}, found {found}.",
        ZH: "快照不是加封时的快照：应为 {expected}，实为 {found}。",
    },
    "seal.recomputation.not-decided": {
        EN: "From this snapshot nothing can be decided ({why}).",
        ZH: "无法依据该快照计算（{why}）。",
    },
    "seal.recomputation.document-erased": {
        EN: "Document and personal inputs were erased on {at}; nothing of it is worked out again.",
        ZH: "文件及个人数据已于 {at} 删除；不再重新计算。",
    },
    "seal.digest.document-erased": {
        EN: "The document was erased on {at}. Its seal stays: a copy is the one that was sealed if its digest"
        " is {expected}.",
        ZH: "文件已于 {at} 删除，封印仍在：副本的摘要若为 {expected}，即为加封的文件。",
    },
    "seal.sums.document-erased": {
        EN: "The lines were erased with the document on {at}; the books keep what was paid.",
        ZH: "各行已随文件于 {at} 删除；账簿保留已付金额。",
    },
    "seal.recomputation.no-rules": {
        EN: "The rule files are not at hand; bring them with --rules.",
        ZH: "没有规则文件；请用 --rules 提供。",
    },
    "seal.recomputation.no-snapshot": {
        EN: "The snapshot of what was known is not at hand.",
        ZH: "没有当时所知情况的快照。",
    },
    "seal.recomputation.erased": {
        EN: "The personal inputs were erased on {at}, as the file says; what they decided is not worked out"
        " again. The sums stand on the facts in the document: {facts}.",
        ZH: "据文件所述，个人数据已于 {at} 删除；不再重新计算其影响。合计依据文件中保留的事实：{facts}。",
    },
    "seal.erasure.erased": {
        EN: "The published list of {as_of} says that what was known of the member was erased on {on}; only"
        " copies such as this file still have it.",
        ZH: "{as_of} 公布的清单载明：会员的个人数据已于 {on} 删除，仅存于此类副本。",
    },
    "seal.erasure.not-listed": {
        EN: "The published list of {as_of} does not name this document: nothing of it was erased until then.",
        ZH: "{as_of} 公布的清单未列此文件：截至当时未作删除。",
    },
    "seal.erasure.other-programme": {
        EN: "The published list of {as_of} is of another programme.",
        ZH: "{as_of} 公布的清单属于另一会员计划。",
    },
    "seal.erasure.unsigned": {
        EN: "The list of what was erased, of {as_of}, is not signed with the key {key_id} as it was then.",
        ZH: "{as_of} 的删除清单并非由当时有效的密钥 {key_id} 签署。",
    },
    "seal.record.recorded": {
        EN: "The books hold this seal, and what was known when it was decided.",
        ZH: "账簿中有此封印，以及当时所知的情况。",
    },
    "seal.record.erased": {
        EN: "The books hold this seal. What was known of the member was erased there on {at}; only copies"
        " such as this file still have it, and the books work it out no more.",
        ZH: "账簿中有此封印。会员的个人数据已于 {at} 从账簿中删除，仅存于此类副本；账簿不再重新计算。",
    },
    "seal.record.erased-sums": {
        EN: "The books hold this seal. The person was erased on {at}; the amounts stay under {id} without"
        " them, are sealed, and add up to {due} in minor units of {currency}.",
        ZH: "账簿中有此封印。会员已于 {at} 删除；金额以 {id} 保留，不含个人信息，已加封，"
        "合计 {due}（{currency} 最小单位）。",
    },
    "seal.record.sums-changed": {
        EN: "The person was erased on {at}, and the amounts that stay under {id} are not what was sealed.",
        ZH: "会员已于 {at} 删除，但以 {id} 保留的金额与加封时不符。",
    },
    "seal.record.missing": {
        EN: "The books hold no seal of the document {id}.",
        ZH: "账簿中没有文件 {id} 的封印。",
    },
    "seal.record.other": {
        EN: "The books hold another seal of this document: expected {expected}, found {found}.",
        ZH: "账簿中该文件的封印不同：应为 {expected}，实为 {found}。",
    },
    # Two days
    "seal.growth.holds": {
        EN: "The tree of {later} begins with that of {earlier}: nothing was changed or taken away.",
        ZH: "{later} 的树以 {earlier} 的树开头：没有更改或删除。",
    },
    "seal.growth.unsigned": {
        EN: "The root of {earlier} or of {later} is not signed by a key that you trust.",
        ZH: "{earlier} 或 {later} 的根没有您信任的密钥的签名。",
    },
    "seal.growth.rewritten": {
        EN: "It is not shown that the tree of {later} begins with that of {earlier}.",
        ZH: "无法证明 {later} 的树以 {earlier} 的树开头。",
    },
    # The page that verifies in a browser
    "verifier.title": {EN: "Verify a sealed document", ZH: "核验加封文件"},
    "verifier.about": {
        EN: "The file is checked on this machine; nothing is sent anywhere.",
        ZH: "文件只在本机核验，不会发送到任何地方。",
    },
    "verifier.file": {EN: "The sealed document", ZH: "加封文件"},
    "verifier.keys": {EN: "The published keys that you trust (optional)", ZH: "您信任的已公布密钥（可选）"},
    "verifier.keys_hint": {
        EN: "Without it the keys in the file itself are taken.",
        ZH: "不提供时使用文件自带的密钥。",
    },
    "verifier.erased": {
        EN: "The published list of what was erased (optional)",
        ZH: "已公布的删除清单（可选）",
    },
    "verifier.root": {EN: "The root of the day that you trust (optional)", ZH: "您信任的当日根（可选）"},
    "verifier.root_hint": {EN: "64 hexadecimal digits.", ZH: "64 位十六进制数字。"},
    "verifier.go": {EN: "Verify", ZH: "核验"},
    "verifier.checks": {EN: "Every check", ZH: "各项检查"},
    "verifier.check": {EN: "Check", ZH: "检查项"},
    "verifier.outcome": {EN: "Outcome", ZH: "结果"},
    "verifier.why": {EN: "Why", ZH: "原因"},
    "seal.recomputation.in-browser": {
        EN: "A browser has no engine; `loyalty verify` makes the document again from rules and snapshot.",
        ZH: "浏览器中没有计算引擎；请用 loyalty verify 依据规则文件和快照重新生成。",
    },
}
