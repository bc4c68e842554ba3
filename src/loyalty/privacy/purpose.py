"""What personal data may be kept for, and on which ground."""

from enum import StrEnum


class Purpose(StrEnum):
    """What members agree to or refuse, each for itself; the list is closed."""

    MEMBERSHIP = "membership"
    PERSONAL_OFFERS = "personal_offers"
    BIRTHDAY_BENEFIT = "birthday_benefit"
    EMAIL_MARKETING = "email_marketing"
    SMS_MARKETING = "sms_marketing"
    PARTNER_SHARING = "partner_sharing"
    RESEARCH_STATISTICS = "research_statistics"
    SENSITIVE_DATA = "sensitive_data"
    SENT_ABROAD = "sent_abroad"


class Basis(StrEnum):
    """On which ground something is kept (GDPR Art. 6(1), PIPL Art. 13)."""

    CONTRACT = "contract"
    LEGAL_DUTY = "legal_duty"
    LEGITIMATE_INTEREST = "legitimate_interest"
    CONSENT = "consent"


class Kept(StrEnum):
    """How long something is kept; `docs/privacy.md` says how long each is."""

    ACCOUNT = "account"
    CONTACT = "contact"
    LEDGER = "ledger"
    ORDERS = "orders"
    CONSENT = "consent"
    OPTIONAL = "optional"
    SERVICE = "service"
    SECURITY = "security"
    BRIEFLY = "briefly"


class Sensitivity(StrEnum):
    """How close a column is to a person: those of facts, and what says who somebody is."""

    TRANSACTION = "transaction"
    MEMBERSHIP = "membership"
    PERSONAL = "personal"
    PSEUDONYM = "pseudonym"
    CONTACT = "contact"
    STAFF = "staff"


class Recipient(StrEnum):
    """Who sees it."""

    SHOP = "shop"
    STAFF = "staff"
    MEMBER = "member"
    AUDITOR = "auditor"


MARKETING = frozenset({Purpose.EMAIL_MARKETING, Purpose.SMS_MARKETING})
"""What an objection to direct marketing ends, whatever was agreed to."""

HANDING_OVER = frozenset({Purpose.PARTNER_SHARING, Purpose.SENSITIVE_DATA, Purpose.SENT_ABROAD})
"""What is agreed to recipient by recipient before something is handed over (PIPL Art. 23, 29, 39)."""

NOT_FOR_CHILDREN = MARKETING | {Purpose.PERSONAL_OFFERS, Purpose.PARTNER_SHARING}
"""What nobody under age can agree to, and nobody for them."""
