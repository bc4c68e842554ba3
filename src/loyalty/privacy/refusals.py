"""The named refusals of this room."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal


class PurposeMismatch(Refusal):
    """A fact was named for a purpose it is not kept for; facts: purpose, pointer."""

    code: ClassVar[str] = "purpose-mismatch"
    title: ClassVar[str] = "The fact is kept for another purpose"


class NoticeStale(Refusal):
    """The text that was shown is not the one of the rules in force."""

    code: ClassVar[str] = "notice-stale"
    title: ClassVar[str] = "The notice is older than the rules"


class NfiMissing(Refusal):
    """Something is given for personal data, and the notice of it was not shown; facts: pointer."""

    code: ClassVar[str] = "nfi-missing"
    title: ClassVar[str] = "What is given for personal data is shown before anybody joins"


class MinorNotAllowed(Refusal):
    """The member is not grown up, and this is for adults, or needs a guardian."""

    code: ClassVar[str] = "minor-not-allowed"
    title: ClassVar[str] = "The member is not grown up"


class ConsentDiffers(Refusal):
    """This id was used for another record."""

    code: ClassVar[str] = "consent-differs"
    title: ClassVar[str] = "This id was used for another consent"


class UnknownConsent(Refusal):
    """The member was never asked for this purpose."""

    code: ClassVar[str] = "unknown-consent"
    title: ClassVar[str] = "The member was never asked for this purpose"


class FreeTextRisk(Refusal):
    """A free text is too long, or holds a card number or a word of somebody's health; facts: pointer."""

    code: ClassVar[str] = "free-text-risk"
    title: ClassVar[str] = "The text may not be kept"

    def __init__(self, pointer: str, risk: str) -> None:
        """Keep the place and what is wrong with it, never the text."""
        super().__init__(risk, pointer=pointer)


class UnknownRecipient(Refusal):
    """The programme declares no such recipient, or the purpose has none; facts: pointer."""

    code: ClassVar[str] = "unknown-recipient"
    title: ClassVar[str] = "The programme hands nothing over to such a recipient"


class ReportNotMade(Refusal):
    """Nobody made this report of these days; facts: report."""

    code: ClassVar[str] = "report-not-made"
    title: ClassVar[str] = "The report was not made of these days"
