"""What members agreed to, chose and were asked."""

from loyalty.privacy.purpose import Basis, Kept, Recipient, Sensitivity
from loyalty.privacy.register import Entry

OF_CHOICES: tuple[Entry, ...] = (
    Entry(
        table="consent",
        says={
            "en": "what a member agreed to or refused, and by which text",
            "zh-CN": "会员同意或拒绝的事项及所示文本",
        },
        columns=(
            *("member_id", "record_id", "programme", "purpose", "facts"),
            *("notice", "notice_version", "notice_sha256", "notice_language", "given", "decided_at", "way"),
            *("proof", "until", "jurisdiction", "guardian", "receipt_id", "recorded_by"),
            *("withdrawn_at", "way_back", "withdrawn_by"),
        ),
        subjects=("member_id", "guardian"),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.CONSENT,
        dated="decided_at",
        label=Sensitivity.MEMBERSHIP,
        closer={"recorded_by": Sensitivity.STAFF, "withdrawn_by": Sensitivity.STAFF},
        recipients=(Recipient.SHOP, Recipient.MEMBER, Recipient.AUDITOR),
    ),
    Entry(
        table="privacy_choice",
        says={"en": "what a member chose about the use of their data", "zh-CN": "会员对数据使用的选择"},
        columns=("member_id", "number", "choice", "holds", "chosen_at", "chosen_by"),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.CONSENT,
        dated="chosen_at",
        label=Sensitivity.MEMBERSHIP,
        closer={"chosen_by": Sensitivity.STAFF},
        recipients=(Recipient.SHOP, Recipient.MEMBER, Recipient.AUDITOR),
    ),
    Entry(
        table="staff_view",
        says={"en": "who of the staff looked at a member, and why", "zh-CN": "哪些员工查看过会员资料及原因"},
        columns=("view_id", "member_id", "viewed_at", "role", "viewer", "what", "reason"),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.SECURITY,
        dated="viewed_at",
        label=Sensitivity.STAFF,
        recipients=(Recipient.MEMBER, Recipient.AUDITOR),
    ),
    Entry(
        table="page_session",
        says={"en": "that a member is signed in on their own pages", "zh-CN": "会员在本人页面的登录状态"},
        columns=(
            *("session_id", "secret_digest", "key_id", "member_id"),
            *("begun_by", "reason", "begun_at", "until"),
        ),
        kept=Kept.BRIEFLY,
        dated="begun_at",
        label=Sensitivity.MEMBERSHIP,
        closer={"begun_by": Sensitivity.STAFF, "reason": Sensitivity.STAFF},
        recipients=(Recipient.MEMBER,),
    ),
    Entry(
        table="page_link",
        says={"en": "links that opened a member's own pages, once each", "zh-CN": "会员本人页面的一次性链接"},
        columns=("link_id", "member_id", "key_id", "made_by", "made_at", "until", "used_at"),
        kept=Kept.BRIEFLY,
        dated="made_at",
        label=Sensitivity.MEMBERSHIP,
        closer={"made_by": Sensitivity.STAFF},
        recipients=(Recipient.MEMBER,),
    ),
    Entry(
        table="member_age",
        says={
            "en": "whether a member is grown up, and who answers for one who is not",
            "zh-CN": "会员年龄段及监护人",
        },
        columns=("member_id", "band", "guardian", "set_at", "set_by"),
        subjects=("member_id", "guardian"),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.ACCOUNT,
        dated="set_at",
        label=Sensitivity.PERSONAL,
        closer={"set_by": Sensitivity.STAFF},
    ),
)
