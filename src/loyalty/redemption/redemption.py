"""A reward that was handed over, as a value."""

from dataclasses import dataclass

from loyalty.kernel.identity import MemberId


@dataclass(frozen=True, slots=True)
class Redemption:
    """A reward a member was handed; ``code`` is what the member shows for it."""

    member: MemberId
    source: str
    redemption_id: str
    programme: str
    reward: str
    code: str
