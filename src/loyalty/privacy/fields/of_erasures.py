"""What is left of who was erased, and why."""

from loyalty.privacy.purpose import Basis, Kept, Recipient, Sensitivity
from loyalty.privacy.register import Entry, Through

OF_ERASURES: tuple[Entry, ...] = (
    Entry(
        table="erasure",
        says={
            "en": "that somebody was erased, and what stays why",
            "zh-CN": "删除记录：何时、为何、保留什么",
        },
        columns=(
            "erasure_id",
            "member_id",
            "programme",
            "ground",
            "checked",
            "asked_at",
            "asked_by",
            "offer",
            "closed_at",
            "released",
            "erased_at",
            "removed",
            "kept",
        ),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.LEDGER,
        dated="asked_at",
        label=Sensitivity.MEMBERSHIP,
        closer={"asked_by": Sensitivity.STAFF},
        recipients=(Recipient.MEMBER, Recipient.AUDITOR),
    ),
    Entry(
        table="legal_hold",
        says={"en": "cases for which rows may not be removed", "zh-CN": "因法律案件暂停删除"},
        columns=("member_id", "case_id", "classes", "approved_by", "set_at", "until", "ended_at"),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.LEDGER,
        dated="set_at",
        label=Sensitivity.MEMBERSHIP,
        closer={"approved_by": Sensitivity.STAFF},
        recipients=(Recipient.STAFF, Recipient.AUDITOR),
    ),
    Entry(
        table="thinned_line",
        says={"en": "how many lines of each class an order had", "zh-CN": "订单各品类的行数（已精简）"},
        columns=("programme", "source", "order_id", "kind", "lines"),
        subjects=(),
        through=Through("order_record", ("programme", "source", "order_id")),
        basis=Basis.LEGAL_DUTY,
        kept=Kept.LEDGER,
        recipients=(Recipient.AUDITOR,),
    ),
)
