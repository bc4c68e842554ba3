"""Points of a household's pool: what the others give so that one of them can spend.

A spending stays one entry in the spender's book. Before it, what is missing there comes from
the others, lot by lot, each with its end; what of it is given back goes home to whom it was of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from loyalty.kernel.identity import EntryId, MemberId
from loyalty.ledger.account import AccountState, Booked, Lot
from loyalty.ledger.desk import Desk, Recording, share_out
from loyalty.ledger.due import closed, opened
from loyalty.ledger.entry import Cause, Kind
from loyalty.ledger.moving.transfer import hand_over
from loyalty.ledger.refusals import InsufficientPoints

POOL, HOME = "pool", "home"
_OWNER, _OF_MERGED = 1, 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """The spender's account with what the others gave, which lots that are, and the others' bookings."""

    spender: Booked
    lots: frozenset[EntryId]
    others: tuple[Booked, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many points are to be spent: by lots of all alike, or by the spender's own before any other's."""

    amount: int
    own_first: bool


def owner_of(lot: Lot) -> MemberId | None:
    """Give who gave a lot to the pool, None where it is the member's own.

    What was drawn and goes on with a merged member is the survivor's own.
    """
    parts = lot.external_ref.split(":")
    return MemberId(int(parts[_OWNER])) if parts[0] == POOL and len(parts) > _OF_MERGED else None


def plan_drawing(
    accounts: Sequence[AccountState], cause: Cause, wanted: Wanted, recording: Recording
) -> Drawn:
    """Give what moves to the first of ``accounts``, the spender's, so that what is wanted can be spent there.

    Raises `InsufficientPoints` where all have too few together.
    """
    spender, *others = accounts
    amount = wanted.amount
    desk, desks = opened(spender, recording), [opened(each, recording) for each in others]
    offers: list[tuple[Lot, Desk]] = [(lot, each) for each in (desk, *desks) for lot in each.spendable()]
    available = sum(lot.remaining for lot, _ in offers)
    if amount > available:
        raise InsufficientPoints(needed=amount, available=available)
    turn = recording.terms.turn()
    offers.sort(key=lambda each: (wanted.own_first and each[1] is not desk, turn(each[0])))
    taken = dict(share_out(amount, ((lot.lot_id, lot.remaining) for lot, _ in offers)))
    known = set(desk.lots)
    for number, each in enumerate(desks):
        parts = tuple((lot.lot_id, taken[lot.lot_id]) for lot in each.spendable() if lot.lot_id in taken)
        about = f"{POOL}:{others[number].member_id}:{spender.member_id}:{cause.external_ref}"
        hand_over((each, desk), replace(cause, external_ref=about), parts, (Kind.POOL, Kind.POOL))
    drawn = frozenset(desk.lots.keys() - known)
    return Drawn(desk.booked(), drawn, tuple(closed(each) for each in desks))


def plan_going_home(
    spender: Booked,
    owners: Sequence[AccountState],
    cause: Cause,
    recording: Recording,
    goes_on: Mapping[MemberId, MemberId] = MappingProxyType({}),
) -> tuple[Booked, tuple[Booked, ...]]:
    """Give ``spender`` without the points of ``owners`` that are there unspent, and the owners' bookings.

    ``goes_on`` says as whom somebody goes on who gave points and was merged since.
    """
    desk = Desk(spender.state, recording)
    home = []
    for state in owners:
        owner = opened(state, recording)
        parts = tuple(
            (lot.lot_id, lot.remaining)
            for lot in desk.spendable()
            if (giver := owner_of(lot)) is not None and goes_on.get(giver, giver) == state.member_id
        )
        about = f"{HOME}:{spender.state.member_id}:{state.member_id}:{cause.external_ref}"
        hand_over((desk, owner), replace(cause, external_ref=about), parts, (Kind.POOL, Kind.RECEIVE))
        home.append(closed(owner))
    return spender.then(closed(desk)), tuple(home)
