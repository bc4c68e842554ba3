"""What is registered of the seals on what members are told."""

from loyalty.privacy.purpose import Basis, Kept, Recipient, Sensitivity
from loyalty.privacy.register import Entry

OF_SEALS: tuple[Entry, ...] = (
    Entry(
        table="document_seal",
        says={"en": "the seals on what a member was told", "zh-CN": "告知文件的封印"},
        columns=(
            "explanation_id",
            "programme",
            "member_id",
            "chain_number",
            "sealed_at",
            "leaf",
            "content",
            "leaf_index",
        ),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.LEDGER,
        dated="sealed_at",
        label=Sensitivity.PSEUDONYM,
        recipients=(Recipient.SHOP, Recipient.MEMBER, Recipient.AUDITOR),
    ),
    Entry(
        table="seal_snapshot",
        says={
            "en": "what was known when a member was told something, under their key",
            "zh-CN": "告知时所知的情况（以会员密钥封存）",
        },
        columns=("explanation_id", "member_id", "sealed"),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.ACCOUNT,
        label=Sensitivity.PERSONAL,
        recipients=(Recipient.MEMBER, Recipient.AUDITOR),
    ),
    Entry(
        table="sequel",
        says={
            "en": "what a later document did to an earlier one",
            "zh-CN": "后一文件对前一文件的处理",
        },
        columns=("explanation_id", "earlier_id", "did", "member_id", "told_at"),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.ORDERS,
        dated="told_at",
        recipients=(Recipient.MEMBER, Recipient.AUDITOR),
    ),
    Entry(
        table="filed_document",
        says={
            "en": "by what a reviewer finds what a member was told",
            "zh-CN": "供复核人员查找告知文件的索引",
        },
        columns=(
            "explanation_id",
            "rule",
            "programme",
            "digest",
            "kind",
            "member_id",
            "told_at",
            "amount",
            "currency",
            "reference",
        ),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.ORDERS,
        dated="told_at",
        recipients=(Recipient.MEMBER, Recipient.AUDITOR),
    ),
)
