"""The named refusals of this room."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal


class SealKeyEnded(Refusal):
    """The private key at hand was rotated away; facts: key."""

    code: ClassVar[str] = "seal-key-ended"
    title: ClassVar[str] = "The key that would seal has ended"


class NotRotatable(Refusal):
    """The private key is given in the environment, where no other can be put in its place."""

    code: ClassVar[str] = "seal-key-given"
    title: ClassVar[str] = "The key is given in the environment; give another one there"


class NoSealKey(Refusal):
    """The service has no private key to sign with."""

    code: ClassVar[str] = "no-seal-key"
    title: ClassVar[str] = "There is no key to seal with"


class UnknownSealDay(Refusal):
    """No root of this programme and day was published; facts: day."""

    code: ClassVar[str] = "unknown-seal-day"
    title: ClassVar[str] = "No root was published for this day"
