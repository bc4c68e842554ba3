"""What erasing does with the rows of each table of the register; a table that is not here fails the build."""

from collections.abc import Mapping
from enum import StrEnum

from loyalty.privacy.purpose import Kept


class Fate(StrEnum):
    """What becomes of a person's rows of a table."""

    REMOVED = "removed"
    BLANKED = "blanked"
    THINNED = "thinned"
    KEPT = "kept"


_REMOVED = (
    *(
        "member_fact",
        "member_merged_identity",
        "member_identity",
        "sealed_field",
        "referral_code",
        "referral",
        "member_age",
        "page_link",
        "page_session",
    ),
    *("household_member", "standing", "tier_grant", "spending_alert", "alert_told", "rfm_group"),
    *("notice_report", "notice"),
    *("case_step", "service_case"),
    *("discount_promise", "voucher_promise", "voucher_code", "receipt_code", "quote"),
    *("seal_snapshot", "frozen_document", "sequel", "filed_document", "explanation"),
    *("done_event", "event_count", "usage_event", "spend"),
)
_KEPT = (
    *(
        "member_merge",
        "household",
        "movement",
        "balance",
        "entry",
        "posting",
        "allocation",
        "lot",
        "lot_end",
        "hold",
    ),
    *("invoice", "billed_line", "credit_grant", "credit_use", "coupon_use", "voucher_use"),
    *(
        "subscription",
        "subscription_change",
        "document_seal",
        "staff_view",
        "consent",
        "privacy_choice",
        "erasure",
        "legal_hold",
        "thinned_line",
        "outbox",
        "webhook_delivery",
        "webhook_attempt",
        "remedy",
        "hand_over",
        "recipient_notice",
        "marketing_message",
    ),
)
FATES: Mapping[str, Fate] = {
    **dict.fromkeys(_REMOVED, Fate.REMOVED),
    **dict.fromkeys(("member", "member_key", "redemption"), Fate.BLANKED),
    **dict.fromkeys(("order_record", "return_record"), Fate.THINNED),
    **dict.fromkeys(_KEPT, Fate.KEPT),
}
"""Removed tables stand in the order of removing: what depends on another table's rows goes first.

Tables of nobody alone (`idempotency`, `job`) lose the rows that name the person.
"""

_OF_BOOKS = (
    *("member", "member_key", "member_merge", "household", "movement", "redemption"),
    *("order_record", "return_record", "voucher_use", "coupon_use", "subscription", "subscription_change"),
)
STAYS_AS: Mapping[str, Kept] = dict.fromkeys(_OF_BOOKS, Kept.LEDGER)
"""What stays is part of the books from then on, whatever its class was: a number that belongs to nobody."""
OF_ANOTHER = Kept.ACCOUNT
"""The class of rows that stay as they are of another member, whom the erased brought."""
