"""The named refusals of this room."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal


class IdentityUnclear(Refusal):
    """The text is none of its kind; it is not repeated, because it may be personal."""

    code: ClassVar[str] = "identity-unclear"
    title: ClassVar[str] = "This is no identity of its kind"


class IdentityTaken(Refusal):
    """Another member of the programme is known by this; it does not say who."""

    code: ClassVar[str] = "identity-taken"
    title: ClassVar[str] = "Another member is known by this"


class UnknownIdentity(Refusal):
    """No member of the programme is known by this, or the member has no identity of this id."""

    code: ClassVar[str] = "unknown-identity"
    title: ClassVar[str] = "Nobody is known by this"


class HouseholdFull(Refusal):
    """There is no room in the household; facts: at_most."""

    code = "household-full"
    title = "The household is full"


class HouseholdTaken(Refusal):
    """The member is in a household already."""

    code = "household-taken"
    title = "The member is in a household"


class HouseholdWait(Refusal):
    """The member left a household not long enough ago; facts: from_day."""

    code = "household-wait"
    title = "The member has to wait before joining a household"


class UnknownHousehold(Refusal):
    """No household of this id, or the member is not in it, or the programme has none."""

    code = "unknown-household"
    title = "There is no such household"
