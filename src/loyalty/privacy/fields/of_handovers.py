"""What others got of members, and the marketing members got."""

from loyalty.privacy.purpose import Basis, Kept, Purpose, Recipient, Sensitivity
from loyalty.privacy.register import Entry

OF_HANDOVERS: tuple[Entry, ...] = (
    Entry(
        table="hand_over",
        says={
            "en": "who else got what of a member, on which ground: names of facts, never values",
            "zh-CN": "向谁提供了会员的哪些信息及其依据：仅事实名称，不含内容",
        },
        columns=(
            *("programme", "handover_id", "member_id", "recipient", "facts", "basis"),
            *("consents", "handed_at", "handed_by"),
        ),
        purpose=Purpose.PARTNER_SHARING,
        basis=Basis.LEGAL_DUTY,
        kept=Kept.CONSENT,
        dated="handed_at",
        label=Sensitivity.MEMBERSHIP,
        closer={"handed_by": Sensitivity.STAFF},
        recipients=(Recipient.SHOP, Recipient.MEMBER, Recipient.AUDITOR),
    ),
    Entry(
        table="recipient_notice",
        says={
            "en": "what recipients of a member's data are told: erased, corrected, ended, restricted",
            "zh-CN": "告知数据接收方的事项：删除、更正、撤回、停止、限制",
        },
        columns=(
            *("recipient_notice_id", "programme", "recipient", "handover_id", "member_id", "kind"),
            *("made_at", "told_at", "told_by"),
        ),
        purpose=Purpose.PARTNER_SHARING,
        basis=Basis.LEGAL_DUTY,
        kept=Kept.CONSENT,
        dated="made_at",
        label=Sensitivity.MEMBERSHIP,
        closer={"told_by": Sensitivity.STAFF},
        recipients=(Recipient.SHOP, Recipient.MEMBER, Recipient.AUDITOR),
    ),
    Entry(
        table="marketing_message",
        says={
            "en": "which marketing a member was sent, and by which consent; never the text or the address",
            "zh-CN": "向会员发送的营销信息及所依据的同意；不含文本与地址",
        },
        columns=(
            *("programme", "message_id", "member_id", "medium", "sha256", "why", "consent_id", "stop_id"),
            *("sent_at", "sent_by", "outcome", "outcome_at", "stopped_at"),
        ),
        purpose=Purpose.EMAIL_MARKETING,
        basis=Basis.LEGAL_DUTY,
        kept=Kept.CONSENT,
        dated="sent_at",
        label=Sensitivity.MEMBERSHIP,
        closer={"sent_by": Sensitivity.STAFF},
        recipients=(Recipient.SHOP, Recipient.MEMBER, Recipient.AUDITOR),
    ),
)
