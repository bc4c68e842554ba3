"""A member's account in one unit as values: balances, lots, holds, and where the chain stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.identity import EntryId, HoldId, MemberId
from loyalty.kernel.refusal import InvariantBroken
from loyalty.ledger.chain import GENESIS
from loyalty.ledger.entry import Entry

BOUGHT = "value:"
"""How units of money that was paid in begin; it never ends."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Points earned together with one end; ``lot_id`` is the id of the entry that opened it.

    Pending until ``vests_at``, spendable from then on and until ``expires_at``, that instant
    outside; None means at once, and never. ``remaining`` counts what is neither spent nor held. One
    that ``awaits`` does not lapse at its end until the member has been told of that in time.
    """

    lot_id: EntryId
    amount: int
    remaining: int
    vests_at: datetime | None
    vested: bool
    expires_at: datetime | None
    external_ref: str
    awaits: bool = False

    def __post_init__(self) -> None:
        """Refuse more points than were earned, fewer than none, and an end before the vesting."""
        if not 0 <= self.remaining <= self.amount or self.amount == 0:
            message = f"lot {self.lot_id} has {self.remaining} of {self.amount} points"
            raise InvariantBroken(message)
        if self.vests_at is not None and self.expires_at is not None and self.expires_at <= self.vests_at:
            message = f"lot {self.lot_id} ends before it vests"
            raise InvariantBroken(message)

    # Written out, since every booking comes through here.
    def having(self, remaining: int, *, vested: bool) -> "Lot":
        """Give this lot with so many points left, vested or not."""
        return Lot(
            self.lot_id,
            self.amount,
            remaining,
            self.vests_at,
            vested,
            self.expires_at,
            self.external_ref,
            self.awaits,
        )

    @property
    def due_at(self) -> datetime | None:
        """Give when this lot vests or lapses next, None where nothing is due ever, or yet to be told."""
        return None if self.vested and self.awaits else self.turns_at

    @property
    def turns_at(self) -> datetime | None:
        """Give when this lot vests or ends next, also where it would not lapse then."""
        if not self.remaining:
            return None
        return self.expires_at if self.vested else self.vests_at


class HoldState(StrEnum):
    """A hold is open once and ends once in a member's book."""

    OPEN = "open"
    CAPTURED = "captured"
    VOIDED = "voided"
    LAPSED = "lapsed"
    MOVED = "moved"
    """It went on with another member, under the same id, when the two were merged."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Points set aside until ``expires_at``; ``parts`` names the lots they come from.

    ``captured`` counts what was taken when the hold was captured, 0 otherwise.
    """

    hold_id: HoldId
    entry_id: EntryId
    amount: int
    captured: int
    state: HoldState
    expires_at: datetime
    parts: tuple[tuple[EntryId, int], ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Which lots a reader needs one by one: those that vest, and those that end, by an instant of either."""

    vests_by: datetime
    ends_by: datetime


@dataclass(frozen=True, slots=True)
class Rest:
    """Lots with points left that are only summed up; ``next_due`` is when the first of them turns."""

    available: int = 0
    pending: int = 0
    next_due: datetime | None = None

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.available or self.pending)


NO_REST = Rest()


@dataclass(frozen=True, slots=True)
class AccountState:
    """All that booking needs of one account: every lot with points left, every open hold.

    Who asked for what is `Near` has the other lots as their ``rest``, and can spend none of them.
    Lots without points and holds that ended are there where they were asked for. ``owed``
    counts what the member owes, as a positive number. ``seq`` and ``head_hash`` are those of
    the last entry; `empty` gives an account without any.
    """

    member_id: MemberId
    unit: str
    programme: str
    available: int
    pending: int
    held: int
    owed: int
    seq: int
    head_hash: bytes
    lots: tuple[Lot, ...]
    holds: tuple[Hold, ...]
    rest: Rest = NO_REST

    def __post_init__(self) -> None:
        """Refuse balances that the lots and holds do not add up to."""
        available = self.rest.available + sum(lot.remaining for lot in self.lots if lot.vested)
        pending = self.rest.pending + sum(lot.remaining for lot in self.lots if not lot.vested)
        held = sum(hold.amount for hold in self.holds if hold.state is HoldState.OPEN)
        if (available, pending, held) != (self.available, self.pending, self.held) or self.owed < 0:
            message = f"account {self.member_id} {self.unit}: balances differ from lots and holds"
            raise InvariantBroken(message)

    @classmethod
    def empty(cls, member_id: MemberId, unit: str, programme: str) -> "AccountState":
        """Give the account of a member who never had points of this unit."""
        return cls(member_id, unit, programme, 0, 0, 0, 0, 0, GENESIS, (), ())

    @property
    def next_due(self) -> datetime | None:
        """Give the instant at which the next lot or hold is to be looked at, None where nothing is."""
        dues = [due for lot in self.lots if (due := lot.turns_at) is not None]
        dues += [hold.expires_at for hold in self.holds if hold.state is HoldState.OPEN]
        dues += [self.rest.next_due] if self.rest.next_due is not None else []
        return min(dues, default=None)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a member has at an instant, everything due by then counted as done, booked or not."""

    available: int
    pending: int
    held: int
    owed: int
    lots: tuple[Lot, ...]
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class Booked:
    """A planned booking: the account it was planned on, the account after it, the entries between."""

    before: AccountState
    state: AccountState
    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        """Refuse entries that do not lead from the one state to the other."""
        if self.state.seq != self.before.seq + len(self.entries):
            message = f"booking on account {self.before.member_id} does not follow its chain"
            raise InvariantBroken(message)

    def then(self, following: "Booked") -> "Booked":
        """Give both bookings as one; ``following`` was planned on this one's ``state``."""
        if following.before != self.state:
            message = f"bookings on account {self.before.member_id} do not follow each other"
            raise InvariantBroken(message)
        return Booked(self.before, following.state, self.entries + following.entries)


@dataclass(frozen=True, slots=True)
class AccountKey:
    """Which account: whose, in which unit, of which programme."""

    member_id: MemberId
    unit: str
    programme: str
