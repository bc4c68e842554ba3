"""What a member may spend of a household: others' accounts, and the bookings that take from them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountState, Booked, Lot
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause
from loyalty.ledger.moving.pool import Wanted, owner_of, plan_drawing, plan_going_home
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.services import Services
from loyalty.use_cases.wallets import Purse

Spending = Callable[[AccountState, Recording], Booked]


@dataclass(frozen=True, slots=True)
class Pool:
    """The accounts of the others, none where a member spends alone."""

    others: tuple[AccountState, ...] = ()
    own_first: bool = False

    def spent(
        self, state: AccountState, cause: Cause, amount: int, recording: Recording, spend: Spending
    ) -> list[Booked]:
        """Give the booking of ``spend`` on ``state``, and those by which others gave what is missing.

        Raises `InsufficientPoints`.
        """
        if not self.others:
            return [spend(state, recording)]
        drawn = plan_drawing((state, *self.others), cause, Wanted(amount, self.own_first), recording)
        at_once = replace(recording, terms=replace(recording.terms, drawn=drawn.lots))
        return [drawn.spender.then(spend(drawn.spender.state, at_once)), *drawn.others]


def pool_for(services: Services, unit: UnitOfWork, purse: Purse, recording: Recording) -> Pool:
    """Give what may be spent besides what is in a purse."""
    state = purse.state
    version = unit.adoption.in_force(state.programme, recording.now)
    if version is None:
        return Pool()
    programme = services.programmes.by_digest(unit, version.digest)
    return pool_of(unit, programme, state.member_id, state.unit, recording.now)


def pool_of(unit: UnitOfWork, programme: Programme, member: MemberId, wallet: str, now: datetime) -> Pool:
    """Give what a member may spend of others in a wallet at ``now``."""
    shape = programme.shape.households
    if shape is None or wallet not in shape.pool:
        return Pool()
    place = unit.households.place(member)
    household = unit.households.get(place.household_id) if place is not None and not place.left_at else None
    if place is None or household is None:
        return Pool()
    waits = shape.join_wait is not None and local_day(programme, now) < shape.join_wait.after(
        local_day(programme, place.joined_at)
    )
    if waits or (shape.spends == "head" and household.head != member):
        return Pool()
    others = [each.member_id for each in household.places if each.member_id != member]
    accounts = tuple(unit.ledger.account(each, wallet, programme.name) for each in others)
    return Pool(accounts, shape.takes == "own_first")


@dataclass(frozen=True, slots=True)
class Owners:
    """The accounts of those who gave points, and as whom somebody goes on who was merged since."""

    accounts: tuple[AccountState, ...] = ()
    goes_on: Mapping[MemberId, MemberId] = field(default_factory=dict)


def owners(unit: UnitOfWork, state: AccountState, lots: Iterable[Lot]) -> Owners:
    """Give the accounts to which points among ``lots`` go home from an account; none for what is its own."""
    found = {owner for lot in lots if (owner := owner_of(lot)) is not None}
    goes_on = {each: survivor_of(unit, each) for each in found}
    others = sorted(set(goes_on.values()) - {survivor_of(unit, state.member_id)})
    return Owners(tuple(unit.ledger.account(each, state.unit, state.programme) for each in others), goes_on)


def sent_home(booked: Booked, to: Owners, cause: Cause, recording: Recording) -> list[Booked]:
    """Give a booking by which points came back, with what goes on to those who gave them."""
    if not to.accounts:
        return [booked]
    own, home = plan_going_home(booked, to.accounts, cause, recording, to.goes_on)
    return [own, *home]
