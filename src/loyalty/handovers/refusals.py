"""The named refusals of this room."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal


class SeparateConsentMissing(Refusal):
    """The member did not agree to this, for this recipient, by a consent of its own; facts: purpose."""

    code: ClassVar[str] = "separate-consent-missing"
    title: ClassVar[str] = "The member has not agreed to this for this recipient"


class StopLinkUnknown(Refusal):
    """The link stops no marketing: the house wrote no such link, or the member is here no more.

    One refusal for both, so that nobody learns who was a member.
    """

    code: ClassVar[str] = "stop-link-unknown"
    title: ClassVar[str] = "The link stops no marketing"


class SharingStopped(Refusal):
    """The member wants their data sold or shared no more, or only kept."""

    code: ClassVar[str] = "sharing-stopped"
    title: ClassVar[str] = "The member wants their data shared no more"


class HandOverDiffers(Refusal):
    """This id was used for another hand-over."""

    code: ClassVar[str] = "hand-over-differs"
    title: ClassVar[str] = "This id was used for another hand-over"


class NotForRecipient(Refusal):
    """The programme does not declare that the recipient gets this; facts: pointer."""

    code: ClassVar[str] = "not-for-recipient"
    title: ClassVar[str] = "The recipient does not get this"


class MarketingNoConsent(Refusal):
    """The member did not agree to marketing by this medium, took it back, or objected."""

    code: ClassVar[str] = "marketing-no-consent"
    title: ClassVar[str] = "The member has not agreed to marketing by this medium"


class NotReached(Refusal):
    """Nothing is kept by which the member is reached with this medium."""

    code: ClassVar[str] = "member-not-reached"
    title: ClassVar[str] = "The member is not reached by this medium"


class MessageDiffers(Refusal):
    """This id was used for another message."""

    code: ClassVar[str] = "message-differs"
    title: ClassVar[str] = "This id was used for another message"


class UnknownMessage(Refusal):
    """No such message was sent to the member."""

    code: ClassVar[str] = "unknown-message"
    title: ClassVar[str] = "No such message was sent to the member"
