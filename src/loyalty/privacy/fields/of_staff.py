"""What is registered of the shop's own staff: names and labels that end. No row is of a member."""

from loyalty.privacy.purpose import Basis, Kept, Recipient, Sensitivity
from loyalty.privacy.register import Entry

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
)
