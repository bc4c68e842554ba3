"""What is registered of the shop's own staff: names and labels that end. No row is of a member."""

from collections.abc import Mapping

from loyalty.privacy.purpose import Basis, Kept, Recipient, Sensitivity
from loyalty.privacy.register import Entry

_PROOFS: tuple[tuple[str, Mapping[str, str], tuple[str, ...], str | None], ...] = (
    (
        "adoption_plan",
        {
            "en": "versions of rules with the names of who planned and who approved them: what binds was "
            "decided by two people, and can be asked after as long as the books",
            "zh-CN": "规则版本及其拟定者与批准者的姓名：生效的规则由两人决定，账簿保存期间均可追问",
        },
        (
            *("plan_id", "programme", "digest", "against", "day", "source", "document", "document_digest"),
            *("author", "author_key", "made_at", "state", "answered_by", "answered_key", "answered_at"),
            *("reason", "adopted_at"),
        ),
        "made_at",
    ),
    (
        "audit_record",
        {
            "en": "steps in the life of versions, by name: the database lets none be changed, as proof for "
            "the books",
            "zh-CN": "规则版本的各步操作及操作者姓名：数据库不允许更改，作为账簿的证明",
        },
        ("programme", "number", "at", "step", "by", "by_key", "of", "reason"),
        "at",
    ),
    (
        "programme_freeze",
        {
            "en": "who froze a programme and why, until it goes on; then a step of the audit says it",
            "zh-CN": "谁因何冻结计划，直至恢复；其后由审计记录说明",
        },
        ("programme", "since", "by", "by_key", "reason"),
        "since",
    ),
    (
        "breach_step",
        {
            "en": "what was done about breaches and by whom, never whose data: the register that an "
            "authority may ask for, of which no row can be changed",
            "zh-CN": "数据泄露的处理及处理人，不含当事人：监管机构可查阅的登记，各行不可更改",
        },
        ("breach_id", "number", "step", "at", "by", "content"),
        "at",
    ),
    (
        "sign_off",
        {
            "en": "what reviewers held to be right or wrong, signed with their names, each naming the one "
            "before it: without a name no signature would verify",
            "zh-CN": "审核者的判断，连同姓名签名并逐条相连：缺少姓名则签名无法验证",
        },
        ("programme", "number", "subject", "content"),
        None,
    ),
)
"""Names that stay as long as the books, each with the reason: table, words, columns, and its date."""

OF_STAFF: tuple[Entry, ...] = (
    Entry(
        table="deed_label",
        says={
            "en": "who of the staff did what to keys, sign-ins, endpoints and exports: names and labels",
            "zh-CN": "哪些员工操作过密钥、登录、端点与导出：姓名和标签",
        },
        columns=("number", "place", "label", "salt", "at"),
        subjects=(),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.SECURITY,
        dated="at",
        label=Sensitivity.STAFF,
        recipients=(Recipient.AUDITOR,),
    ),
    Entry(
        table="api_key",
        says={
            "en": "keys of systems and staff; the label of one goes 13 months after the key ended",
            "zh-CN": "系统与员工的密钥；密钥失效 13 个月后删除其标签",
        },
        columns=(
            *("key_id", "secret_digest", "label", "programme", "scopes", "kind", "created_at"),
            *("revoked_at", "role"),
        ),
        subjects=(),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.SECURITY,
        dated="revoked_at",
        label=Sensitivity.STAFF,
        recipients=(Recipient.SHOP, Recipient.AUDITOR),
    ),
    Entry(
        table="text_drill",
        says={
            "en": "texts that were tried; the name of who tried one goes 13 months later",
            "zh-CN": "演练过的文本；演练者姓名在 13 个月后删除",
        },
        columns=("drill_id", "text", "language", "at", "by", "minutes", "found"),
        subjects=(),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.SECURITY,
        dated="at",
        label=Sensitivity.STAFF,
        recipients=(Recipient.SHOP, Recipient.AUDITOR),
    ),
    Entry(
        table="webhook_endpoint",
        says={
            "en": "addresses of the shop's own systems; the label of who set one goes 13 months later",
            "zh-CN": "商家自有系统的地址；设置者的标签在 13 个月后删除",
        },
        columns=(
            *("programme", "endpoint_id", "address", "types", "state", "why", "created_at"),
            *("created_by", "failures", "paused_until", "accepted_at"),
        ),
        subjects=(),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.SECURITY,
        dated="created_at",
        label=Sensitivity.STAFF,
        recipients=(Recipient.SHOP, Recipient.AUDITOR),
    ),
    *(
        Entry(
            table=table,
            says=says,
            columns=columns,
            subjects=(),
            basis=Basis.LEGAL_DUTY,
            kept=Kept.LEDGER,
            dated=dated,
            label=Sensitivity.STAFF,
            recipients=(Recipient.SHOP, Recipient.AUDITOR),
        )
        for table, says, columns, dated in _PROOFS
    ),
)
