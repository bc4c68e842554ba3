"""What is booked: an entry with its postings, its allocations to lots, and the lot or hold it opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.identity import EntryId, HoldId, MemberId
from loyalty.kernel.refusal import InvariantBroken


class Account(StrEnum):
    """Where points are: with the member (M) or at the programme (P), inside the member's own book.

    ``X.transfer`` is the way to or from another member, ``X.merge`` the way of a merge and of its
    undoing; over all books each comes to nothing. ``X.conversion`` is the way to another wallet:
    what comes out of it is what went in, by the rate of the conversion.
    ``M.owed`` is what a member owes: it goes below zero when an award is taken back that was
    spent, and the next credit brings it up again. No other member account is ever below zero.
    """

    AVAILABLE = "M.available"
    PENDING = "M.pending"
    HELD = "M.held"
    OWED = "M.owed"
    ISSUED = "P.issued"
    REDEEMED = "P.redeemed"
    LAPSED = "P.lapsed"
    TRANSFER = "X.transfer"
    MERGE = "X.merge"
    CONVERSION = "X.conversion"


Moved = Mapping[tuple[Account, Account], int]
"""Points that were moved, by where they were and where they went."""


class Kind(StrEnum):
    """What happened."""

    EARN = "earn"
    VEST = "vest"
    BURN = "burn"
    LAPSE = "lapse"
    CLAWBACK = "clawback"
    RESTORE = "restore"
    HOLD = "hold"
    CAPTURE = "capture"
    VOID = "void"
    HOLD_LAPSE = "hold-lapse"
    EXTEND = "extend"
    TELL = "tell"
    TRANSFER = "transfer"
    RECEIVE = "receive"
    POOL = "pool"
    CONVERT = "convert"
    MERGE = "merge"
    UNMERGE = "unmerge"


@dataclass(frozen=True, slots=True)
class Posting:
    """One movement of points from ``source`` to ``destination``; balanced by its shape."""

    line: int
    source: Account
    destination: Account
    amount: int

    def __post_init__(self) -> None:
        """Refuse an amount that is not positive and a movement to where the points are."""
        if self.amount <= 0 or self.source is self.destination:
            message = f"posting of {self.amount} from {self.source} to {self.destination}"
            raise InvariantBroken(message)


@dataclass(frozen=True, slots=True)
class Allocation:
    """What posting ``line`` took from a lot (below zero) or gave back to it (above zero)."""

    line: int
    lot_id: EntryId
    amount: int


@dataclass(frozen=True, slots=True)
class LotTerms:
    """The lot an entry opens; it carries the entry's id. ``vests_at`` None: spendable at once.

    ``until_told`` is whether the lot does not lapse at its end until its member was told of that; None
    where the entry does not say, since nothing ends or the entry is of before entries said it.
    """

    amount: int
    vests_at: datetime | None
    expires_at: datetime | None
    until_told: bool | None = None


@dataclass(frozen=True, slots=True)
class LotEnd:
    """The end of a lot that an entry moves to later, or of which it keeps that the member was told.

    ``until_told`` is whether the lot waits for its member to be told of it, None in entries of before.
    """

    lot_id: EntryId
    expires_at: datetime
    until_told: bool | None = None


@dataclass(frozen=True, slots=True)
class HoldTerms:
    """The hold an entry opens."""

    hold_id: HoldId
    amount: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is booked: who asked, under which reference, when it happened, by which rules.

    ``source`` and ``external_ref`` are for ever unique per member, unit and kind of entry.
    ``reason`` is a code or a short text of the programme, never anything personal.
    """

    source: str
    external_ref: str
    occurred_at: datetime
    programme_digest: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Things booked together; never changed afterwards. ``seq`` counts 1, 2, … per member and unit.

    ``reverses_entry_id`` names the entry this one undoes or ends: the earning that a clawback
    takes back, the spending that a restore gives back, the hold that is captured, voided or lapses.
    """

    member_id: MemberId
    unit: str
    entry_id: EntryId
    seq: int
    kind: Kind
    cause: Cause
    recorded_at: datetime
    reverses_entry_id: EntryId | None
    postings: tuple[Posting, ...]
    allocations: tuple[Allocation, ...]
    lot: LotTerms | None
    hold: HoldTerms | None
    prev_hash: bytes
    hash: bytes
    ends: tuple[LotEnd, ...] = ()

    def moved(self, *, source: Account | None = None, destination: Account | None = None) -> int:
        """Give how many points this entry moved from ``source`` or to ``destination`` or both."""
        return sum(
            posting.amount
            for posting in self.postings
            if source in {None, posting.source} and destination in {None, posting.destination}
        )
