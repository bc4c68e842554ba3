"""The named refusals of this room."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal


class UnknownNumber(Refusal):
    """The explanation has no number at this place that a step worked out."""

    code: ClassVar[str] = "unknown-number"
    title: ClassVar[str] = "The explanation has no such number"


class AuthorSignsOff(Refusal):
    """Who planned or adopted the version, by name or by API key, is who signs off what it decides."""

    code: ClassVar[str] = "author-signs-off"
    title: ClassVar[str] = "Nobody signs off by rules that they wrote"


class TooMuchForABundle(Refusal):
    """A bundle holds fewer documents than are asked for; facts: most."""

    code: ClassVar[str] = "bundle-too-large"
    title: ClassVar[str] = "So much does not fit in one bundle"
