"""A member as the engine knows one: an id without meaning, a state, and no personal data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import Refusal


class MemberState(StrEnum):
    """Whether a member takes part."""

    ACTIVE = "active"
    CLOSED = "closed"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Member:
    """A participant of one programme; ``reference_hash`` is a keyed hash of the shop's own reference."""

    member_id: MemberId
    programme: str
    enrolled_at: datetime
    state: MemberState = MemberState.ACTIVE
    reference_hash: str | None = None


class PlaceGone(StrEnum):
    """What became of the place in a household of a member who was merged."""

    MOVED = "moved"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Merge:
    """Two members found to be one: ``loser`` goes on as ``survivor``, until the merge is undone.

    ``place`` says what became of the loser's place in a household, None where there was none.
    """

    id: str
    programme: str
    loser: MemberId
    survivor: MemberId
    merged_at: datetime
    merged_by: str
    undone_at: datetime | None = None
    undone_by: str | None = None
    place: PlaceGone | None = None

    @property
    def source(self) -> str:
        """The source under which the ledger has the entries of this merge."""
        return f"merge:{self.id}"


class MemberExists(Refusal):
    """The programme has a member of this reference; ``member`` is that one."""

    code = "member-exists"
    title = "This member is enrolled already"

    def __init__(self, member: Member) -> None:
        """Keep the member who is there."""
        super().__init__()
        self.member = member
