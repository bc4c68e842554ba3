"""The named refusals of this room."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal


class MemberErased(Refusal):
    """The member's key was destroyed; nothing is sealed for this member any more."""

    code: ClassVar[str] = "member-erased"
    title: ClassVar[str] = "The member was erased"


class VaultLocked(Refusal):
    """The service has no master key, or has another one than that which wrapped the member's key."""

    code: ClassVar[str] = "vault-locked"
    title: ClassVar[str] = "The vault cannot be opened with this master key"


class SealBroken(Refusal):
    """What was sealed is not what was kept, or was kept for another member, field or schema."""

    code: ClassVar[str] = "seal-broken"
    title: ClassVar[str] = "What was sealed cannot be opened"
